// What one store hands to another: statements as they are kept, and the rows of all other tables.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "endpoint/store/records.h"

namespace store {

// key: bytes by which a row is found (SQLite TEXT, PostgreSQL bytea); bytes: BLOB, bytea; text: TEXT, text; small: INTEGER, integer;
// flag: INTEGER, boolean.
enum class ColumnType { key, bytes, text, integer, small, flag };

// Its cells are numbers.
inline bool is_number(ColumnType type) { return type == ColumnType::integer || type == ColumnType::small || type == ColumnType::flag; }

struct Column {
  std::string_view name;
  ColumnType type = ColumnType::key;
};

// A table that both stores have with the same columns.
struct Table {
  std::string_view name;
  std::string_view holds;  // for people: "learners"
  std::vector<Column> columns;
};

// All but those that are made from statements; a column that the store numbers by itself is left out. A migration that adds a table adds it here.
std::span<const Table> transferred_tables();

// Numbers and flags as numbers, all else as bytes, in the order of a table's columns.
using Cell = std::variant<std::int64_t, std::string>;
using Row = std::vector<Cell>;

using TakeRow = std::function<Result<void>(Row)>;

// "SELECT a, b FROM t"; "INSERT INTO t (a, b) VALUES (?1, ?2)" with the store's own mark for parameters.
std::string select_sql(const Table& table);
std::string insert_sql(const Table& table, char parameter_mark);

// A statement, voided or not.
struct Kept {
  std::string text;
  std::string fingerprint;  // 32 hexadecimal digits, as a UUID is written
  Time stored = 0;
};

}  // namespace store
