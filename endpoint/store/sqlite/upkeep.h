// Copies of a database while it is in use, and what is in it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "endpoint/store/sqlite/database.h"

namespace store::sqlite {

// Writes what `place` holds at one moment into the file `to`, which is empty or missing, and reads the copy over once. Writers go on
// meanwhile. Throws SqliteFailure.
void copy_database(const Place& place, const std::string& to);

std::vector<Count> inventory_of(Database& database);

// The kind of file system on which a folder lies, if other machines share it ("NFS"); else "".
std::string_view network_file_system(const std::string& path);

}  // namespace store::sqlite
