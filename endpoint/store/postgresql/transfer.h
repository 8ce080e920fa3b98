// Rows and statements on their way to another store, and from one.
#pragma once

#include <vector>

#include "endpoint/store/postgresql/connection.h"
#include "endpoint/store/transfer.h"

namespace store::postgresql {

// Stops at the first failure of `take`, and returns it. Within a transaction: a cursor is walked.
Result<void> read_rows(Connection& connection, const Table& table, const TakeRow& take);
void write_rows(Connection& connection, const Table& table, const std::vector<Row>& rows);

// From a moment on, the oldest first.
std::vector<Kept> read_kept(Connection& connection, Time from, int most);

}  // namespace store::postgresql
