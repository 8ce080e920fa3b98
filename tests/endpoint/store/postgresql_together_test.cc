// Several endpoints on one PostgreSQL database: all that one store promises holds of them together.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <barrier>
#include <csignal>
#include <functional>
#include <set>
#include <thread>
#include <vector>

#include "endpoint/store/postgresql/postgresql_store.h"
#include "tests/endpoint/store/contract.h"
#include "tests/endpoint/store/postgresql_server.h"

namespace {

using test::by_verb;
using test::id;
using test::kVoiding;
using test::statement;

void in_threads(int count, const std::function<void(int)>& work) {
  std::vector<std::thread> threads;
  threads.reserve(static_cast<std::size_t>(count));
  for (int thread = 0; thread < count; ++thread) threads.emplace_back([&, thread] { work(thread); });
  for (auto& thread : threads) thread.join();
}

bool is_kept(const store::Result<std::optional<store::Conflict>>& result) { return result.has_value() && !result->has_value(); }

std::size_t count(const std::string& numbers) { return numbers.empty() ? 0 : static_cast<std::size_t>(std::count(numbers.begin(), numbers.end(), ' ')) + 1; }

// What was found up to a moment that the store told.
struct Told {
  store::Time until = 0;
  std::string found;
};

Told look(store::Store& store) {
  Told told{store.consistent_through() - 1, ""};
  xapi::StatementQuery query;
  query.until = told.until;
  told.found = test::numbers_found(store, query, 10'000);
  return told;
}

// In a process of its own: writes until it is killed, and tells each number that was acknowledged.
[[noreturn]] void write_until_killed(const std::string& address, int out) {
  const auto store = store::postgresql::open_store(address);
  for (int i = 1; store.has_value(); ++i) {
    if (is_kept((*store)->insert({{statement({.id = id(2 * i - 1)}), statement({.id = id(2 * i)})}, {}}))) {
      if (::write(out, &i, sizeof i) != sizeof i) break;
    }
  }
  ::_exit(1);
}

}  // namespace

TEST_SUITE("store/postgresql_together") {
  TEST_CASE("two endpoints keep each id once, and every moment of storing is different") {
    const test::PostgresqlDatabase database;
    const auto one = database.open(), two = database.open();
    in_threads(8, [&](int thread) {
      auto& store = thread % 2 == 0 ? *one : *two;
      for (int i = 0; i < 40; ++i) {
        store::Insertion insertion;
        for (int k = 0; k < 5; ++k) insertion.statements.push_back(statement({.id = id(1000 + thread * 200 + i * 5 + k)}));
        insertion.statements.push_back(statement({.id = id(1 + (i * 7 + thread) % 40)}));  // the others bring it, too
        CHECK(is_kept(store.insert(insertion)));
      }
    });
    CHECK(count(test::numbers_found(*two, {}, 10'000)) == 8 * 200 + 40);
    CHECK(database.run("SELECT count(DISTINCT stored) FROM sanggar.statement") == "1640\n");
    CHECK(database.run("SELECT count(DISTINCT stored) FROM sanggar.mention") == "1640\n");
  }

  TEST_CASE("one id with two contents: one of two endpoints keeps it, the other hears of the conflict and keeps nothing") {
    const test::PostgresqlDatabase database;
    const auto one = database.open(), two = database.open();
    std::atomic<int> kept = 0;
    in_threads(8, [&](int thread) {
      for (int i = 1; i <= 30; ++i) {
        const std::string fingerprint = fmt::format("{:032}", thread + 1);
        const auto result = (thread % 2 == 0 ? *one : *two).insert({{statement({.id = id(10'000 + thread * 100 + i)}), statement({.id = id(i), .fingerprint = fingerprint})}, {}});
        REQUIRE(result.has_value());
        if (!result->has_value()) ++kept;
      }
    });
    CHECK(kept == 30);
    CHECK(count(test::numbers_found(*one, {}, 10'000)) == 60);
  }

  TEST_CASE("nothing appears before a moment that either endpoint has told") {
    const test::PostgresqlDatabase database;
    const auto one = database.open(), two = database.open();
    std::atomic<bool> ended = false;
    std::vector<Told> told;
    std::thread reader([&] {
      while (!ended) told.push_back(look(told.size() % 2 == 0 ? *one : *two));
    });
    in_threads(6, [&](int thread) {
      for (int i = 0; i < 60; ++i) CHECK(is_kept((thread % 2 == 0 ? *one : *two).insert({{statement({.id = id(1 + thread * 60 + i)})}, {}})));
    });
    ended = true;
    reader.join();
    CHECK(told.size() > 3);
    for (const auto& [until, found] : told) {
      xapi::StatementQuery query;
      query.until = until;
      CHECK(test::numbers_found(*one, query, 10'000) == found);
    }
    const auto newest = (*one->find({}, 1, std::nullopt)).statements.front().stored;
    for (int tries = 0; tries < 100 && one->consistent_through() <= newest; ++tries) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    CHECK(one->consistent_through() > newest);
  }

  TEST_CASE("voiding and what is inherited are right whichever comes first and whichever endpoint keeps it") {
    const test::PostgresqlDatabase database;
    const std::array stores{database.open(), database.open(), database.open(), database.open()};
    std::barrier together(4);
    constexpr int kChains = 40;  // of number n: n made, 1000 + n praises it, 2000 + n likes the praise, 3000 + n voids n
    in_threads(4, [&](int part) {
      for (int n = 1; n <= kChains; ++n) {
        test::Said said{.id = id(part * 1000 + n), .verb = fmt::format("https://v.example/{}", part)};
        if (part > 0) said.target = id(part == 2 ? 1000 + n : n);
        said.voids = part == 3;
        if (said.voids) said.verb = kVoiding;
        together.arrive_and_wait();
        CHECK(is_kept(stores[static_cast<std::size_t>(part)]->insert({{statement(said)}, {}})));
      }
    });
    const auto& [one, two, three, four] = stores;
    CHECK(count(test::numbers_found(*one, by_verb("https://v.example/0"), 10'000)) == 3 * kChains);  // all but the voided ones
    CHECK(count(test::numbers_found(*two, by_verb("https://v.example/1"), 10'000)) == 2 * kChains);
    for (int n = 1; n <= kChains; ++n) CHECK((*one->statement(id(n), store::Store::Voided::yes)).has_value());
  }

  TEST_CASE("definitions from several endpoints are united, none is lost") {
    const test::PostgresqlDatabase database;
    const auto one = database.open(), two = database.open();
    in_threads(6, [&](int thread) {
      for (int i = 0; i < 10; ++i) {
        auto said = statement({.id = id(1 + thread * 10 + i)});
        said.definitions = {{"https://desa.example/courses/kas", fmt::format(R"({{"name":{{"x-{}-{}":"kas"}}}})", thread, i)}};
        CHECK(is_kept((thread % 2 == 0 ? *one : *two).insert({{said}, {}})));
      }
    });
    const auto definition = *one->definition("https://desa.example/courses/kas");
    for (int thread = 0; thread < 6; ++thread) {
      for (int i = 0; i < 10; ++i) CHECK(definition.find(fmt::format(R"("x-{}-{}")", thread, i)) != std::string::npos);
    }
  }

  TEST_CASE("a document that several endpoints change at once loses no change") {
    const test::PostgresqlDatabase database;
    const auto one = database.open(), two = database.open();
    const store::DocumentKey key{store::DocumentKind::state, "https://desa.example/", "siti", "", "count"};
    in_threads(6, [&](int thread) {
      for (int i = 0; i < 20; ++i) {
        const auto changed = (thread % 2 == 0 ? *one : *two).change_document(key, [](const store::Document* old) -> store::Change {
          return store::Document{"text/plain", (old == nullptr ? "" : old->bytes) + "x", 0};
        });
        CHECK(changed.has_value());
      }
    });
    CHECK((*one->document(key))->bytes.size() == 120);
  }

  TEST_CASE("an endpoint that is killed while it writes leaves all that it acknowledged, no batch by halves, and nobody waiting") {
    const test::PostgresqlDatabase database;
    const auto store = database.open();
    for (int kills = 0; kills < 5; ++kills) {
      database.run("TRUNCATE sanggar.statement, sanggar.statement_id, sanggar.mention");
      int ends[2];
      REQUIRE(::pipe(ends) == 0);
      const pid_t child = ::fork();
      if (child == 0) write_until_killed(database.address(), ends[1]);
      ::close(ends[1]);
      int acknowledged = 0;
      for (int said = 0; acknowledged < 10 + kills * 7 && ::read(ends[0], &said, sizeof said) == sizeof said;) acknowledged = said;
      ::kill(child, SIGKILL);
      for (int said = 0; ::read(ends[0], &said, sizeof said) == sizeof said;) acknowledged = said;
      ::waitpid(child, nullptr, 0);
      ::close(ends[0]);
      CHECK(is_kept(store->insert({{statement({.id = id(900'000 + kills)})}, {}})));
      const auto found = count(test::numbers_found(*store, {}, 100'000)) - 1;
      CHECK(found >= static_cast<std::size_t>(acknowledged) * 2);
      CHECK(found <= static_cast<std::size_t>(acknowledged) * 2 + 2);
      CHECK(found % 2 == 0);
    }
  }
}
