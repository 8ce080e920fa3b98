#include "endpoint/store/postgresql/transfer.h"

#include "endpoint/store/uuid_bytes.h"

namespace store::postgresql {
namespace {

constexpr int kAtOnce = 50;  // rows; attachments may be of some megabytes each

Row row_of(const Rows& rows, int row, const Table& table) {
  Row cells;
  cells.reserve(table.columns.size());
  for (int i = 0; const auto& column : table.columns) {
    cells.push_back(is_number(column.type) ? Cell(rows.integer(row, i)) : Cell(rows.text(row, i)));
    ++i;
  }
  return cells;
}

Value value_of(const Cell& cell, ColumnType type) {
  switch (type) {
    case ColumnType::integer: return integer(std::get<std::int64_t>(cell));
    case ColumnType::small: return integer4(static_cast<std::int32_t>(std::get<std::int64_t>(cell)));
    case ColumnType::flag: return boolean(std::get<std::int64_t>(cell) != 0);
    case ColumnType::text: return text(std::get<std::string>(cell));
    case ColumnType::key:
    case ColumnType::bytes: return bytes(std::get<std::string>(cell));
  }
  return {};
}

}  // namespace

Result<void> read_rows(Connection& connection, const Table& table, const TakeRow& take) {
  connection.send_text("DECLARE walk NO SCROLL CURSOR FOR " + select_sql(table), {});
  connection.receive();
  while (true) {
    connection.send_text("FETCH " + std::to_string(kAtOnce) + " FROM walk", {});
    const auto answers = connection.receive();
    const auto& rows = answers.front();
    for (int row = 0; row < rows.size(); ++row) {
      if (auto taken = take(row_of(rows, row, table)); !taken) return taken;
    }
    if (rows.size() < kAtOnce) break;
  }
  connection.send_text("CLOSE walk", {});
  connection.receive();
  return {};
}

void write_rows(Connection& connection, const Table& table, const std::vector<Row>& rows) {
  const std::string sql = insert_sql(table, '$');
  for (const auto& row : rows) {
    std::vector<Value> values;
    values.reserve(row.size());
    for (std::size_t i = 0; i < row.size(); ++i) values.push_back(value_of(row[i], table.columns[i].type));
    connection.send_text(sql, values);
  }
  connection.receive();
}

std::vector<Kept> read_kept(Connection& connection, Time from, int most) {
  const auto rows = connection.ask("kept_statements", {integer(from), integer(most)});
  std::vector<Kept> kept;
  kept.reserve(static_cast<std::size_t>(rows.size()));
  for (int row = 0; row < rows.size(); ++row) kept.push_back({rows.text(row, 0), uuid_text(rows.text(row, 1)), rows.integer(row, 2)});
  return kept;
}

}  // namespace store::postgresql
