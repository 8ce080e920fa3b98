#include "endpoint/store/postgresql/connection.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <utility>

#include "base/text.h"
#include "endpoint/store/named_queries.h"
#include "endpoint/store/postgresql/sql_text.h"

namespace store::postgresql {
namespace {

// SQLSTATE's classes: PostgreSQL's documentation, appendix A.
Trouble trouble_of(std::string_view state) {
  if (state == "53100") return Trouble::full;
  constexpr std::array<std::string_view, 5> kPassing{"08", "40", "53", "55", "57"};
  const bool passes = state.empty() || state == "25P03" ||
                      std::any_of(kPassing.begin(), kPassing.end(), [&](std::string_view start) { return state.starts_with(start); });
  return passes ? Trouble::busy : Trouble::broken;
}

// libpq ends lines with a line feed, and says a second thing on a second line.
std::string first_line(const char* message) {
  const std::string_view text = base::trim(message == nullptr ? "" : message);
  return std::string(text.substr(0, text.find('\n')));
}

// What libpq says of an address may repeat its password: that is not passed on.
void check_address(const std::string& address) {
  char* complaint = nullptr;
  PQconninfoOption* options = PQconninfoParse(address.c_str(), &complaint);
  PQfreemem(complaint);
  if (options == nullptr) {
    throw PostgresqlFailure{{Trouble::broken, "the database's address cannot be read (write it as postgresql://user@host/name)"}, ""};
  }
  PQconninfoFree(options);
}

// What stands before the address can be said otherwise in it; what stands after it cannot.
PGconn* connect(const std::string& address) {
  check_address(address);
  constexpr std::array kWords{"fallback_application_name", "connect_timeout", "tcp_user_timeout", "dbname", "client_encoding", static_cast<const char*>(nullptr)};
  const std::array values{"sanggar-endpoint", "5", "10000", address.c_str(), "UTF8", static_cast<const char*>(nullptr)};
  return PQconnectdbParams(kWords.data(), values.data(), 1);
}

std::int64_t number_of(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const char c : bytes) value = value << 8 | static_cast<unsigned char>(c);
  if (bytes.size() == 4) return static_cast<std::int32_t>(value);
  return static_cast<std::int64_t>(value);
}

std::string_view field(const PGresult* result, int row, int column) {
  return {PQgetvalue(result, row, column), static_cast<std::size_t>(PQgetlength(result, row, column))};
}

bool is_good(const PGresult* result) {
  const auto status = PQresultStatus(result);
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

}  // namespace

const std::string& query_text(std::string_view name) {
  static const NamedQueries kQueries = read_named_queries(k_queries_sql);
  return kQueries.find(name)->second;  // a name that queries.sql does not have is our mistake
}

std::int64_t Rows::integer(int row, int column) const { return number_of(field(result_.get(), row, column)); }
std::string Rows::text(int row, int column) const { return std::string(field(result_.get(), row, column)); }
std::vector<std::string> Rows::texts(int column) const {
  std::vector<std::string> all(static_cast<std::size_t>(size()));
  for (std::size_t row = 0; row < all.size(); ++row) all[row] = text(static_cast<int>(row), column);
  return all;
}

std::vector<std::int64_t> Rows::integers(int column) const {
  std::vector<std::int64_t> all(static_cast<std::size_t>(size()));
  for (std::size_t row = 0; row < all.size(); ++row) all[row] = integer(static_cast<int>(row), column);
  return all;
}

std::int64_t Rows::changed() const { return std::atoll(PQcmdTuples(result_.get())); }

Connection::Connection(const std::string& address, std::chrono::milliseconds busy_time) : handle_(connect(address), &PQfinish) {
  if (is_lost()) {
    throw PostgresqlFailure{{Trouble::busy, fmt::format("cannot reach the database: {}", first_line(PQerrorMessage(handle_.get())))}, ""};
  }
  PQsetNoticeProcessor(handle_.get(), [](void*, const char*) {}, nullptr);
  const char* encoding = PQparameterStatus(handle_.get(), "server_encoding");
  if (encoding == nullptr || std::string_view(encoding) != "UTF8") {
    throw PostgresqlFailure{{Trouble::broken, fmt::format("the database '{}' does not keep its texts in UTF-8; make one with ENCODING 'UTF8'", database())}, ""};
  }
  PQenterPipelineMode(handle_.get());
  // PostgreSQL takes a time of 0 for no limit.
  ask("settings", {text(std::to_string(std::max<std::int64_t>(1, busy_time.count())))});
}

PostgresqlFailure Connection::failure_of(const PGresult* result) const {
  const char* state = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const char* primary = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
  const std::string code = state == nullptr || is_lost() ? "" : state;
  const std::string message = first_line(primary != nullptr ? primary : PQerrorMessage(handle_.get()));
  return {{trouble_of(code), fmt::format("cannot use the database: {}", message)}, code};
}

void Connection::check_sent(int sent) {
  if (sent != 1) throw failure_of(nullptr);
}

void Connection::send(std::string_view name, const std::vector<Value>& values) {
  const std::string key(name);
  if (!prepared_.contains(name) && std::find(awaited_.begin(), awaited_.end(), key) == awaited_.end()) {
    std::vector<Oid> types(values.size());
    std::transform(values.begin(), values.end(), types.begin(), [](const Value& value) { return value.type; });
    check_sent(PQsendPrepare(handle_.get(), key.c_str(), query_text(name).c_str(), static_cast<int>(types.size()), types.data()));
    awaited_.push_back(key);
  }
  send_values(key.c_str(), "", values);
}

void Connection::send_text(const std::string& sql, const std::vector<Value>& values) { send_values(nullptr, sql, values); }

void Connection::send_values(const char* name, const std::string& sql, const std::vector<Value>& values) {
  const int count = static_cast<int>(values.size());
  std::vector<Oid> types;
  std::vector<const char*> bytes;
  std::vector<int> lengths;
  const std::vector<int> formats(values.size(), 1);
  for (const auto& value : values) {
    types.push_back(value.type);
    bytes.push_back(value.is_null ? nullptr : value.bytes.c_str());
    lengths.push_back(static_cast<int>(value.bytes.size()));
  }
  check_sent(name != nullptr ? PQsendQueryPrepared(handle_.get(), name, count, bytes.data(), lengths.data(), formats.data(), 1)
                             : PQsendQueryParams(handle_.get(), sql.c_str(), count, types.data(), bytes.data(), lengths.data(), formats.data(), 1));
  awaited_.emplace_back();
}

// Each thing sent is answered by a result and a null pointer after it.
PGresult* Connection::next_result() {
  PGresult* result = PQgetResult(handle_.get());
  if (result == nullptr) throw failure_of(nullptr);
  if (PGresult* end = PQgetResult(handle_.get()); end != nullptr) {
    PQclear(end);
    PQclear(result);
    throw failure_of(nullptr);
  }
  return result;
}

std::vector<Rows> Connection::receive() {
  check_sent(PQpipelineSync(handle_.get()));
  std::vector<Rows> answers;
  std::optional<PostgresqlFailure> failed;
  const auto awaited = std::exchange(awaited_, {});
  for (const auto& name : awaited) {
    PGresult* const result = next_result();
    Rows rows(result);
    if (!is_good(result)) {
      if (!failed) failed = failure_of(result);
    } else if (!name.empty()) {
      prepared_.insert(name);
    } else {
      answers.push_back(std::move(rows));
    }
  }
  const Rows sync(PQgetResult(handle_.get()));
  if (failed) throw *failed;
  if (is_lost()) throw failure_of(nullptr);
  return answers;
}

Rows Connection::ask(std::string_view name, const std::vector<Value>& values) {
  send(name, values);
  return std::move(receive().front());
}

void Connection::run_script(const std::string& sql) {
  PQexitPipelineMode(handle_.get());
  PGresult* const result = PQexec(handle_.get(), sql.c_str());
  const Rows owner(result);
  if (!is_good(result)) throw failure_of(result);
  PQenterPipelineMode(handle_.get());
}

}  // namespace store::postgresql
