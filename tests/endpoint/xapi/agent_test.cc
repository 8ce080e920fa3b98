#include "endpoint/xapi/agent.h"

#include <doctest/doctest.h>

#include <vector>

#include "tests/endpoint/xapi/problem_text.h"

using namespace xapi;

namespace {

std::string actor_problem(std::string_view actor, Allow allow = Allow::agents_and_groups) {
  return test::text_of(check_actor(test::json(actor), "agent", allow));
}

std::string key(std::string_view actor) { return key_of(test::json(actor).as_object()); }

}  // namespace

TEST_SUITE("xapi/agent") {
  TEST_CASE("agents and groups with one identifier pass, groups with members without one too") {
    for (const auto* actor : {R"({"mbox":"mailto:siti@desa.example"})", R"({"objectType":"Agent","name":"","openid":"https://id.example/siti"})",
                              R"({"mbox_sha1sum":"cd9b00a5611f94eaa7b1661edab976068e364975"})",
                              R"({"account":{"homePage":"https://desa.example","name":"siti"}})",
                              R"({"objectType":"Group","mbox":"mailto:tani@desa.example"})",
                              R"({"objectType":"Group","mbox":"mailto:tani@desa.example","member":[]})",
                              R"({"objectType":"Group","name":"Tani","member":[{"mbox":"mailto:siti@desa.example"}]})"}) {
      CHECK(actor_problem(actor) == "");
    }
  }

  TEST_CASE("what is wrong with an actor is said with its place") {
    struct Row {
      std::string_view actor;
      std::string_view problem;
    };
    const std::vector<Row> rows = {
        {"null", "agent: is no object"},
        {"[]", "agent: is no object"},
        {"{}", "agent: has no identifier: mbox, mbox_sha1sum, openid or account"},
        {R"({"objectType":"agent","mbox":"mailto:a@b"})", "agent.objectType: is neither 'Agent' nor 'Group'"},
        {R"({"objectType":1,"mbox":"mailto:a@b"})", "agent.objectType: is neither 'Agent' nor 'Group'"},
        {R"({"mbox":"a@b"})", "agent.mbox: is no mailto IRI"},
        {R"({"mbox":null})", "agent.mbox: is no mailto IRI"},
        {R"({"Mbox":"mailto:a@b"})", "agent.Mbox: is no property of an agent"},
        {R"({"mbox_sha1sum":"abc"})", "agent.mbox_sha1sum: is no SHA-1 of 40 hexadecimal digits"},
        {R"({"openid":"siti"})", "agent.openid: is no IRI"},
        {R"({"account":{"homePage":"desa","name":"siti"}})", "agent.account.homePage: is no IRI"},
        {R"({"account":{"homePage":"https://desa.example"}})", "agent.account.name: is missing"},
        {R"({"account":{"name":"siti"}})", "agent.account.homePage: is missing"},
        {R"({"account":{"homePage":"https://desa.example","name":1}})", "agent.account.name: is no text"},
        {R"({"account":{"homePage":"https://desa.example","name":"a","x":1}})", "agent.account.x: is no property of an account"},
        {R"({"name":1,"mbox":"mailto:a@b"})", "agent.name: is no text"},
        {R"({"mbox":"mailto:a@b","openid":"https://id.example"})", "agent: has more than one identifier"},
        {R"({"mbox":"mailto:a@b","member":[]})", "agent.member: is no property of an agent"},
        {R"({"objectType":"Group"})", "agent: has neither an identifier nor members"},
        {R"({"objectType":"Group","member":[]})", "agent.member: is empty in a group without an identifier"},
        {R"({"objectType":"Group","member":{}})", "agent.member: is no array"},
        {R"({"objectType":"Group","member":[{"mbox":"mailto:a@b"},{}]})", "agent.member[1]: has no identifier: mbox, mbox_sha1sum, openid or account"},
        {R"({"objectType":"Group","member":[{"objectType":"Group","mbox":"mailto:a@b"}]})", "agent.member[0].objectType: is not 'Agent'"},
        {R"({"objectType":"Group","mbox":"mailto:a@b","openid":"https://id.example"})", "agent: has more than one identifier"}};
    for (const auto& row : rows) CHECK(actor_problem(row.actor) == row.problem);
    CHECK(actor_problem(R"({"objectType":"Group","mbox":"mailto:a@b"})", Allow::agents) == "agent.objectType: is not 'Agent'");
  }

  TEST_CASE("an agent has one key however it is written") {
    CHECK(key(R"({"mbox":"mailto:Siti@Desa.Example","name":"Siti"})") == "mbox mailto:Siti@desa.example");
    CHECK(key(R"({"mbox_sha1sum":"CD9B00A5611F94EAA7B1661EDAB976068E364975"})") == "sha1 cd9b00a5611f94eaa7b1661edab976068e364975");
    CHECK(key(R"({"openid":"https://id.example/siti"})") == "openid https://id.example/siti");
    CHECK(key(R"({"account":{"name":"siti","homePage":"https://desa.example"}})") == "account https://desa.example\nsiti");
    CHECK(key(R"({"objectType":"Group","member":[]})") == "");
  }

  TEST_CASE("a group stands for itself and for its members") {
    const auto group = test::json(R"({"objectType":"Group","mbox":"mailto:tani@desa.example","member":[{"mbox":"mailto:a@b"},{"openid":"https://id.example"}]})");
    CHECK(keys_within(group.as_object()) == std::vector<std::string>{"mbox mailto:tani@desa.example", "mbox mailto:a@b", "openid https://id.example"});
    CHECK(keys_within(test::json(R"({"objectType":"Group","member":[{"mbox":"mailto:a@b"}]})").as_object()) == std::vector<std::string>{"mbox mailto:a@b"});
  }

  TEST_CASE("a person has all names and the identifier, each in a list") {
    const auto agent = test::json(R"({"account":{"homePage":"https://desa.example","name":"siti"}})");
    CHECK(to_text(person(agent.as_object(), {"Siti", "Bu Siti"})) ==
          R"({"objectType":"Person","name":["Siti","Bu Siti"],"account":[{"homePage":"https://desa.example","name":"siti"}]})");
    CHECK(to_text(person(test::json(R"({"mbox":"mailto:a@b","name":"A"})").as_object(), {})) == R"({"objectType":"Person","mbox":["mailto:a@b"]})");
  }
}
