// Finds statements by the filters of GET /statements, a page at a time, without reading what does not match.
#pragma once

#include <optional>

#include "endpoint/store/sqlite/database.h"
#include "endpoint/store/store.h"

namespace store::sqlite {

// See Store::find. Throws SqliteFailure.
Page search(Database& database, const xapi::StatementQuery& query, int most, std::optional<Time> from);

}  // namespace store::sqlite
