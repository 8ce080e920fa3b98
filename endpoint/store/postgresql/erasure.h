// Erasing a learner.
#pragma once

#include <optional>
#include <string>

#include "endpoint/store/postgresql/connection.h"

namespace store::postgresql {

// Within a transaction that writes alone. Nothing when there is no such learner.
std::optional<Erased> erase(Connection& connection, const std::string& id, const std::string& receipt);

}  // namespace store::postgresql
