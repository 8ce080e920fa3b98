// What was acknowledged is there, however the program ends.
#include <doctest/doctest.h>
#include <signal.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iterator>
#include <random>
#include <sstream>
#include <thread>

#include "tests/endpoint/app/endpoint.h"
#include "tests/endpoint/store/postgresql_server.h"

namespace {

using namespace std::chrono_literals;

constexpr int kConnections = 8;

// How often the program is killed; more under soak.
int kills() {
  const char* count = std::getenv("KILLS");
  return count != nullptr ? std::atoi(count) : 5;
}

std::size_t missing(const std::set<std::string>& acknowledged, const std::multiset<std::string>& kept) {
  return static_cast<std::size_t>(std::count_if(acknowledged.begin(), acknowledged.end(), [&](const auto& id) { return !kept.contains(id); }));
}

std::size_t twice(const std::multiset<std::string>& kept) { return kept.size() - std::set<std::string>(kept.begin(), kept.end()).size(); }

// Loads a server for a moment of random length, ends it with the signal, and gives what it had acknowledged.
test::Finished end_while_busy(const test::Database& database, int signal, std::set<std::string>& acknowledged) {
  static std::mt19937 random(20'261);
  test::Endpoint endpoint(database, {});
  test::Load load(endpoint.port(), kConnections);
  REQUIRE(endpoint.program().runs_until([&] { return load.count() > 20; }));
  std::this_thread::sleep_for(1ms * std::uniform_int_distribution(0, 400)(random));
  endpoint.program().send(signal);
  auto finished = endpoint.program().wait();
  load.stop();
  CHECK(load.trouble() == "");
  acknowledged.insert(load.acknowledged().begin(), load.acknowledged().end());
  return finished;
}

}  // namespace

TEST_SUITE("endpoint_app/durability") {
  TEST_CASE("what was acknowledged before kill -9 is there after the next start, once") {
    const test::Database database;
    std::set<std::string> acknowledged;
    for (int kill = 0; kill < kills(); ++kill) {
      CHECK(end_while_busy(database, SIGKILL, acknowledged).status == 128 + SIGKILL);
      test::Endpoint again(database);
      const auto kept = database.ids();
      CHECK(missing(acknowledged, kept) == 0);
      CHECK(twice(kept) == 0);
      CHECK(database.integrity() == "ok");
      CHECK(again.show("GET /health") == R"(200 {"status":"ok"})");
    }
    CHECK(acknowledged.size() > 100);
    MESSAGE(acknowledged.size() << " acknowledged");
  }

  TEST_CASE("so it is on PostgreSQL") {
    const test::PostgresqlDatabase postgresql;
    const test::Database database(postgresql.address());
    std::set<std::string> acknowledged;
    for (int kill = 0; kill < kills(); ++kill) {
      CHECK(end_while_busy(database, SIGKILL, acknowledged).status == 128 + SIGKILL);
      test::Endpoint again(database);
      std::istringstream lines(postgresql.run("SELECT id FROM sanggar.statement"));
      const std::multiset<std::string> kept{std::istream_iterator<std::string>(lines), {}};
      CHECK(missing(acknowledged, kept) == 0);
      CHECK(twice(kept) == 0);
      CHECK(again.show("GET /health") == R"(200 {"status":"ok"})");
    }
    CHECK(acknowledged.size() > 100);
    MESSAGE(acknowledged.size() << " acknowledged");
  }

  TEST_CASE("SIGTERM while busy answers what was begun and ends with status 0") {
    const test::Database database;
    std::set<std::string> acknowledged;
    const auto finished = end_while_busy(database, SIGTERM, acknowledged);
    CHECK(finished.status == 0);
    CHECK(finished.errors == "");
    const auto kept = database.ids();
    // Not one more either: each request that was kept was answered.
    CHECK(kept.size() == acknowledged.size());
    CHECK(missing(acknowledged, kept) == 0);
    CHECK(database.integrity() == "ok");
  }
}
