// Erasing a learner so that nothing of them is left in the file.
#pragma once

#include <optional>
#include <string>

#include "endpoint/store/sqlite/database.h"

namespace store::sqlite {

// Within the writer's transaction. Nothing when there is no such learner. Terms that were remembered are void afterwards.
std::optional<Erased> erase(Database& database, const std::string& id, const std::string& receipt, Time now);

// What was deleted (SQLite overwrites it with zeros) also leaves the write-ahead log. Waits for those who read; throws SqliteFailure
// when they go on for too long.
void empty_log(const std::string& path);

}  // namespace store::sqlite
