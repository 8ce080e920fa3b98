#include "endpoint/store/sqlite/transfer.h"

#include "endpoint/store/uuid_bytes.h"

namespace store::sqlite {
namespace {

Row row_of(const Query& query, const Table& table) {
  Row row;
  row.reserve(table.columns.size());
  for (int i = 0; const auto& column : table.columns) {
    row.push_back(is_number(column.type) ? Cell(query.integer(i)) : Cell(query.text(i)));
    ++i;
  }
  return row;
}

void bind_row(Query& query, const Table& table, const Row& row) {
  for (std::size_t i = 0; i < row.size(); ++i) {
    const int parameter = static_cast<int>(i) + 1;
    if (const auto* number = std::get_if<std::int64_t>(&row[i])) {
      query.bind_at(parameter, *number);
    } else if (table.columns[i].type == ColumnType::bytes) {
      query.bind_at(parameter, Query::Binary{std::get<std::string>(row[i])});
    } else {
      query.bind_at(parameter, std::get<std::string>(row[i]));
    }
  }
}

}  // namespace

Result<void> read_rows(Database& database, const Table& table, const TakeRow& take) {
  auto query = database.prepared(select_sql(table));
  while (query.step()) {
    if (auto taken = take(row_of(query, table)); !taken) return taken;
  }
  return {};
}

void write_rows(Database& database, const Table& table, const std::vector<Row>& rows) {
  for (const auto& row : rows) {
    auto query = database.prepared(insert_sql(table, '?'));
    bind_row(query, table, row);
    query.run();
  }
}

std::vector<Kept> read_kept(Database& database, Time from, int most) {
  std::vector<Kept> kept;
  auto query = database.query("kept_statements");
  query.bind(from, most);
  while (query.step()) kept.push_back({query.text(0), uuid_text(query.text(1)), query.integer(2)});
  return kept;
}

}  // namespace store::sqlite
