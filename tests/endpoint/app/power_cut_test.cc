// The power goes at any write of SQLite: what the store had acknowledged is there when it is back.
#include <doctest/doctest.h>

#include <fmt/format.h>

#include <atomic>
#include <mutex>
#include <random>
#include <thread>
#include <vector>

#include "tests/endpoint/app/endpoint.h"
#include "tests/endpoint/store/contract.h"
#include "endpoint/store/sqlite/sqlite_store.h"
#include "tests/support/forgetful_disk.h"

namespace {

constexpr int kDatabases = 10;
constexpr int kCuts = 20;       // of each database, so that also checkpoints and recoveries are cut
constexpr int kThreads = 4;     // commits are made for several at once
constexpr int kMostWrites = 1'200;

// Inserts until the store says that it cannot.
void insert_until_cut(store::Store& store, std::mutex& mutex, std::vector<std::string>& acknowledged) {
  for (;;) {
    const std::string id = test::random_id();
    if (!store.insert({{test::statement({.id = id})}, {}})) return;
    const std::lock_guard lock(mutex);
    acknowledged.push_back(id);
  }
}

void work_until_cut(const test::Database& database, std::vector<std::string>& acknowledged) {
  auto store = store::sqlite::open_store(database.path());
  if (!store) return;  // cut while it was opened
  std::mutex mutex;
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) threads.emplace_back([&] { insert_until_cut(**store, mutex, acknowledged); });
  for (auto& thread : threads) thread.join();
}

std::size_t missing(const test::Database& database, const std::vector<std::string>& acknowledged) {
  auto store = store::sqlite::open_store(database.path());
  REQUIRE_MESSAGE(store.has_value(), store.error().message);
  std::size_t count = 0;
  for (const auto& id : acknowledged) {
    const auto found = (*store)->statement(id, store::Store::Voided::no);
    if (!found || !*found) ++count;
  }
  return count;
}

}  // namespace

TEST_SUITE("endpoint_app/power_cut") {
  TEST_CASE("every insert that returned is there after a cut of the power at any write") {
    std::mt19937 random(7);
    std::size_t kept = 0;
    for (int number = 0; number < kDatabases; ++number) {
      const test::Database database;
      test::ForgetfulDisk disk;
      std::vector<std::string> acknowledged;
      for (int cut = 0; cut < kCuts; ++cut) {
        INFO("database " << number << ", cut " << cut);
        disk.cut_before_write(std::uniform_int_distribution(0, kMostWrites)(random));
        work_until_cut(database, acknowledged);
        REQUIRE(disk.is_cut());
        disk.restore(cut % 2 == 0 ? test::ForgetfulDisk::Unsynced::forgotten : test::ForgetfulDisk::Unsynced::torn, static_cast<unsigned>(random()));
        REQUIRE(database.integrity() == "ok");
        REQUIRE(missing(database, acknowledged) == 0);
      }
      kept += acknowledged.size();
    }
    CHECK(kept > 1'000);
    MESSAGE(kept << " inserts, " << kDatabases * kCuts << " cuts");
  }
}
