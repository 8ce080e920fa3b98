// Everything of one store into another: from SQLite to PostgreSQL when one machine is not enough, or back.
#include <fmt/format.h>

#include "endpoint/app/commands.h"
#include "endpoint/xapi/statement.h"

namespace endpoint_app {
namespace {

using base::Result;

constexpr int kStatementsTogether = 500;
constexpr std::size_t kRowsTogether = 500;
constexpr std::size_t kBytesTogether = 4'000'000;  // of rows; one that is larger goes alone

std::size_t bytes_of(const store::Row& row) {
  std::size_t bytes = 0;
  for (const auto& cell : row) {
    if (const auto* text = std::get_if<std::string>(&cell)) bytes += text->size();
  }
  return bytes;
}

Result<void> check_empty(store::Store& to) {
  bool has_row = false;
  const auto found = [&](const store::Row&) -> store::Result<void> {
    has_row = true;
    return tl::unexpected<store::Failure>(store::Failure{});  // one is enough
  };
  for (const auto& table : store::transferred_tables()) {
    if (const auto read = to.each_row(table, found); !read && !has_row) return base::fail(read.error().message);
  }
  const auto statements = to.kept_statements(0, 1);
  if (!statements) return base::fail(statements.error().message);
  if (has_row || !statements->empty()) return base::fail("there is something in the new store already (name an empty one)");
  return {};
}

// How many rows.
Result<std::int64_t> move_table(store::Store& from, store::Store& to, const store::Table& table) {
  std::vector<store::Row> rows;
  std::size_t bytes = 0;
  std::int64_t count = 0;
  const auto pass_on = [&]() -> store::Result<void> {
    auto added = to.add_rows(table, rows);
    rows.clear();
    bytes = 0;
    return added;
  };
  const auto read = from.each_row(table, [&](store::Row row) -> store::Result<void> {
    ++count;
    bytes += bytes_of(row);
    rows.push_back(std::move(row));
    return rows.size() < kRowsTogether && bytes < kBytesTogether ? store::Result<void>() : pass_on();
  });
  if (!read) return base::fail(read.error().message);
  if (const auto added = pass_on(); !added) return base::fail(added.error().message);
  return count;
}

Result<store::Insertion> insertion_of(std::vector<store::Kept>&& kept) {
  store::Insertion insertion;
  for (auto& [text, fingerprint, stored] : kept) {
    auto statement = xapi::kept_statement(std::move(text), std::move(fingerprint));
    if (!statement) return base::fail(fmt::format("the statement stored at {} cannot be read (the old database is damaged)", stored));
    // The tables of definitions and names are moved as they are.
    statement->definitions.clear();
    statement->names.clear();
    insertion.statements.push_back(std::move(*statement));
    insertion.stored.push_back(stored);
  }
  return insertion;
}

Result<std::int64_t> move_statements(store::Store& from, store::Store& to) {
  std::int64_t count = 0;
  for (store::Time next = 0;;) {
    auto kept = from.kept_statements(next, kStatementsTogether);
    if (!kept) return base::fail(kept.error().message);
    if (kept->empty()) return count;
    next = kept->back().stored + 1;
    count += static_cast<std::int64_t>(kept->size());
    const auto insertion = insertion_of(std::move(*kept));
    if (!insertion) return base::fail(insertion.error().message);
    const auto inserted = to.insert(*insertion);
    if (!inserted) return base::fail(inserted.error().message);
    if (*inserted) return base::fail(fmt::format("the new store has another statement {} (is something writing into it?)", (*inserted)->id));
  }
}

}  // namespace

Result<std::string> move(store::Store& from, const StoreOptions& options) {
  auto to = open_store(options);
  if (!to) return base::fail(to.error().message);
  if (const auto empty = check_empty(**to); !empty) return base::fail(empty.error().message);
  std::string lines;
  for (const auto& table : store::transferred_tables()) {
    const auto count = move_table(from, **to, table);
    if (!count) return base::fail(count.error().message);
    lines += fmt::format("{:<28}{}\n", table.holds, *count);
  }
  const auto count = move_statements(from, **to);
  if (!count) return base::fail(count.error().message);
  return fmt::format("{:<28}{}\n{}", "statements", *count, lines);
}

}  // namespace endpoint_app
