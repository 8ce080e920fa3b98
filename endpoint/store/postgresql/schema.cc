#include "endpoint/store/postgresql/schema.h"

#include <fmt/format.h>

#include <array>

#include "endpoint/store/postgresql/sql_text.h"

namespace store::postgresql {
namespace {

constexpr std::array kMigrations{&k_0001_statements_sql, &k_0002_learners_sql, &k_0003_bundles_sql, &k_0004_classes_sql, &k_0005_cmi5_sql, &k_0006_consent_sql};
constexpr std::int64_t kFormat = kMigrations.size();

std::int64_t format_of(Connection& connection) {
  if (connection.ask("has_schema").integer(0, 0) == 0) {
    connection.ask("create_schema");
    connection.ask("create_format");
  }
  return connection.ask("format").integer(0, 0);
}

}  // namespace

// All of them in one transaction, under a lock that ends with it.
void migrate(Connection& connection) {
  connection.send("begin");
  connection.send("lock_schema");
  connection.receive();
  const auto format = format_of(connection);
  if (format > kFormat) {
    throw PostgresqlFailure{{Trouble::broken, fmt::format("'{}' was made by a newer sanggar-endpoint (its format is {}, this program knows {}); use that one",
                                                          connection.database(), format, kFormat)}, ""};
  }
  for (auto next = format; next < kFormat; ++next) {
    connection.run_script(std::string(*kMigrations[static_cast<std::size_t>(next)]));
    connection.ask("set_format", {integer(next + 1)});
  }
  connection.ask("commit");
}

}  // namespace store::postgresql
