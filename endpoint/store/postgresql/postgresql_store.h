// The store in a PostgreSQL database: any number of endpoints may share it.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "endpoint/store/store.h"

namespace store::postgresql {

struct Settings {
  std::chrono::milliseconds busy_time{5'000};  // how long another's lock is waited for; then it is Trouble::busy
};

// Connects, makes the tables when they are missing, and migrates them. `address` is a URI of libpq: "postgresql://user@host/name".
Result<std::unique_ptr<Store>> open_store(const std::string& address, const Settings& settings = {});

}  // namespace store::postgresql
