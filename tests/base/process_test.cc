#include "base/process.h"

#include <doctest/doctest.h>

#include <chrono>

TEST_SUITE("base/process") {
  using base::run_program;

  TEST_CASE("input goes in, output comes out, also when both exceed a pipe") {
    const std::string big(3'000'000, 'a');
    CHECK(run_program({"cat"}, big, 10, 4'000'000).value() == big);
    CHECK(run_program({"true"}, big, 10, 10).value().empty());
  }

  TEST_CASE("failures say what was run and why") {
    CHECK(run_program({"no-such-program"}, "", 5, 10).error().message == "cannot run 'no-such-program': No such file or directory");
    CHECK(run_program({"false"}, "", 5, 10).error().message == "cannot run 'false': it ended with status 1");
    CHECK(run_program({"sh", "-c", "kill -SEGV $$"}, "", 5, 10).error().message == "cannot run 'sh': it was killed");
    CHECK(run_program({"cat"}, "12345678901", 5, 10).error().message == "cannot run 'cat': it wrote more than 10 bytes");
  }

  TEST_CASE("a program that takes too long is killed, also after it closed its output") {
    const auto start = std::chrono::steady_clock::now();
    CHECK(run_program({"sleep", "60"}, "", 0.1, 10).error().message == "cannot run 'sleep': it took too long");
    CHECK(run_program({"sh", "-c", "exec >&-; exec sleep 60"}, "", 0.1, 10).error().message == "cannot run 'sh': it took too long");
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(10));
  }
}
