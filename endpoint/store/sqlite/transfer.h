// Rows and statements on their way to another store, and from one.
#pragma once

#include <vector>

#include "endpoint/store/sqlite/database.h"
#include "endpoint/store/transfer.h"

namespace store::sqlite {

// Stops at the first failure of `take`, and returns it.
Result<void> read_rows(Database& database, const Table& table, const TakeRow& take);
void write_rows(Database& database, const Table& table, const std::vector<Row>& rows);

// From a moment on, the oldest first.
std::vector<Kept> read_kept(Database& database, Time from, int most);

}  // namespace store::sqlite
