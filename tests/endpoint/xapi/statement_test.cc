#include "endpoint/xapi/statement.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "endpoint/xapi/formats.h"
#include "tests/endpoint/xapi/changed.h"
#include "tests/endpoint/xapi/samples.h"

using namespace xapi;

namespace {

constexpr std::int64_t kNow = 1795338000000000;  // 2026-11-22T09:00:00Z

Statement prepared(boost::json::value statement, Version version = Version::k2_0_0) {
  return prepare_statement(std::move(statement), {version, kNow, test::json(R"({"mbox":"mailto:key@desa.example","name":"Key"})").as_object()});
}

Statement prepared(std::string_view statement, Version version = Version::k2_0_0) { return prepared(test::json(statement), version); }

std::string property(const Statement& statement, std::string_view key) {
  return to_text(test::json(statement.text).at(boost::json::string_view(key.data(), key.size())));
}

std::string agents(const Statement& statement, Mention mention) {
  std::string text;
  for (const auto& agent : statement.agents) {
    if (agent.mention == mention) text += agent.key + ";";
  }
  return text;
}

std::string activities(const Statement& statement, Mention mention) {
  std::string text;
  for (const auto& activity : statement.activities) {
    if (activity.mention == mention) text += activity.id + ";";
  }
  return text;
}

std::string fingerprint(std::string_view statement, const std::string& pointer, std::string_view text) {
  return prepared(test::changed(statement, pointer, text)).fingerprint;
}

}  // namespace

