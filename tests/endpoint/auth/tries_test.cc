#include "endpoint/auth/tries.h"

#include <doctest/doctest.h>

namespace {

constexpr std::int64_t kSecond = 1'000'000;

}  // namespace

TEST_SUITE("auth/tries") {
  TEST_CASE("so many tries are allowed within the window, each key for itself; those that were refused do not count") {
    auth::Tries tries({.most = 3, .window = 60 * kSecond});
    for (int i = 0; i < 3; ++i) CHECK(tries.take("a", i * kSecond) == 0);
    CHECK(tries.take("a", 10 * kSecond) == 50);
    CHECK(tries.take("a", 59 * kSecond + 1) == 1);
    CHECK(tries.take("b", 10 * kSecond) == 0);
    CHECK(tries.take("a", 60 * kSecond) == 0);
    CHECK(tries.take("a", 60 * kSecond) == 1);
  }

  TEST_CASE("a try that is given back does not count") {
    auth::Tries tries({.most = 1, .window = 60 * kSecond});
    for (int i = 0; i < 5; ++i) {
      CHECK(tries.take("a", 0) == 0);
      tries.give_back("a");
    }
    tries.give_back("b");
    CHECK(tries.take("a", 0) == 0);
    CHECK(tries.take("a", 0) == 60);
  }

  TEST_CASE("memory is bounded, and what is old makes room first") {
    auth::Tries tries({.most = 1, .window = 60 * kSecond});
    CHECK(tries.take("new", 50 * kSecond) == 0);
    for (int i = 0; i < 19'999; ++i) CHECK(tries.take(std::to_string(i), 0) == 0);
    CHECK(tries.take("another", 61 * kSecond) == 0);
    CHECK(tries.take("new", 61 * kSecond) == 49);
  }
}
