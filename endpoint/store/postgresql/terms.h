// What statements are found by: verbs, agents, activities, registrations, each known by a number that every endpoint works out for itself.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "endpoint/xapi/statement.h"

namespace store::postgresql {

enum class TermKind { verb = 1, registration = 2, agent = 3, agent_related = 4, activity = 5, activity_related = 6 };

// The first 64 bits of the SHA-256 of kind and key: whoever would be found under another's key must break that.
std::int64_t term_of(TermKind kind, const std::string& key);

// Of all that a statement mentions, lowest first, each once.
std::vector<std::int64_t> terms_of(const xapi::Statement& statement);

// By what statements may be distributed.
std::int32_t learner_of(const xapi::Statement& statement);

}  // namespace store::postgresql
