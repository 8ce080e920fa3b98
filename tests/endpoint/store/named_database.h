// An empty database of the kind that SANGGAR_TEST_STORE names: "postgresql", else SQLite. For suites that run whole over either.
#pragma once

#include <cstdlib>
#include <memory>
#include <optional>
#include <string_view>

#include "tests/endpoint/store/database_file.h"
#include "tests/endpoint/store/postgresql_server.h"

namespace test {

class NamedDatabase {
 public:
  NamedDatabase() {
    const char* kind = std::getenv("SANGGAR_TEST_STORE");
    if (kind != nullptr && std::string_view(kind) == "postgresql") postgresql_.emplace();
    else sqlite_.emplace();
  }

  std::unique_ptr<store::Store> open() const { return postgresql_ ? postgresql_->open() : sqlite_->open(); }

 private:
  std::optional<PostgresqlDatabase> postgresql_;
  std::optional<DatabaseFile> sqlite_;
};

}  // namespace test
