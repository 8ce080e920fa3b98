// A database in a folder of its own that goes with the test.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <memory>
#include <string>

#include "endpoint/store/sqlite/sqlite_store.h"

namespace test {

class DatabaseFile {
 public:
  DatabaseFile() {
    std::string name = (std::filesystem::temp_directory_path() / "sanggar-store-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~DatabaseFile() { std::filesystem::remove_all(folder_); }
  DatabaseFile(const DatabaseFile&) = delete;
  DatabaseFile& operator=(const DatabaseFile&) = delete;

  std::string path() const { return folder_ + "/progress.db"; }

  std::unique_ptr<store::Store> open() const {
    auto store = store::sqlite::open_store(path());
    REQUIRE_MESSAGE(store.has_value(), store.error().message);
    return std::move(*store);
  }

 private:
  std::string folder_;
};

}  // namespace test
