// The tables, made and brought up to date when a store is opened.
#pragma once

#include "endpoint/store/postgresql/connection.h"

namespace store::postgresql {

// Several endpoints may do it at once: one does, the others wait. A newer program's tables are refused. Throws PostgresqlFailure.
void migrate(Connection& connection);

}  // namespace store::postgresql
