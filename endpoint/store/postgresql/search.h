// Finds statements by the filters of GET /statements, a page at a time.
#pragma once

#include <optional>

#include "endpoint/store/postgresql/connection.h"
#include "endpoint/store/store.h"

namespace store::postgresql {

// See Store::find. One query, planned for its filters each time: which of them finds few, the planner knows.
Page search(Connection& connection, const xapi::StatementQuery& query, int most, std::optional<Time> from);

}  // namespace store::postgresql
