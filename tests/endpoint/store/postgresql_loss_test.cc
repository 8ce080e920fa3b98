// A PostgreSQL server whose processes are killed, or that goes away: what was acknowledged is there, and work goes on.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <atomic>
#include <csignal>
#include <functional>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include "endpoint/store/store.h"
#include "tests/endpoint/store/contract.h"
#include "tests/endpoint/store/postgresql_server.h"

namespace {

using test::id;
using test::statement;

constexpr int kBatch = 20;

std::string first_id(int batch) { return id(batch * kBatch); }

store::Insertion batch_of(int batch) {
  store::Insertion insertion;
  for (int i = 0; i < kBatch; ++i) insertion.statements.push_back(statement({.id = id(batch * kBatch + i)}));
  return insertion;
}

// Batches written by threads while the server is harmed.
struct Writing {
  std::mutex mutex;
  std::set<int> acknowledged, refused;  // mutex
  std::atomic<bool> ended = false;
  std::atomic<int> next = 1;

  void write(store::Store& store) {
    while (!ended) {
      const int batch = next++;
      const auto kept = store.insert(batch_of(batch));
      if (!kept) CHECK(kept.error().trouble == store::Trouble::busy);
      const std::lock_guard lock(mutex);
      (kept ? acknowledged : refused).insert(batch);
      if (!kept) std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }
};

// Asks again while the server recovers.
bool has(store::Store& store, int number) {
  for (int tries = 0; tries < 500; ++tries) {
    const auto found = store.statement(id(number), store::Store::Voided::no);
    if (found) return found->has_value();
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return false;
}

void write_while(store::Store& store, const std::function<void(const Writing&)>& harm) {
  Writing writing;
  std::vector<std::thread> threads;
  threads.reserve(4);
  for (int thread = 0; thread < 4; ++thread) threads.emplace_back([&] { writing.write(store); });
  harm(writing);
  writing.ended = true;
  for (auto& thread : threads) thread.join();
  CHECK(!writing.refused.empty());
  for (const int batch : writing.acknowledged) {
    for (int i = 0; i < kBatch; ++i) CHECK(has(store, batch * kBatch + i));
  }
  for (const int batch : writing.refused) {  // kept, but the answer was lost; or not kept: never by halves
    CHECK(has(store, batch * kBatch) == has(store, batch * kBatch + kBatch - 1));
    CHECK(store.insert(batch_of(batch)).has_value());
  }
}

void wait_for_batches(const Writing& writing, int more) {
  for (const int from = writing.next; writing.next < from + more;) std::this_thread::sleep_for(std::chrono::milliseconds(2));
}

bool answers_again(store::Store& store) {
  for (int tries = 0; tries < 500; ++tries) {
    if (store.ping().has_value()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return false;
}

}  // namespace

TEST_SUITE("store/postgresql_loss") {
  TEST_CASE("a server's process that is killed in the middle of a batch costs nothing that was acknowledged") {
    const test::PostgresqlDatabase database;
    const auto store = database.open();
    write_while(*store, [&](const Writing& writing) {
      for (int kills = 0; kills < 5; ++kills) {
        wait_for_batches(writing, 20);
        const std::string process = database.run("SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'sanggar-endpoint' "
                                                 "ORDER BY state = 'active' DESC, state LIMIT 1");
        ::kill(std::stoi(process), SIGKILL);  // PostgreSQL then ends all others and recovers from its log
        CHECK(answers_again(*store));
      }
    });
  }

  TEST_CASE("connections that the server ends are opened again") {
    const test::PostgresqlDatabase database;
    const auto store = database.open();
    REQUIRE(store->insert(batch_of(1)).has_value());
    database.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'sanggar-endpoint'");
    const auto lost = store->statement(first_id(1), store::Store::Voided::no);
    REQUIRE_FALSE(lost.has_value());
    CHECK(lost.error().trouble == store::Trouble::busy);
    CHECK(store->statement(first_id(1), store::Store::Voided::no)->has_value());
  }

  TEST_CASE("while the server is away everything is busy, and goes on when it is back") {
    const test::PostgresqlDatabase database;
    const auto store = database.open();
    REQUIRE(store->insert(batch_of(1)).has_value());
    const auto told = store->consistent_through();
    test::PostgresqlServer::shared().stop();
    for (int tries = 0; tries < 3; ++tries) {
      const auto refused = store->insert(batch_of(2));
      REQUIRE_FALSE(refused.has_value());
      CHECK(refused.error().trouble == store::Trouble::busy);
      CHECK_FALSE(store->ping().has_value());
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    CHECK(store->consistent_through() == told);
    test::PostgresqlServer::shared().start();
    CHECK(store->ping().has_value());
    CHECK(store->insert(batch_of(2)).has_value());
    CHECK(store->statement(first_id(1), store::Store::Voided::no)->has_value());
  }
}
