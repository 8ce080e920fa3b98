// The store in one SQLite file: a thread that writes, connections that read.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "endpoint/store/store.h"

namespace store::sqlite {

struct Settings {
  std::chrono::milliseconds busy_time{5'000};  // how long another process's lock is waited for; then it is Trouble::busy
};

// Opens the file, or makes it, and migrates it. A file on a network file system is refused: its locks cannot be trusted.
Result<std::unique_ptr<Store>> open_store(const std::string& path, const Settings& settings = {});

}  // namespace store::sqlite
