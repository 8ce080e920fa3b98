#include "endpoint/xapi/query.h"

#include <doctest/doctest.h>

#include "tests/endpoint/xapi/problem_text.h"

using namespace xapi;

namespace {

std::string query_problem(const Parameters& parameters) { return test::text_of(parse_statement_query(parameters)); }

constexpr const char* kId = "ec531277-b57b-4c15-8d91-d292c5b2b8f7";

}  // namespace

TEST_SUITE("xapi/query") {
  TEST_CASE("without parameters all statements are wanted, exactly, newest first") {
    const auto query = parse_statement_query({});
    REQUIRE(query);
    CHECK(query->format == Format::exact);
    CHECK(query->limit == 0);
    CHECK_FALSE(query->ascending);
    CHECK_FALSE(query->since);
  }

  TEST_CASE("all filters are read") {
    const auto query = parse_statement_query({{"agent", R"({"mbox":"mailto:siti@Desa.example"})"},
                                              {"verb", "http://adlnet.gov/expapi/verbs/answered"},
                                              {"activity", "https://contoh.example/a"},
                                              {"registration", "EC531277-b57b-4c15-8d91-d292c5b2b8f7"},
                                              {"related_activities", "true"},
                                              {"related_agents", "false"},
                                              {"since", "1970-01-01T00:00:01Z"},
                                              {"until", "1970-01-01T07:00:02+07:00"},
                                              {"limit", "25"},
                                              {"format", "canonical"},
                                              {"attachments", "true"},
                                              {"ascending", "true"}});
    REQUIRE(query);
    CHECK(query->agent == "mbox mailto:siti@desa.example");
    CHECK(query->verb == "http://adlnet.gov/expapi/verbs/answered");
    CHECK(query->activity == "https://contoh.example/a");
    CHECK(query->registration == kId);
    CHECK(query->related_activities);
    CHECK_FALSE(query->related_agents);
    CHECK(query->since == 1000000);
    CHECK(query->until == 2000000);
    CHECK(query->limit == 25);
    CHECK(query->format == Format::canonical);
    CHECK(query->attachments);
    CHECK(query->ascending);
  }

  TEST_CASE("wrong values, unknown names and repetitions are refused by name") {
    struct Row {
      Parameters parameters;
      std::string_view problem;
    };
    const std::vector<Row> rows = {{{{"statementid", kId}}, "statementid: is no parameter of this resource"},
                                   {{{"x", ""}}, "x: is no parameter of this resource"},
                                   {{{"verb", "https://a.example"}, {"verb", "https://a.example"}}, "verb: is given twice"},
                                   {{{"statementId", "1"}}, "statementId: is no UUID"},
                                   {{{"voidedStatementId", ""}}, "voidedStatementId: is no UUID"},
                                   {{{"registration", "1"}}, "registration: is no UUID"},
                                   {{{"agent", "siti"}}, "agent: is no JSON: line 1, column 1 is no JSON here"},
                                   {{{"agent", R"({"mbox":"siti"})"}}, "agent.mbox: is no mailto IRI"},
                                   {{{"agent", R"({"objectType":"Group","member":[{"mbox":"mailto:a@b"}]})"}}, "agent: is a group without an identifier"},
                                   {{{"verb", "answered"}}, "verb: is no IRI"},
                                   {{{"activity", "kas"}}, "activity: is no IRI"},
                                   {{{"related_agents", "1"}}, "related_agents: is neither true nor false"},
                                   {{{"related_activities", "True"}}, "related_activities: is neither true nor false"},
                                   {{{"since", "yesterday"}}, "since: is no ISO 8601 timestamp"},
                                   {{{"until", "2026-11-22"}}, "until: is no ISO 8601 timestamp"},
                                   {{{"limit", "-1"}}, "limit: is no whole number from 0 up"},
                                   {{{"limit", "1.5"}}, "limit: is no whole number from 0 up"},
                                   {{{"limit", "99999999999"}}, "limit: is no whole number from 0 up"},
                                   {{{"limit", ""}}, "limit: is no whole number from 0 up"},
                                   {{{"format", "Exact"}}, "format: is neither ids, exact nor canonical"},
                                   {{{"attachments", ""}}, "attachments: is neither true nor false"},
                                   {{{"ascending", "yes"}}, "ascending: is neither true nor false"}};
    for (const auto& row : rows) CHECK(query_problem(row.parameters) == row.problem);
  }

  TEST_CASE("beside an id only attachments and format are given") {
    CHECK(query_problem({{"statementId", kId}, {"attachments", "true"}, {"format", "ids"}}) == "");
    CHECK(query_problem({{"voidedStatementId", kId}, {"format", "ids"}}) == "");
    CHECK(query_problem({{"statementId", kId}, {"voidedStatementId", kId}}) == "voidedStatementId: may not be given together with statementId");
    const Parameters others = {{"agent", R"({"mbox":"mailto:a@b"})"}, {"verb", "https://a.example"}, {"activity", "https://a.example"},
                               {"registration", kId}, {"related_activities", "true"}, {"related_agents", "true"},
                               {"since", "2026-11-22T09:00:00Z"}, {"until", "2026-11-22T09:00:00Z"}, {"limit", "1"}, {"ascending", "true"}};
    for (const auto& other : others) {
      CHECK(query_problem({{"statementId", kId}, other}) == other.first + ": may not be given together with statementId");
      CHECK(query_problem({other, {"voidedStatementId", kId}}) == other.first + ": may not be given together with voidedStatementId");
    }
  }
}
