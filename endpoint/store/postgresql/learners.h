// Learners' rows, their tokens, and the tombstones of those who were erased.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "endpoint/store/postgresql/connection.h"

namespace store::postgresql {

// By the query "learner" or "learner_by_locator".
std::optional<Learner> read_learner(Connection& connection, std::string_view query, const std::string& key);
// False: the id or the locator is taken.
bool insert_learner(Connection& connection, const Learner& learner);
// False: there is no such learner, or another one has the locator.
bool change_code(Connection& connection, const std::string& id, const std::string& locator, const std::string& secret_hash);

Credential credential_of(const Rows& rows, int row);
// Refuses those of an erased learner.
void insert_credential(Connection& connection, const Credential& credential);

// The hashes under which `name`, a learner's id or agent or a token's hash, would be remembered as erased; "" never is.
void add_tombstones_of(const std::string& name, std::vector<std::string>& hashes);
bool is_erased(Connection& connection, const std::string& name);
Failure erased_failure();
// Throws PostgresqlFailure with Trouble::erased.
void refuse_erased(Connection& connection, const std::string& name);

}  // namespace store::postgresql
