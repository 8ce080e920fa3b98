// libpq behind RAII. Inside this folder a failed query throws PostgresqlFailure; the store turns it into a store::Failure, so that
// nothing is thrown further. Queries go out one after the other without waiting (pipeline mode): receive() waits once for all of them.
#pragma once

#include <libpq-fe.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "endpoint/store/postgresql/values.h"
#include "endpoint/store/records.h"

namespace store::postgresql {

struct PostgresqlFailure {
  Failure failure;
  std::string state;  // SQLSTATE, or "" when the connection is lost
};

inline constexpr std::string_view kUniqueViolation = "23505";

// A query's answer.
class Rows {
 public:
  explicit Rows(PGresult* result) : result_(result, &PQclear) {}
  int size() const { return PQntuples(result_.get()); }
  bool empty() const { return size() == 0; }
  std::int64_t integer(int row, int column) const;  // also booleans
  std::string text(int row, int column) const;      // the bytes, also of a uuid
  std::vector<std::string> texts(int column) const;        // of all rows
  std::vector<std::int64_t> integers(int column) const;
  std::int64_t changed() const;                     // rows, by INSERT, UPDATE or DELETE

 private:
  std::unique_ptr<PGresult, decltype(&PQclear)> result_;
};

// One connection; used by one thread at a time. Every function throws PostgresqlFailure.
class Connection {
 public:
  // `address` is a connection URI of libpq; another's lock is waited for as long as `busy_time`. Trouble::busy when the server cannot be
  // reached: it may come back.
  Connection(const std::string& address, std::chrono::milliseconds busy_time);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Queues the query of that name in queries.sql; it is prepared once.
  void send(std::string_view name, const std::vector<Value>& values = {});
  // The same of a text that is put together.
  void send_text(const std::string& sql, const std::vector<Value>& values);
  // Waits for all that was sent, and tells the answers in that order. When one fails, those after it are not carried out.
  std::vector<Rows> receive();
  // Sends one and waits for it.
  Rows ask(std::string_view name, const std::vector<Value>& values = {});

  // Several statements without parameters.
  void run_script(const std::string& sql);

  bool is_lost() const { return PQstatus(handle_.get()) == CONNECTION_BAD; }
  std::string database() const { return PQdb(handle_.get()); }

 private:
  void send_values(const char* name, const std::string& sql, const std::vector<Value>& values);
  void check_sent(int sent);
  PGresult* next_result();
  PostgresqlFailure failure_of(const PGresult* result) const;

  std::unique_ptr<PGconn, decltype(&PQfinish)> handle_;
  std::set<std::string, std::less<>> prepared_;
  std::vector<std::string> awaited_;  // of each thing sent: the name that it prepares, or ""
};

// The text of a query that is put together from parts.
const std::string& query_text(std::string_view name);

}  // namespace store::postgresql
