// What one store hands to another: nothing is left behind, whichever they are.
#include "endpoint/store/transfer.h"

#include <iterator>
#include <set>
#include <sstream>

#include "endpoint/store/sqlite/database.h"
#include "tests/endpoint/store/contract.h"
#include "tests/endpoint/store/stores.h"

namespace {

using test::id;
using test::statement;

constexpr store::Time kMoment = 1'700'000'000'000'000;

// A row for each table, with what is hard to carry: NUL, quotes, an empty cell, the largest number.
store::Row row_for(const store::Table& table) {
  store::Row row;
  for (const auto& column : table.columns) {
    switch (column.type) {
      case store::ColumnType::key: row.emplace_back("sel'\"\n"); break;
      case store::ColumnType::bytes: row.emplace_back(std::string("\0\xFF\x01", 3)); break;
      case store::ColumnType::text: row.emplace_back(""); break;
      case store::ColumnType::integer: row.emplace_back(std::int64_t{9'007'199'254'740'993}); break;
      case store::ColumnType::small: row.emplace_back(std::int64_t{3}); break;
      case store::ColumnType::flag: row.emplace_back(std::int64_t{1}); break;
    }
  }
  return row;
}

std::vector<store::Row> rows_of(store::Store& store, const store::Table& table) {
  std::vector<store::Row> rows;
  const auto read = store.each_row(table, [&](store::Row row) -> store::Result<void> {
    rows.push_back(std::move(row));
    return {};
  });
  REQUIRE(read.has_value());
  return rows;
}

std::set<std::string> with_transferred(std::set<std::string> names) {
  for (const auto& table : store::transferred_tables()) names.emplace(table.name);
  return names;
}

std::set<std::string> tables_of(const test::DatabaseFile& file) {
  store::sqlite::Database database({file.path()}, store::sqlite::Database::Mode::read);
  auto query = database.prepared("SELECT name FROM sqlite_master WHERE type = 'table'");
  std::set<std::string> names;
  while (query.step()) names.insert(query.text(0));
  return names;
}

std::set<std::string> tables_of(const test::PostgresqlDatabase& database) {
  std::istringstream lines(database.run("SELECT tablename FROM pg_tables WHERE schemaname = 'sanggar'"));
  return {std::istream_iterator<std::string>(lines), {}};
}

}  // namespace

TEST_SUITE("store/transfer") {
  STORE_CASE("rows come out as they went in") {
    const Database database;
    const auto store = database.open();
    for (const auto& table : store::transferred_tables()) {
      CAPTURE(table.name);
      const auto row = row_for(table);
      CHECK(rows_of(*store, table).empty());
      REQUIRE(store->add_rows(table, {row}).has_value());
      CHECK((rows_of(*store, table) == std::vector<store::Row>{row}));
      if (table.name != "class_event") CHECK_FALSE(store->add_rows(table, {row}).has_value());  // it is there already
    }
  }

  STORE_CASE("rows are handed out until one is not wanted") {
    const Database database;
    const auto store = database.open();
    const auto& table = store::transferred_tables().back();
    std::vector<store::Row> rows;
    for (int number = 0; number < 120; ++number) rows.push_back({id(number), std::string("{}"), std::int64_t{number}});
    REQUIRE(store->add_rows(table, rows).has_value());
    int taken = 0;
    const auto read = store->each_row(table, [&](const store::Row&) -> store::Result<void> {
      if (++taken == 70) return tl::unexpected<store::Failure>(store::Failure{store::Trouble::full, "no room"});
      return {};
    });
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().message == "no room");
    CHECK(taken == 70);
    CHECK(rows_of(*store, table).size() == 120);
  }

  STORE_CASE("statements keep the moments at which another store had stored them, and later ones come after them") {
    const Database database;
    const auto store = database.open();
    const store::Time future = 4'000'000'000'000'000;
    store::Insertion insertion{.statements = {statement({.id = id(1)}), statement({.id = id(2), .verb = test::kVoiding, .target = id(1), .voids = true}), statement({.id = id(3)})}, .blobs = {}};
    insertion.stored = {kMoment, kMoment + 5, future};
    REQUIRE(store->insert(insertion).has_value());
    REQUIRE(store->insert({.statements = {statement({.id = id(4)})}, .blobs = {}}).has_value());
    const auto kept = store->kept_statements(0, 10);
    REQUIRE(kept.has_value());
    REQUIRE(kept->size() == 4);
    CHECK((*kept)[0].stored == kMoment);
    CHECK((*kept)[0].text == insertion.statements[0].text);
    CHECK((*kept)[0].fingerprint == "00000000-0000-0000-0000-000000000001");
    CHECK((*kept)[1].stored == kMoment + 5);
    CHECK((*kept)[2].stored == future);
    CHECK((*kept)[3].stored > future);
    CHECK(store->kept_statements(kMoment + 1, 2)->size() == 2);
    CHECK(store->statement(id(1), store::Store::Voided::yes)->has_value());
    CHECK(test::numbers_found(*store, {}) == "4 3 2");
  }

  TEST_CASE("every table is moved, or made anew from the statements") {
    const test::DatabaseFile file;
    (void)file.open();
    CHECK(tables_of(file) == with_transferred({"statement", "term", "mention", "inherited", "blob_use"}));
    const test::PostgresqlDatabase database;
    (void)database.open();
    CHECK(tables_of(database) == with_transferred({"statement", "statement_id", "mention", "inherited", "blob_use", "format"}));
  }
}
