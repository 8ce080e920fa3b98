#include "base/parallel_for.h"

#include <doctest/doctest.h>

#include <atomic>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

TEST_SUITE_BEGIN("base/parallel_for");

TEST_CASE("every index is visited once, with 1 and with 64 workers") {
  for (const int workers : {-1, 0, 1, 2, 64}) {
    std::vector<int> visits(1000);
    base::parallel_for(visits.size(), workers, [&](std::size_t index, int worker) {
      CHECK_UNARY(worker >= 0);
      CHECK_UNARY(worker < std::max(workers, 1));
      ++visits[index];
    });
    CHECK(visits == std::vector<int>(1000, 1));
  }
}

TEST_CASE("nothing to do calls nothing") {
  base::parallel_for(0, 8, [](std::size_t, int) { FAIL("called"); });
}

TEST_CASE("one worker runs on the calling thread, in order") {
  std::vector<std::size_t> order;
  base::parallel_for(3, 1, [&](std::size_t index, int) {
    CHECK(std::this_thread::get_id() != std::thread::id());
    order.push_back(index);
  });
  CHECK(order == std::vector<std::size_t>{0, 1, 2});
}

TEST_CASE("an exception reaches the caller and stops the rest") {
  for (const int workers : {1, 4}) {
    std::atomic<int> calls = 0;
    const auto run = [&] {
      base::parallel_for(1'000'000, workers, [&](std::size_t index, int) {
        ++calls;
        if (index == 10) throw std::runtime_error("index 10");
      });
    };
    CHECK_THROWS_WITH_AS(run(), "index 10", std::runtime_error);
    CHECK(calls < 1'000'000);
  }
}

TEST_CASE("the number of jobs is taken as given, 0 means the machine's") {
  CHECK(base::worker_count(3) == 3);
  CHECK(base::worker_count(0) >= 1);
}

TEST_SUITE_END();
