// Keeps statements: several callers' batches in one transaction of two round trips, however many statements there are.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "endpoint/store/postgresql/connection.h"
#include "endpoint/store/store.h"

namespace store::postgresql {

// A caller's batch, and what became of it.
struct Job {
  const Insertion& insertion;
  Result<std::optional<Conflict>> result = std::nullopt;
};

// Each job is kept wholly or not at all, and none for another's fault: a conflict or an erased learner leaves out that job alone.
// Throws PostgresqlFailure when nothing was kept. The number of statements that were not there before.
std::int64_t insert_together(Connection& connection, const std::vector<Job*>& jobs);

}  // namespace store::postgresql
