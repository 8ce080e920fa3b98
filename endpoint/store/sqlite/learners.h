// Learners' rows, and the tombstones of those who were erased.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "endpoint/store/sqlite/database.h"

namespace store::sqlite {

// By the query "learner" or "learner_by_locator".
std::optional<Learner> read_learner(Database& database, std::string_view query, const std::string& key);

// False: the id or the locator is taken.
bool insert_learner(Database& database, const Learner& learner);

std::vector<std::pair<DocumentKey, Document>> read_documents_of(Database& database, const std::string& agent);
std::optional<std::pair<DocumentKey, Document>> read_registration(Database& database, const std::string& id);

// `name` is a learner's id or agent. Throws SqliteFailure with Trouble::erased when they have been erased; "" never was.
void refuse_erased(Database& database, const std::string& name);

// `name` as above, or a token's hash.
bool is_erased(Database& database, const std::string& name);

}  // namespace store::sqlite
