#include "endpoint/store/sqlite/database.h"

#include <fmt/format.h>

#include <array>
#include <chrono>

#include "endpoint/store/named_queries.h"
#include "endpoint/store/sqlite/sql_text.h"

namespace store::sqlite {
namespace {

// Extended codes carry the plain one in their low byte.
Trouble trouble_of(int code) {
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_PROTOCOL:  // lost the race for the log's locks again and again
    case SQLITE_LOCKED: return Trouble::busy;
    case SQLITE_FULL: return Trouble::full;
    default: return Trouble::broken;
  }
}

[[noreturn]] void fail(sqlite3* handle, std::string_view doing) {
  const int code = sqlite3_extended_errcode(handle);
  throw SqliteFailure{{trouble_of(code), fmt::format("cannot {}: {}", doing, sqlite3_errmsg(handle))}};
}

const NamedQueries& queries() {
  static const NamedQueries kQueries = read_named_queries(k_queries_sql);
  return kQueries;
}

}  // namespace

Query::~Query() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

bool Query::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) fail(sqlite3_db_handle(statement_), "use the database");
  return false;
}

void Query::run() {
  while (step()) {
  }
}

std::int64_t Query::integer(int column) const { return sqlite3_column_int64(statement_, column); }

std::string Query::text(int column) const {
  const void* bytes = sqlite3_column_blob(statement_, column);
  const int size = sqlite3_column_bytes(statement_, column);
  return bytes == nullptr ? std::string() : std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

bool Query::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

void Query::bind_one(int index, std::int64_t value) {
  if (sqlite3_bind_int64(statement_, index, value) != SQLITE_OK) fail(sqlite3_db_handle(statement_), "fill in a query");
}

void Query::bind_one(int index, const std::string& text) {
  if (sqlite3_bind_text64(statement_, index, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8) != SQLITE_OK) {
    fail(sqlite3_db_handle(statement_), "fill in a query");
  }
}

void Query::bind_one(int index, const Binary& binary) {
  const char* bytes = binary.bytes.empty() ? "" : binary.bytes.data();
  if (sqlite3_bind_blob64(statement_, index, bytes, binary.bytes.size(), SQLITE_STATIC) != SQLITE_OK) {
    fail(sqlite3_db_handle(statement_), "fill in a query");
  }
}

void Query::bind_one(int index, const BinaryOrNull& binary) {
  if (!binary.bytes.empty()) return bind_one(index, Binary{binary.bytes});
  if (sqlite3_bind_null(statement_, index) != SQLITE_OK) fail(sqlite3_db_handle(statement_), "fill in a query");
}

Database::Database(const Place& place, Mode mode) {
  const int flags = SQLITE_OPEN_NOMUTEX | (mode == Mode::read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  // Of a new file: in pages of 4,096 bytes a quarter would stay empty, for three statements fill one and a fourth does not fit.
  // Two megabytes of pages a reader and five for the writer: a million statements are served within 48 MB.
  const char* settings = mode == Mode::copy ? "PRAGMA synchronous=FULL;"
                         : mode == Mode::write
                             ? "PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA cache_size=-5000;"
                             : "PRAGMA query_only=ON; PRAGMA cache_size=-2000;";
  int code = sqlite3_open_v2(place.path.c_str(), &handle_, flags, nullptr);
  if (code == SQLITE_OK) {
    sqlite3_extended_result_codes(handle_, 1);
    sqlite3_busy_timeout(handle_, static_cast<int>(place.busy_time.count()));
    code = sqlite3_exec(handle_, settings, nullptr, nullptr, nullptr);
  }
  if (code == SQLITE_OK) return;
  const Failure failure{trouble_of(code), fmt::format("cannot open '{}': {}", place.path, sqlite3_errmsg(handle_))};
  sqlite3_close_v2(handle_);
  throw SqliteFailure{failure};
}

Database::~Database() {
  for (const auto& [name, statement] : prepared_) sqlite3_finalize(statement);
  sqlite3_close_v2(handle_);
}

void Database::run(const std::string& sql) {
  if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail(handle_, "use the database");
}

Query Database::query(std::string_view name) {
  auto found = prepared_.find(name);
  if (found == prepared_.end()) {
    const auto& sql = queries().find(name)->second;  // a name that queries.sql does not have is our mistake
    found = prepared_.emplace(name, prepare(sql, name)).first;
  }
  return Query(found->second);
}

Query Database::prepared(const std::string& sql) {
  auto found = prepared_.find(sql);
  if (found == prepared_.end()) found = prepared_.emplace(sql, prepare(sql, sql)).first;
  return Query(found->second);
}

sqlite3_stmt* Database::prepare(std::string_view sql, std::string_view name) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK) {
    fail(handle_, fmt::format("prepare the query '{}'", name));
  }
  return statement;
}

std::int64_t Database::changes() const { return sqlite3_changes64(handle_); }

std::string Database::pragma_text(const std::string& name) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(handle_, ("PRAGMA " + name).c_str(), -1, &statement, nullptr) != SQLITE_OK) fail(handle_, "use the database");
  const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> owner(statement, &sqlite3_finalize);
  const int code = sqlite3_step(statement);
  if (code != SQLITE_ROW && code != SQLITE_DONE) fail(handle_, "use the database");
  const auto* text = code == SQLITE_ROW ? sqlite3_column_text(statement, 0) : nullptr;
  return text == nullptr ? "" : reinterpret_cast<const char*>(text);
}

std::int64_t Database::pragma(const std::string& name) {
  const std::string text = pragma_text(name);
  return text.empty() ? 0 : std::stoll(text);
}

// In one step: the copy is of one moment, and writers use the log meanwhile. In several it would begin anew after each commit.
void Database::fill_from(Database& other) {
  sqlite3_backup* backup = sqlite3_backup_init(handle_, "main", other.handle_, "main");
  if (backup == nullptr) fail(handle_, "copy the database");
  sqlite3_backup_step(backup, -1);
  if (sqlite3_backup_finish(backup) != SQLITE_OK) fail(handle_, "copy the database");
}

}  // namespace store::sqlite
