// Activities' definitions: what statements say of an activity is united with what was said before.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "endpoint/store/postgresql/connection.h"
#include "endpoint/xapi/statement.h"

namespace store::postgresql {

using Definitions = std::map<std::string, std::string>;  // activity → JSON

// The activities that these statements define, each once.
std::vector<std::string> defined_by(const std::vector<const xapi::Statement*>& statements);

Definitions definitions_in(const Rows& rows);

// Writes what the statements add to `present`, as it was read within this transaction. Most add nothing; when one does, others that
// do are kept away until the transaction ends, and what they wrote meanwhile is read again.
void remember_definitions(Connection& connection, const std::vector<const xapi::Statement*>& statements, const Definitions& present);

}  // namespace store::postgresql