TEST_SUITE("xapi/statement") {
  TEST_CASE("a statement gets the id, the timestamp and the version that it lacks") {
    const auto statement = prepared(test::kPlainStatement);
    CHECK(is_uuid(statement.id));
    CHECK(property(statement, "id") == '"' + statement.id + '"');
    CHECK(property(statement, "timestamp") == "\"2026-11-22T09:00:00.000000Z\"");
    CHECK(statement.timestamp == kNow);
    CHECK(property(statement, "version") == "\"2.0.0\"");
    CHECK(property(prepared(test::kPlainStatement, Version::k1_0_3), "version") == "\"1.0.0\"");
    CHECK(statement.id != prepared(test::kPlainStatement).id);
  }

  TEST_CASE("what the client says stays as it was sent, but for id, authority and stored") {
    const auto statement = prepared(test::changed(test::kFullStatement, "/id", "\"EC531277-B57B-4C15-8D91-D292C5B2B8F7\""));
    CHECK(statement.id == "ec531277-b57b-4c15-8d91-d292c5b2b8f7");
    CHECK(property(statement, "id") == "\"ec531277-b57b-4c15-8d91-d292c5b2b8f7\"");
    CHECK(property(statement, "timestamp") == "\"2026-11-22T09:00:00.123+07:00\"");
    CHECK(timestamp_text(statement.timestamp) == "2026-11-22T02:00:00.123000Z");
    CHECK(property(statement, "version") == "\"1.0.3\"");
    CHECK(property(statement, "authority") == R"({"mbox":"mailto:key@desa.example","name":"Key"})");
    CHECK(statement.text.find("\"stored\"") == std::string::npos);
    CHECK(property(statement, "result") == R"({"score":{"scaled":0.5,"raw":5,"min":0,"max":10},"success":true,"completion":true,"response":"a",)"
                                           R"("duration":"PT1M30.5S","extensions":{"https://contoh.example/hints":[1,null,{"a":""}]}})");
  }

  TEST_CASE("stored is put into the text") {
    CHECK(with_stored(R"({"id":"a"})", kNow) == R"({"id":"a","stored":"2026-11-22T09:00:00.000000Z"})");
  }

  TEST_CASE("one activity in a context becomes a list of one, in sub-statements too") {
    CHECK(test::json(prepared(test::kFullStatement).text).at_pointer("/context/contextActivities/parent/0/id") == "https://contoh.example/courses/umkm/kas");
    const auto nested = prepared(test::changed(test::kNestedStatement, "/object/context/contextActivities/parent", R"({"id":"https://contoh.example/village"})"));
    CHECK(test::json(nested.text).at_pointer("/object/context/contextActivities/parent/0/id") == "https://contoh.example/village");
  }

  TEST_CASE("the columns of a store are taken from the statement") {
    const auto statement = prepared(test::changed(test::kFullStatement, "/context/registration", "\"6690E6C9-3ef0-4ed3-8b37-7f3964730bee\""));
    CHECK(statement.verb == "http://adlnet.gov/expapi/verbs/answered");
    CHECK(statement.registration == "6690e6c9-3ef0-4ed3-8b37-7f3964730bee");
    CHECK(statement.target == "");
    CHECK_FALSE(statement.voids);
    REQUIRE(statement.attachments.size() == 1);
    CHECK(statement.attachments[0].sha2 == "495395e777cd98da653df9615d09c0fd6bb2f8d4788394cd53c56a3bfdcd848a");
    CHECK(statement.attachments[0].content_type == "image/jpeg");
    CHECK(statement.attachments[0].length == 27);
    CHECK(statement.attachments[0].has_url);
    CHECK_FALSE(statement.attachments[0].is_signature);
  }

  TEST_CASE("a voiding statement names the statement that it voids, another reference does not void") {
    const auto voiding = prepared(test::kVoidingStatement);
    CHECK(voiding.target == "ec531277-b57b-4c15-8d91-d292c5b2b8f7");
    CHECK(voiding.voids);
    const auto comment = prepared(test::changed(test::kVoidingStatement, "/verb/id", "\"https://contoh.example/verbs/commented\""));
    CHECK(comment.target == "ec531277-b57b-4c15-8d91-d292c5b2b8f7");
    CHECK_FALSE(comment.voids);
  }

  TEST_CASE("actor and object are mentioned directly, all others are related") {
    const auto statement = prepared(test::kFullStatement);
    CHECK(agents(statement, Mention::direct) == "mbox mailto:siti@desa.example;");
    CHECK(agents(statement, Mention::related) ==
          "account https://desa.example\nguru;mbox mailto:tani@desa.example;openid https://id.example/a;mbox mailto:key@desa.example;");
    CHECK(activities(statement, Mention::direct) == "https://contoh.example/courses/umkm/kas/quiz;");
    CHECK(activities(statement, Mention::related) ==
          "https://contoh.example/courses/umkm/kas;https://contoh.example/courses/umkm;https://contoh.example/profile;");
  }

  TEST_CASE("a sub-statement's actors and activities are related") {
    const auto statement = prepared(test::kNestedStatement);
    CHECK(agents(statement, Mention::direct) == "mbox mailto:siti@desa.example;");
    CHECK(agents(statement, Mention::related) == "mbox mailto:a@desa.example;mbox mailto:b@desa.example;mbox mailto:key@desa.example;");
    CHECK(activities(statement, Mention::direct) == "");
    CHECK(activities(statement, Mention::related) == "https://contoh.example/market;https://contoh.example/village;");
  }

  TEST_CASE("the agents and groups of a context are related") {
    auto statement = test::changed(test::kPlainStatement, "/context", R"({"contextAgents":[{"objectType":"contextAgent","agent":{"mbox":"mailto:a@b"}}],
      "contextGroups":[{"objectType":"contextGroup","group":{"objectType":"Group","member":[{"mbox":"mailto:c@d"}]}}]})");
    CHECK(agents(prepared(statement), Mention::related) == "mbox mailto:a@b;mbox mailto:c@d;mbox mailto:key@desa.example;");
  }

  TEST_CASE("a group's members are mentioned as it is, and whom two places name is mentioned once, directly") {
    const auto group = prepared(test::changed(test::kPlainStatement, "/object", R"({"objectType":"Group","mbox":"mailto:g@b","member":[{"mbox":"mailto:a@b"}]})"));
    CHECK(agents(group, Mention::direct) == "mbox mailto:siti@desa.example;mbox mailto:g@b;mbox mailto:a@b;");
    const auto twice = prepared(test::changed(test::kPlainStatement, "/context", R"({"instructor":{"mbox":"mailto:siti@DESA.example"}})"));
    CHECK(agents(twice, Mention::direct) == "mbox mailto:siti@desa.example;");
    CHECK(agents(twice, Mention::related) == "mbox mailto:key@desa.example;");
    const auto self = prepared(test::changed(test::kPlainStatement, "/context", R"({"contextActivities":{"parent":{"id":"https://contoh.example/meeting"}}})"));
    CHECK(activities(self, Mention::direct) == "https://contoh.example/meeting;");
    CHECK(activities(self, Mention::related) == "");
  }

  TEST_CASE("definitions and names are collected wherever they stand") {
    const auto statement = prepared(test::kFullStatement);
    REQUIRE(statement.definitions.size() == 2);
    CHECK(statement.definitions[0].first == "https://contoh.example/courses/umkm/kas/quiz");
    CHECK(statement.definitions[0].second.starts_with(R"({"name":{"id":"Kuis kas"},)"));
    CHECK(statement.definitions[1] == std::pair<std::string, std::string>("https://contoh.example/profile", R"({"type":"http://adlnet.gov/expapi/activities/profile"})"));
    CHECK(statement.names == std::vector<std::pair<std::string, std::string>>{{"mbox mailto:siti@desa.example", "Siti"}, {"mbox mailto:key@desa.example", "Key"}});
  }

  TEST_CASE("the same statement written differently has the same fingerprint") {
    const std::string same = prepared(test::kFullStatement).fingerprint;
    CHECK(same.size() == 32);
    const std::vector<std::pair<std::string, std::string_view>> changes = {
        {"/id", "\"EC531277-B57B-4C15-8D91-D292C5B2B8F7\""},
        {"/stored", ""},
        {"/authority", ""},
        {"/version", ""},
        {"/verb/display", R"({"en":"replied"})"},
        {"/object/definition", R"({"name":{"id":"Lain"}})"},
        {"/object/objectType", ""},
        {"/actor/objectType", ""},
        {"/actor/mbox", "\"mailto:siti@DESA.example\""},
        {"/timestamp", "\"2026-11-22T02:00:00.123Z\""},
        {"/result/duration", "\"PT1M30.50999S\""},
        {"/result/score/raw", "5.0"},
        {"/context/registration", "\"6690E6C9-3EF0-4ED3-8B37-7F3964730BEE\""},
        {"/context/contextActivities/parent", R"([{"id":"https://contoh.example/courses/umkm/kas"}])"},
        {"/context/statement/id", "\"16FD2706-8baf-433b-82eb-8c7fada847da\""},
        {"/attachments/0/display", R"({"en":"Photo"})"},
        {"/attachments/0/sha2", "\"495395E777cd98da653df9615d09c0fd6bb2f8d4788394cd53c56a3bfdcd848a\""},
        {"/result/score", R"({"max":10,"min":0,"raw":5,"scaled":0.5})"}};
    for (const auto& [pointer, text] : changes) {
      INFO(pointer);
      CHECK(fingerprint(test::kFullStatement, pointer, text) == same);
    }
  }

  TEST_CASE("members and attachments may stand in any order") {
    const auto actor = [](std::string_view members) { return fingerprint(test::kPlainStatement, "/actor", R"({"objectType":"Group","member":[)" + std::string(members) + "]}"); };
    CHECK(actor(R"({"mbox":"mailto:a@b"},{"mbox":"mailto:c@d"})") == actor(R"({"mbox":"mailto:c@d"},{"mbox":"mailto:a@b"})"));
    CHECK(actor(R"({"mbox":"mailto:a@b"},{"mbox":"mailto:c@d"})") != actor(R"({"mbox":"mailto:a@b"})"));
    const std::string first = R"({"usageType":"https://a.example","display":{},"contentType":"a/b","length":1,"sha2":")" + std::string(64, 'a') + "\"}";
    const std::string second = R"({"usageType":"https://a.example","display":{},"contentType":"a/b","length":1,"sha2":")" + std::string(64, 'b') + "\"}";
    CHECK(fingerprint(test::kPlainStatement, "/attachments", "[" + first + "," + second + "]") ==
          fingerprint(test::kPlainStatement, "/attachments", "[" + second + "," + first + "]"));
    CHECK(fingerprint(test::kPlainStatement, "/attachments", "[]") == prepared(test::kPlainStatement).fingerprint);
  }

  TEST_CASE("what the client says otherwise changes the fingerprint") {
    const std::string same = prepared(test::kFullStatement).fingerprint;
    const std::vector<std::pair<std::string, std::string_view>> changes = {{"/actor/mbox", "\"mailto:budi@desa.example\""},
                                                                           {"/actor/name", "\"Budi\""},
                                                                           {"/verb/id", "\"http://adlnet.gov/expapi/verbs/failed\""},
                                                                           {"/object/id", "\"https://contoh.example/a\""},
                                                                           {"/object", R"({"objectType":"Agent","mbox":"mailto:a@b"})"},
                                                                           {"/timestamp", "\"2026-11-22T09:00:00.123Z\""},
                                                                           {"/timestamp", ""},
                                                                           {"/result/duration", "\"PT1M30.51S\""},
                                                                           {"/result/score/raw", "6"},
                                                                           {"/result/extensions", "{}"},
                                                                           {"/context/registration", ""},
                                                                           {"/context/contextActivities/parent", "[]"},
                                                                           {"/context/team/member", "[]"},
                                                                           {"/attachments", ""}};
    for (const auto& [pointer, text] : changes) {
      INFO(pointer);
      CHECK(fingerprint(test::kFullStatement, pointer, text) != same);
    }
  }

  TEST_CASE("a prepared statement that is sent again is the same") {
    for (const auto text : {test::kFullStatement, test::kNestedStatement, test::kVoidingStatement}) {
      const auto first = prepared(test::changed(text, "/timestamp", "\"2026-11-22T09:00:00Z\""));
      const auto second = prepared(first.text);
      CHECK(second.fingerprint == first.fingerprint);
      CHECK(second.text == first.text);
    }
  }
}
