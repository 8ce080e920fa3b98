// SQLite's C interface behind RAII. Inside this folder a failed call throws SqliteFailure; sqlite_store.cc and writer.cc turn it into
// a store::Failure, so that nothing is thrown further. That keeps the hundred places that bind and step readable.
#pragma once

#include <sqlite3.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "endpoint/store/records.h"

namespace store::sqlite {

struct SqliteFailure {
  Failure failure;
};

// A prepared statement at work. The texts and blobs bound to it must live until it is reset; it resets itself at its end.
class Query {
 public:
  // Bound as a blob, not as text.
  struct Binary {
    std::string_view bytes;
  };
  struct BinaryOrNull {  // NULL when empty
    std::string_view bytes;
  };

  explicit Query(sqlite3_stmt* statement) : statement_(statement) {}
  ~Query();
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  // Parameters from ?1 on, in their order.
  template <class... Values>
  Query& bind(const Values&... values) {
    int index = 0;
    (bind_one(++index, values), ...);
    return *this;
  }

  // One parameter, from 1 on.
  template <class Value>
  void bind_at(int index, const Value& value) {
    bind_one(index, value);
  }

  // True: a row is there. Throws SqliteFailure.
  bool step();
  // Runs a statement that gives no rows, to its end.
  void run();

  // Columns from 0 on, of the present row; valid until the next step.
  std::int64_t integer(int column) const;
  std::string text(int column) const;  // also a blob's bytes
  bool is_null(int column) const;

 private:
  void bind_one(int index, std::int64_t value);
  void bind_one(int index, int value) { bind_one(index, std::int64_t{value}); }
  void bind_one(int index, const std::string& text);
  void bind_one(int index, const Binary& binary);
  void bind_one(int index, const BinaryOrNull& binary);

  sqlite3_stmt* statement_;
};

// Where a database lies and how patient its connections are.
struct Place {
  std::string path;
  std::chrono::milliseconds busy_time{5'000};
};

// One connection; used by one thread at a time.
class Database {
 public:
  enum class Mode { write, read, copy };  // copy: a new file that fill_from() fills
  // Opens or (to write) creates the file, with the pragmas that every connection needs. Throws SqliteFailure.
  Database(const Place& place, Mode mode);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // SQL without parameters, perhaps several statements.
  void run(const std::string& sql);
  // The query of that name in queries.sql, prepared once. At most one of a name is at work at a time.
  Query query(std::string_view name);
  // The same of a text that is put together.
  Query prepared(const std::string& sql);
  std::int64_t changes() const;
  // Of "PRAGMA name", the first column.
  std::int64_t pragma(const std::string& name);
  std::string pragma_text(const std::string& name);
  // Becomes a copy of the other, as it is at one moment; who writes there is not held up.
  void fill_from(Database& other);

 private:
  sqlite3_stmt* prepare(std::string_view sql, std::string_view name);

  sqlite3* handle_ = nullptr;
  std::map<std::string, sqlite3_stmt*, std::less<>> prepared_;
};

}  // namespace store::sqlite
