// Statements in a store: kept once, found by filters, voided, inherited by what refers to them.
#include <doctest/doctest.h>

#include <thread>

#include "endpoint/store/sqlite/sqlite_store.h"
#include "tests/endpoint/store/contract.h"
#include "tests/endpoint/store/stores.h"

namespace {

using test::by_verb;
using test::id;
using test::kVoiding;
using test::numbers_found;
using test::Said;
using test::statement;
using xapi::StatementQuery;

void keep(store::Store& store, const std::vector<Said>& all) {
  store::Insertion insertion;
  for (const auto& said : all) insertion.statements.push_back(statement(said));
  const auto kept = store.insert(insertion);
  REQUIRE(kept.has_value());
  REQUIRE_FALSE(kept->has_value());
}

}  // namespace

TEST_SUITE("store/statements") {
  STORE_CASE("the newest comes first, or last when asked, in pages of any size") {
    const Database file;
    const auto store = file.open();
    CHECK(numbers_found(*store, {}) == "");
    for (int i = 1; i <= 7; ++i) keep(*store, {{.id = id(i)}});
    for (const int most : {1, 2, 3, 7, 100}) {
      CHECK(numbers_found(*store, {}, most) == "7 6 5 4 3 2 1");
      StatementQuery ascending;
      ascending.ascending = true;
      CHECK(numbers_found(*store, ascending, most) == "1 2 3 4 5 6 7");
    }
  }

  STORE_CASE("the same statement again changes nothing; another under its id is refused, and nothing that came with it is kept") {
    const Database file;
    const auto store = file.open();
    keep(*store, {{.id = id(1)}});
    keep(*store, {{.id = id(1)}, {.id = id(2)}});
    const auto refused = store->insert({{statement({.id = id(3)}), statement({.id = id(2), .fingerprint = "00000000000000000000000000000002"})}, {}});
    REQUIRE(refused.has_value());
    REQUIRE(refused->has_value());
    CHECK((*refused)->id == id(2));
    CHECK(numbers_found(*store, {}) == "2 1");
    keep(*store, {{.id = id(3)}});  // what was looked up for the refused one is not remembered
    CHECK(numbers_found(*store, by_verb("https://verbs.example/did")) == "3 2 1");
  }

  STORE_CASE("filters find what they name, alone and together") {
    const Database file;
    const auto store = file.open();
    keep(*store, {{.id = id(1), .who = "siti", .verb = "https://v.example/a", .registration = "5b1f0c2e-7a64-4d0b-9c55-3f6a1d2e8b70"},
                  {.id = id(2), .who = "budi", .verb = "https://v.example/a"},
                  {.id = id(3), .who = "siti", .verb = "https://v.example/b", .what = "https://desa.example/courses/tani"},
                  {.id = id(4), .who = "budi", .verb = "https://v.example/b"}});
    StatementQuery query;
    query.agent = "siti";
    CHECK(numbers_found(*store, query) == "3 1");
    query.verb = "https://v.example/a";
    CHECK(numbers_found(*store, query, 1) == "1");
    query.registration = "5b1f0c2e-7a64-4d0b-9c55-3f6a1d2e8b70";
    query.activity = "https://desa.example/courses/kas";
    CHECK(numbers_found(*store, query) == "1");
    query.activity = "https://desa.example/courses/tani";
    CHECK(numbers_found(*store, query) == "");
    query = {};
    query.agent = "authority";
    CHECK(numbers_found(*store, query) == "");
    query.related_agents = true;
    CHECK(numbers_found(*store, query, 2) == "4 3 2 1");
    query = {};
    query.activity = "https://desa.example/";
    query.related_activities = true;
    query.agent = "budi";
    CHECK(numbers_found(*store, query) == "4 2");
    query.agent = "nobody";
    CHECK(numbers_found(*store, query) == "");
  }

  STORE_CASE("since is exclusive, until inclusive") {
    const Database file;
    const auto store = file.open();
    std::vector<store::Time> stored;
    for (int i = 1; i <= 4; ++i) {
      keep(*store, {{.id = id(i)}});
      stored.push_back((*store->statement(id(i), store::Store::Voided::no))->stored);
    }
    StatementQuery query;
    query.since = stored[0];
    query.until = stored[2];
    CHECK(numbers_found(*store, query) == "3 2");
    query.verb = "https://verbs.example/did";
    CHECK(numbers_found(*store, query, 1) == "3 2");
    query.ascending = true;
    CHECK(numbers_found(*store, query, 1) == "2 3");
  }

  STORE_CASE("a voided statement is found as voided alone, whichever came first; what voids is never void") {
    const Database file;
    const auto store = file.open();
    keep(*store, {{.id = id(1)}, {.id = id(2), .verb = kVoiding, .target = id(1), .voids = true}});
    keep(*store, {{.id = id(4), .verb = kVoiding, .target = id(3), .voids = true}});
    keep(*store, {{.id = id(3)}, {.id = id(5), .verb = kVoiding, .target = id(4), .voids = true}});
    CHECK(numbers_found(*store, {}) == "5 4 2");
    for (const int voided : {1, 3}) {
      CHECK_FALSE(store->statement(id(voided), store::Store::Voided::no)->has_value());
      CHECK(store->statement(id(voided), store::Store::Voided::yes)->has_value());
    }
    CHECK_FALSE(store->statement(id(4), store::Store::Voided::yes)->has_value());
  }

  STORE_CASE("what refers to a match is found with it, over several, in either order of arrival, even when the match is voided") {
    const Database file;
    const auto store = file.open();
    keep(*store, {{.id = id(3), .verb = "https://v.example/likes", .target = id(2)}});  // before what it refers to
    keep(*store, {{.id = id(1), .verb = "https://v.example/made"}});
    keep(*store, {{.id = id(2), .verb = "https://v.example/praised", .target = id(1)}});
    CHECK(numbers_found(*store, by_verb("https://v.example/made")) == "2 1 3");
    CHECK(numbers_found(*store, by_verb("https://v.example/made"), 1) == "2 1 3");
    CHECK(numbers_found(*store, by_verb("https://v.example/praised")) == "2 3");
    auto query = by_verb("https://v.example/made");
    query.agent = "siti";
    CHECK(numbers_found(*store, query) == "2 1 3");
    query.verb = "https://v.example/praised";  // all filters must hold of one and the same statement
    query.activity = "https://desa.example/courses/kas";
    CHECK(numbers_found(*store, query) == "");
    keep(*store, {{.id = id(4), .verb = kVoiding, .target = id(1), .voids = true}});
    CHECK(numbers_found(*store, by_verb("https://v.example/made")) == "4 2 3");
  }

  STORE_CASE("statements that refer to each other in a circle harm nobody") {
    const Database file;
    const auto store = file.open();
    keep(*store, {{.id = id(1), .target = id(2)}, {.id = id(2), .target = id(1)}, {.id = id(3), .target = id(3)}});
    CHECK(numbers_found(*store, {}) == "3 2 1");
    CHECK(numbers_found(*store, by_verb("https://verbs.example/did")) == "3 2 1");
  }

  STORE_CASE("many at once: each is kept once, and later ones have later times") {
    const Database file;
    const auto store = file.open();
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 8; ++thread) {
      threads.emplace_back([&, thread] {
        for (int i = 0; i < 50; ++i) {
          const store::Insertion insertion{{statement({.id = id(1 + thread * 50 + i)}), statement({.id = id(1000 + i)})}, {}};
          const auto kept = store->insert(insertion);
          CHECK((kept.has_value() && !kept->has_value()));
          CHECK(store->consistent_through() > 0);
        }
      });
    }
    for (auto& thread : threads) thread.join();
    const auto page = store->find({}, 1000, std::nullopt);
    REQUIRE(page.has_value());
    CHECK(page->statements.size() == 450);
    for (std::size_t i = 1; i < page->statements.size(); ++i) CHECK(page->statements[i - 1].stored > page->statements[i].stored);
  }

  STORE_CASE("attachments, names and definitions are kept with statements") {
    const Database file;
    const auto store = file.open();
    auto one = statement({.id = id(1)});
    one.names = {{"siti", "Siti"}, {"siti", "Bu Siti"}};
    REQUIRE(store->insert({{one}, {{"ab", std::string("\0bytes", 6)}, {"empty", ""}}}).has_value());
    CHECK(store->blob("ab")->value() == std::string("\0bytes", 6));
    CHECK(store->blob("empty")->value() == "");
    CHECK_FALSE(store->blob("cd")->has_value());
    CHECK(*store->names("siti") == std::vector<std::string>{"Bu Siti", "Siti"});
    CHECK(store->names("budi")->empty());
  }

  STORE_CASE("what was answered is there when the file is opened again") {
    const Database file;
    keep(*file.open(), {{.id = id(1)}, {.id = id(2)}});
    CHECK(numbers_found(*file.open(), {}) == "2 1");
  }

  STORE_CASE("a store says how much it has stored since it was opened, and how much is there") {
    const Database file;
    keep(*file.open(), {{.id = id(1)}});
    const auto store = file.open();
    keep(*store, {{.id = id(1)}, {.id = id(2)}, {.id = id(3)}});
    const auto figures = store->figures();
    CHECK(figures.statements == 2);
    CHECK(figures.commits > 0);
    CHECK(figures.waiting == 0);
    CHECK(figures.database_bytes > 8'192);
    const auto inventory = store->inventory();
    REQUIRE(inventory.has_value());
    CHECK(inventory->front().name == "statements");
    CHECK(inventory->front().number == 3);
    CHECK(inventory->back().name == "bytes of the database");
    CHECK(inventory->back().number > 8'192);
  }

  TEST_CASE("two programs at one database store statements in turn, many at once, and none fails") {
    const test::DatabaseFile file;
    const auto one = file.open(), other = file.open();
    for (int round = 0; round < 20; ++round) {
      store::Insertion many;
      for (int i = 0; i < 200; ++i) many.statements.push_back(statement({.id = id(1'000 * round + i)}));
      REQUIRE(one->insert(many).has_value());
      const auto single = other->insert({{statement({.id = id(1'000 * round + 999)})}, {}});
      REQUIRE_MESSAGE(single.has_value(), single.error().message);
    }
  }
}
