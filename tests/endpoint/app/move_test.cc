// Everything of one store into another, by the program.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/endpoint/app/endpoint.h"
#include "tests/endpoint/store/postgresql_server.h"

namespace {

test::Finished move(const std::string& from, const std::string& to) { return test::run({test::kEndpoint, "move", to, "--store", from}); }

std::string voiding(const std::string& id) {
  return fmt::format(R"({{"actor":{{"mbox":"mailto:siti@desa.example","name":"Siti"}},"verb":{{"id":"http://adlnet.gov/expapi/verbs/voided"}},"object":{{"objectType":"StatementRef","id":"{}"}}}})", id);
}

constexpr const char* kState = "/xapi/activities/state?activityId=https://desa.example/kas&agent={\"mbox\":\"mailto:siti@desa.example\"}&stateId=catatan";

// All statements, and what else a client sees.
std::string seen_of(const test::Database& database, const std::string& voided) {
  const test::Endpoint endpoint(database);
  return endpoint.ask("GET /xapi/statements").body + "\n" + endpoint.ask("GET /xapi/statements?voidedStatementId=" + voided).body + "\n" +
         endpoint.ask(fmt::format("GET {}", kState)).body;
}

}  // namespace

TEST_SUITE("endpoint_app/move") {
  TEST_CASE("what was in SQLite is in PostgreSQL, and back again the same") {
    const test::Database database;
    const test::Folder folder;
    const std::string voided = test::random_id();
    {
      const test::Endpoint endpoint(database);
      for (const auto& id : {test::random_id(), voided, test::random_id()}) REQUIRE(endpoint.ask("POST /xapi/statements", test::statement_text(id)).status == 200);
      REQUIRE(endpoint.ask("POST /xapi/statements", voiding(voided)).status == 200);
      REQUIRE(endpoint.ask(fmt::format("PUT {}", kState), R"({"halaman":7})").status == 204);
    }
    const std::string before = seen_of(database, voided);
    REQUIRE(before.find("halaman") != std::string::npos);
    const test::PostgresqlDatabase postgresql;
    const auto there = move(database.path(), postgresql.address());
    CHECK(there.errors == "");
    CHECK(there.output ==
          "statements                  4\nattachments                 0\ndefinitions of activities   0\nnames of agents             1\n"
          "documents                   1\nkeys and tokens             1\nlearners                    0\nhashes of who was erased    0\n"
          "classes                     0\nmembers of classes          0\nevents of classes           0\nbundles                     0\n");
    CHECK(postgresql.run("SELECT count(*) FROM sanggar.statement WHERE voided") == "1\n");
    const auto back = move(postgresql.address(), folder.path("again.db"));
    CHECK(back.errors == "");
    CHECK(back.output == there.output);
    CHECK(seen_of(test::Database(folder.path("again.db"), test::Database::Existing::yes), voided) == before);
  }

  TEST_CASE("what is in the new store already stays as it is") {
    const test::Database database, other;
    const auto refused = move(database.path(), other.path());
    CHECK(refused.status == 2);
    CHECK(refused.errors == "sanggar-endpoint: there is something in the new store already (name an empty one)\n");
    const auto missing = move(database.path() + "-missing", other.path() + "-new");
    CHECK(missing.status == 2);
    CHECK(missing.errors == fmt::format("sanggar-endpoint: there is no database '{}-missing'\n", database.path()));
  }
}
