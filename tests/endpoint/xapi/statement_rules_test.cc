#include <doctest/doctest.h>

#include <vector>

#include "endpoint/xapi/statement.h"
#include "tests/endpoint/xapi/changed.h"
#include "tests/endpoint/xapi/samples.h"

using namespace xapi;

namespace {

// A place in a right statement, what is put there, and the problem that both versions find.
struct Broken {
  std::string pointer;
  std::string_view text;
  std::string_view problem;
};

std::string rule_problem(const boost::json::value& statement, Version version) { return test::text_of(check_statement(statement, version)); }

void check_rows(std::string_view statement, const std::vector<Broken>& rows) {
  for (const auto& row : rows) {
    const auto changed = test::changed(statement, row.pointer, row.text);
    CHECK(rule_problem(changed, Version::k1_0_3) == row.problem);
    CHECK(rule_problem(changed, Version::k2_0_0) == row.problem);
  }
}

}  // namespace

TEST_SUITE("xapi/statement_rules") {
  TEST_CASE("right statements pass under both versions") {
    for (const auto statement : {test::kFullStatement, test::kNestedStatement, test::kPlainStatement, test::kVoidingStatement}) {
      CHECK(rule_problem(test::json(statement), Version::k1_0_3) == "");
      CHECK(rule_problem(test::json(statement), Version::k2_0_0) == "");
    }
  }

  TEST_CASE("a statement has an actor, a verb, an object, and nothing unknown") {
    check_rows(test::kFullStatement, {{"/actor", "", "actor: is missing"},
                                 {"/verb", "", "verb: is missing"},
                                 {"/object", "", "object: is missing"},
                                 {"/actor", "null", "actor: is no object"},
                                 {"/Actor", "{}", "Actor: is no property of a statement"},
                                 {"/extensions", "{}", "extensions: is no property of a statement"},
                                 {"/id", "\"\"", "id: is no UUID"},
                                 {"/id", "1", "id: is no text"},
                                 {"/timestamp", "\"2026-11-22\"", "timestamp: is no ISO 8601 timestamp"},
                                 {"/timestamp", "null", "timestamp: is no text"},
                                 {"/stored", "\"now\"", "stored: is no ISO 8601 timestamp"}});
    CHECK(rule_problem(test::json("[]"), Version::k2_0_0) == ": is no object");
    CHECK(test::text_of(check_statement(test::json("{\"x\":1}"), Version::k2_0_0, "[3]")) == "[3].x: is no property of a statement");
  }

  TEST_CASE("a long key is named by its beginning, in whole characters") {
    std::string statement = "{\"a";
    for (int i = 0; i < 100; ++i) statement += "é";
    std::string named = "a";
    for (int i = 0; i < 49; ++i) named += "é";
    CHECK(rule_problem(test::json(statement + "\":1}"), Version::k2_0_0) == named + "…: is no property of a statement");
  }

  TEST_CASE("an actor is an agent or a group") {
    check_rows(test::kFullStatement, {{"/actor/mbox", "\"siti\"", "actor.mbox: is no mailto IRI"},
                                 {"/actor/objectType", "\"Activity\"", "actor.objectType: is neither 'Agent' nor 'Group'"},
                                 {"/context/instructor", "{}", "context.instructor: has no identifier: mbox, mbox_sha1sum, openid or account"}});
  }

  TEST_CASE("a verb has an IRI and may have a display") {
    check_rows(test::kFullStatement, {{"/verb/id", "", "verb.id: is missing"},
                                 {"/verb/id", "\"answered\"", "verb.id: is no IRI"},
                                 {"/verb/display", "\"answered\"", "verb.display: is no language map"},
                                 {"/verb/display/something", "\"a\"", "verb.display.something: has a key that is no RFC 5646 language tag"},
                                 {"/verb/display/id", "null", "verb.display.id: is no text"},
                                 {"/verb/name", "\"a\"", "verb.name: is no property of a verb"}});
  }

  TEST_CASE("an activity's definition has texts, types and components") {
    check_rows(test::kFullStatement,
          {{"/object/objectType", "\"activity\"", "object.objectType: is no type of object that may stand here"},
           {"/object/objectType", "null", "object.objectType: is no type of object that may stand here"},
           {"/object/id", "", "object.id: is missing"},
           {"/object/id", "\"kas\"", "object.id: is no IRI"},
           {"/object/definition", "1", "object.definition: is no object"},
           {"/object/definition/name", "\"a\"", "object.definition.name: is no language map"},
           {"/object/definition/description/id", "1", "object.definition.description.id: is no text"},
           {"/object/definition/type", "\"a\"", "object.definition.type: is no IRI"},
           {"/object/definition/moreInfo", "\"a\"", "object.definition.moreInfo: is no IRI"},
           {"/object/definition/color", "1", "object.definition.color: is no property of an activity definition"},
           {"/object/definition/interactionType", "\"Choice\"", "object.definition.interactionType: is no interaction type"},
           {"/object/definition/interactionType", "", "object.definition.interactionType: is missing"},
           {"/object/definition/interactionType", "\"likert\"", "object.definition.choices: does not belong to the interaction type 'likert'"},
           {"/object/definition/correctResponsesPattern", "\"a\"", "object.definition.correctResponsesPattern: is no array"},
           {"/object/definition/correctResponsesPattern/0", "1", "object.definition.correctResponsesPattern[0]: is no text"},
           {"/object/definition/choices/1", "{\"id\":\"a\"}", "object.definition.choices[1].id: is the id of an earlier component"},
           {"/object/definition/choices/1", "{}", "object.definition.choices[1].id: is missing"},
           {"/object/definition/choices/1/description", "{\"1\":\"a\"}",
            "object.definition.choices[1].description.1: has a key that is no RFC 5646 language tag"},
           {"/object/definition/extensions", "[]", "object.definition.extensions: is no object"},
           {"/object/definition/extensions/level", "1", "object.definition.extensions.level: has a key that is no IRI"}});
  }

  TEST_CASE("a result has a score within its bounds") {
    check_rows(test::kFullStatement, {{"/result/score/scaled", "1.01", "result.score.scaled: is not between -1 and 1"},
                                 {"/result/score/scaled", "\"1\"", "result.score.scaled: is no number"},
                                 {"/result/score/raw", "11", "result.score.raw: is greater than max"},
                                 {"/result/score/raw", "-1", "result.score.raw: is less than min"},
                                 {"/result/score/min", "10", "result.score.min: is not less than max"},
                                 {"/result/score/max", "null", "result.score.max: is no number"},
                                 {"/result/score/mean", "1", "result.score.mean: is no property of a score"},
                                 {"/result/success", "\"true\"", "result.success: is neither true nor false"},
                                 {"/result/completion", "1", "result.completion: is neither true nor false"},
                                 {"/result/response", "1", "result.response: is no text"},
                                 {"/result/duration", "\"90\"", "result.duration: is no ISO 8601 duration"},
                                 {"/result/x", "1", "result.x: is no property of a result"},
                                 {"/result/extensions/a", "1", "result.extensions.a: has a key that is no IRI"}});
  }

  TEST_CASE("a context names people, activities and a registration") {
    check_rows(test::kFullStatement,
          {{"/context/registration", "\"1\"", "context.registration: is no UUID"},
           {"/context/team", "{\"mbox\":\"mailto:a@b\"}", "context.team.objectType: is missing"},
           {"/context/contextActivities/parent", "\"a\"", "context.contextActivities.parent: is neither an activity nor an array of activities"},
           {"/context/contextActivities/parent", "{\"id\":1}", "context.contextActivities.parent.id: is no text"},
           {"/context/contextActivities/grouping/0", "{}", "context.contextActivities.grouping[0].id: is missing"},
           {"/context/contextActivities/sibling", "[]", "context.contextActivities.sibling: is no property of context activities"},
           {"/context/revision", "1", "context.revision: is no text"},
           {"/context/platform", "1", "context.platform: is no text"},
           {"/context/language", "\"something\"", "context.language: is no RFC 5646 language tag"},
           {"/context/statement/id", "\"1\"", "context.statement.id: is no UUID"},
           {"/context/statement/objectType", "", "context.statement.objectType: is missing"},
           {"/context/statement/objectType", "\"Statement\"", "context.statement.objectType: is not 'StatementRef'"}});
  }

  TEST_CASE("revision and platform are an activity's alone") {
    check_rows(test::kFullStatement, {{"/object", R"({"objectType":"Agent","mbox":"mailto:a@b"})", "context.revision: may stand only where the object is an activity"}});
    check_rows(test::kNestedStatement, {{"/object/context", R"({"platform":"a"})", ""}, {"/context", R"({"platform":"a"})", "context.platform: may stand only where the object is an activity"}});
  }

  TEST_CASE("agents and groups of a context are new in 2.0") {
    const auto with = [](std::string_view key, std::string_view text) {
      return test::changed(test::kFullStatement, "/context/" + std::string(key), text);
    };
    const auto agents = with("contextAgents", R"([{"objectType":"contextAgent","agent":{"mbox":"mailto:a@b"},"relevantTypes":["https://contoh.example/t"]}])");
    const auto groups = with("contextGroups", R"([{"objectType":"contextGroup","group":{"objectType":"Group","mbox":"mailto:a@b"}}])");
    CHECK(rule_problem(agents, Version::k2_0_0) == "");
    CHECK(rule_problem(groups, Version::k2_0_0) == "");
    CHECK(rule_problem(agents, Version::k1_0_3) == "context.contextAgents: is no property of a context of xAPI 1.0.3");
    CHECK(rule_problem(groups, Version::k1_0_3) == "context.contextGroups: is no property of a context of xAPI 1.0.3");
    const std::vector<Broken> rows = {
        {"contextAgents", "{}", "context.contextAgents: is no array"},
        {"contextAgents", R"([{"agent":{"mbox":"mailto:a@b"}}])", "context.contextAgents[0].objectType: is missing"},
        {"contextAgents", R"([{"objectType":"Agent"}])", "context.contextAgents[0].objectType: is not 'contextAgent'"},
        {"contextAgents", R"([{"objectType":"contextAgent"}])", "context.contextAgents[0].agent: is missing"},
        {"contextAgents", R"([{"objectType":"contextAgent","agent":{"objectType":"Group","mbox":"mailto:a@b"}}])", "context.contextAgents[0].agent.objectType: is not 'Agent'"},
        {"contextAgents", R"([{"objectType":"contextAgent","agent":{"mbox":"mailto:a@b"},"relevantTypes":[]}])", "context.contextAgents[0].relevantTypes: is empty"},
        {"contextAgents", R"([{"objectType":"contextAgent","agent":{"mbox":"mailto:a@b"},"relevantTypes":["a"]}])", "context.contextAgents[0].relevantTypes[0]: is no IRI"},
        {"contextGroups", R"([{"objectType":"contextGroup","group":{"mbox":"mailto:a@b"}}])", "context.contextGroups[0].group.objectType: is missing"},
        {"contextGroups", R"([{"objectType":"Group"}])", "context.contextGroups[0].objectType: is not 'contextGroup'"}};
    for (const auto& row : rows) CHECK(rule_problem(with(row.pointer, row.text), Version::k2_0_0) == row.problem);
  }

  TEST_CASE("an attachment says what it is, how long, and its hash") {
    check_rows(test::kFullStatement,
          {{"/attachments", "{}", "attachments: is no array"},
           {"/attachments/0/usageType", "\"a\"", "attachments[0].usageType: is no IRI"},
           {"/attachments/0/display", "", "attachments[0].display: is missing"},
           {"/attachments/0/contentType", "\"a\"", "attachments[0].contentType: is no media type"},
           {"/attachments/0/length", "\"27\"", "attachments[0].length: is no number"},
           {"/attachments/0/length", "-1", "attachments[0].length: is no number of bytes"},
           {"/attachments/0/length", "1.5", "attachments[0].length: is no number of bytes"},
           {"/attachments/0/length", "27.0", ""},
           {"/attachments/0/sha2", "", "attachments[0].sha2: is missing"},
           {"/attachments/0/sha2", "\"abc\"", "attachments[0].sha2: is no SHA-2 in hexadecimal digits"},
           {"/attachments/0/fileUrl", "\"a\"", "attachments[0].fileUrl: is no IRI"},
           {"/attachments/0/x", "1", "attachments[0].x: is no property of an attachment"},
           {"/attachments/0/usageType", "\"http://adlnet.gov/expapi/attachments/signature\"",
            "attachments[0].contentType: is not 'application/octet-stream', as a signature's is"}});
  }

  TEST_CASE("a sub-statement has no id, no store's properties and no sub-statement") {
    check_rows(test::kNestedStatement, {{"/object/id", "\"ec531277-b57b-4c15-8d91-d292c5b2b8f7\"", "object.id: is no property of a sub-statement"},
                                   {"/object/stored", "\"2026-11-22T09:00:00Z\"", "object.stored: is no property of a sub-statement"},
                                   {"/object/version", "\"1.0.3\"", "object.version: is no property of a sub-statement"},
                                   {"/object/authority", "{}", "object.authority: is no property of a sub-statement"},
                                   {"/object/object", R"({"objectType":"SubStatement"})", "object.object.objectType: is no type of object that may stand here"},
                                   {"/object/object", R"({"objectType":"Agent"})", "object.object: has no identifier: mbox, mbox_sha1sum, openid or account"},
                                   {"/object/actor", "", "object.actor: is missing"},
                                   {"/object/verb/id", "\"a\"", "object.verb.id: is no IRI"},
                                   {"/object/timestamp", "\"a\"", "object.timestamp: is no ISO 8601 timestamp"}});
  }

  TEST_CASE("a voiding statement refers to a statement") {
    check_rows(test::kVoidingStatement, {{"/object", R"({"id":"https://contoh.example/a"})", "object.objectType: is not 'StatementRef', as that of a voiding statement is"},
                                    {"/object/id", "\"https://contoh.example/a\"", "object.id: is no UUID"},
                                    {"/object/x", "1", "object.x: is no property of a statement reference"}});
  }

  TEST_CASE("an authority is an agent or two agents without a common name") {
    check_rows(test::kFullStatement,
          {{"/authority", R"({"objectType":"Group","member":[{"mbox":"mailto:a@b"},{"mbox":"mailto:c@d"}]})", ""},
           {"/authority", R"({"objectType":"Group","member":[{"mbox":"mailto:a@b"}]})", "authority.member: has not two members, as an authority has"},
           {"/authority", R"({"objectType":"Group","mbox":"mailto:a@b"})", "authority.mbox: is no property of a group that is an authority"},
           {"/authority", "1", "authority: is no object"}});
  }

  TEST_CASE("a statement's version belongs to the version that is spoken") {
    struct Stated {
      std::string_view text;
      std::string_view under_1_0_3;
      std::string_view under_2_0_0;
    };
    for (const auto& row : std::vector<Stated>{{"\"1.0\"", "", ""},
                                               {"\"1.0.9\"", "", ""},
                                               {"\"2.0\"", "version: is no version 1.0.x", ""},
                                               {"\"2.0.0\"", "version: is no version 1.0.x", ""},
                                               {"\"0.9.9\"", "version: is no version 1.0.x", "version: is no version 1.0.x or 2.0.x"},
                                               {"\"1.1.0\"", "version: is no version 1.0.x", "version: is no version 1.0.x or 2.0.x"},
                                               {"1", "version: is no version 1.0.x", "version: is no version 1.0.x or 2.0.x"}}) {
      const auto statement = test::changed(test::kFullStatement, "/version", row.text);
      CHECK(rule_problem(statement, Version::k1_0_3) == row.under_1_0_3);
      CHECK(rule_problem(statement, Version::k2_0_0) == row.under_2_0_0);
    }
  }
}
