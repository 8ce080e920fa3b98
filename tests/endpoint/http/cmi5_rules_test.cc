// What a unit may say within its session, and what it may reach.
#include <doctest/doctest.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <functional>
#include <thread>

#include "tests/endpoint/http/unit.h"

namespace {

using namespace test;
using Change = std::function<void(boost::json::object&)>;

const std::string kMastery = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore";
const std::string kMoveOnActivity = "https://w3id.org/xapi/cmi5/context/categories/moveon";

class Fixture {
 public:
  explicit Fixture(const std::string& more = "")
      : client(cmi5_options()), course((client.add_key("pengurus", "administer"), test::add_course(client, unit_text()))), unit(client, course, "0", more) {
    unit.start();
  }

  static std::string unit_text() { return test::unit("satu", " moveOn=\"CompletedAndPassed\" masteryScore=\"0.5\""); }

  // What is answered to a statement by all rules but for this change.
  std::string changed(const std::string& verb, const Change& change) const {
    auto statement = verb == "experienced" ? unit.allowed() : unit.statement(verb);
    change(statement);
    return unit.say(boost::json::value(statement));
  }

  Client client;
  std::string course;
  Unit unit;
};

boost::json::object& context(boost::json::object& statement) { return statement["context"].as_object(); }
boost::json::object& extensions(boost::json::object& statement) { return context(statement)["extensions"].as_object(); }
boost::json::object& result(boost::json::object& statement) { return statement["result"].as_object(); }
boost::json::array& category(boost::json::object& statement) { return context(statement)["contextActivities"].as_object()["category"].as_array(); }

Change scored(double scaled, double mastery) {
  return [=](boost::json::object& statement) {
    result(statement)["score"] = {{"scaled", scaled}};
    extensions(statement)[kMastery] = mastery;
  };
}

}  // namespace

TEST_SUITE("http/cmi5_rules") {
  TEST_CASE("initialized comes first, after the preferences were asked for; terminated last; then the token is dead") {
    Client client(cmi5_options());
    client.add_key("pengurus", "administer");
    Unit unit(client, test::add_course(client, Fixture::unit_text()));
    CHECK(client.show({.target = unit.state("LMS.LaunchData"), .headers = {{"Authorization", "Basic " + std::string("a2F0YQ==")}}}).substr(0, 4) == "401 ");
    unit.start();
    CHECK(unit.say(boost::json::value(unit.allowed())) == "403 verb.id is not initialized, which comes first");
    CHECK(unit.say("completed") == "403 verb.id is not initialized, which comes first");
    CHECK(unit.say("initialized") == "200");
    CHECK(unit.say("initialized") == "403 verb.id is initialized a second time");
    CHECK(unit.say(boost::json::value(unit.allowed())) == "200");
    CHECK(unit.say("terminated") == "200");
    CHECK(unit.send(unit.allowed()).substr(0, 4) == "401 ");
    CHECK(client.send({.target = unit.state("LMS.LaunchData"), .headers = unit.headers()}).status == 401);
    CHECK(verbs_said(client, unit.registration) == "launched initialized experienced terminated");
  }

  TEST_CASE("a unit that did not ask for the preferences is not initialized") {
    Client client(cmi5_options());
    client.add_key("pengurus", "administer");
    const Unit unit(client, test::add_course(client, Fixture::unit_text()));
    const std::string token(xapi::parse_json(unit.fetch().substr(4))->at("auth-token").as_string());
    const auto statement = fmt::format(R"({{"id":"0192f0c1-0000-7000-8000-000000000001","actor":{},"verb":{{"id":"http://adlnet.gov/expapi/verbs/initialized"}},"object":{{"id":"{}"}},)"
                                       R"("timestamp":"2026-11-22T09:00:00Z","context":{{"registration":"{}","extensions":{{"https://w3id.org/xapi/cmi5/context/extensions/sessionid":"{}"}},)"
                                       R"("contextActivities":{{"grouping":[{{"id":"{}/au/satu"}}],"category":[{{"id":"https://w3id.org/xapi/cmi5/context/categories/cmi5"}}]}}}}}})",
                                       unit.parameters.at("actor"), unit.parameters.at("activityId"), unit.registration, unit.session, kPublisher);
    CHECK(client.show({"POST", "/xapi/statements", statement, {{"Authorization", "Basic " + token}}}) ==
          R"(403 {"error":{"where":"verb.id","what":"is initialized before the agent profile cmi5LearnerPreferences was asked for"}})");
  }

  TEST_CASE("every statement belongs to its session") {
    const Fixture fixture;
    REQUIRE(fixture.unit.say("initialized") == "200");
    const auto said = [&](const Change& change) { return fixture.changed("experienced", change); };
    CHECK(said([](auto& one) { one.erase("id"); }) == "403 id is needed: a unit gives its statements ids");
    CHECK(said([](auto& one) { one.erase("timestamp"); }) == "403 timestamp is needed");
    CHECK(said([](auto& one) { one["timestamp"] = "2026-11-22T16:00:00+07:00"; }) == "403 timestamp is not in UTC (it ends in Z)");
    CHECK(said([](auto& one) { one["timestamp"] = "2026-11-22T08:00:00Z"; }) == "403 timestamp is before that of initialized");
    CHECK(said([](auto& one) { one["actor"] = {{"mbox", "mailto:siti@desa.example"}}; }) == "403 actor is not that of the launch");
    CHECK(said([](auto& one) { one["actor"].as_object()["objectType"] = "Group"; }) == "403 actor is not that of the launch");
    CHECK(said([](auto& one) { one.erase("context"); }) == "403 context.registration is not that of the launch");
    CHECK(said([](auto& one) { context(one)["registration"] = "ccaf384c-f8d4-4e7a-8304-49af58f0b176"; }) == "403 context.registration is not that of the launch");
    CHECK(said([](auto& one) { context(one).erase("extensions"); }) ==
          "403 context.extensions lacks https://w3id.org/xapi/cmi5/context/extensions/sessionid of the launch data");
    CHECK(said([](auto& one) { context(one)["contextActivities"].as_object().erase("grouping"); }) ==
          "403 context.contextActivities.grouping lacks the activity of the launch data");
    CHECK(said([](auto& one) { context(one)["contextActivities"].as_object()["category"] = boost::json::array{boost::json::object{{"id", kMoveOnActivity}}}; }) ==
          "403 context.contextActivities.category may not have " + kMoveOnActivity);
    CHECK(said([](auto& one) {
            one["verb"] = {{"id", "http://adlnet.gov/expapi/verbs/voided"}};
            one["object"] = {{"objectType", "StatementRef"}, {"id", "0192f0c1-0000-7000-8000-000000000001"}};
          }) == "403 verb.id is not for units: they void nothing");
    CHECK(said([](auto&) {}) == "200");
    CHECK(verbs_said(fixture.client, fixture.unit.registration) == "launched initialized experienced");
  }

  TEST_CASE("a statement of cmi5 says what its verb asks for and nothing else") {
    const Fixture fixture;
    REQUIRE(fixture.unit.say("initialized") == "200");
    const auto& say = [&](const std::string& verb, const Change& change) { return fixture.changed(verb, change); };
    CHECK(say("passed", [](auto& one) { one["object"] = {{"id", "https://lain.example/"}}; }) == "403 object.id is not the activityId of the launch");
    CHECK(say("satisfied", [](auto&) {}) == "403 verb.id is none of those with which a unit uses the category of cmi5");
    CHECK(say("passed", [](auto& one) { result(one).erase("success"); }) == "403 result.success is not true");
    CHECK(say("failed", [](auto& one) { result(one)["success"] = true; }) == "403 result.success is not false");
    CHECK(say("completed", [](auto& one) { result(one)["success"] = true; }) == "403 result.success is for passed and failed alone");
    CHECK(say("completed", [](auto& one) { result(one)["completion"] = false; }) == "403 result.completion is not true");
    CHECK(say("passed", [](auto& one) { result(one)["completion"] = true; }) == "403 result.completion is for completed alone");
    CHECK(say("completed", [](auto& one) { result(one)["score"] = {{"scaled", 1}}; }) == "403 result.score is for passed and failed alone");
    for (const auto* verb : {"passed", "failed", "completed", "terminated"}) CHECK(say(verb, [](auto& one) { result(one).erase("duration"); }) == "403 result.duration is needed");
    CHECK(say("terminated", [](auto& one) { one.erase("result"); }) == "403 result.duration is needed");
    CHECK(say("passed", [](auto& one) { category(one).pop_back(); }) == "403 context.contextActivities.category lacks " + kMoveOnActivity);
    CHECK(say("terminated", [](auto& one) { category(one).push_back(boost::json::object{{"id", kMoveOnActivity}}); }) == "403 context.contextActivities.category may not have " + kMoveOnActivity);
    CHECK(say("terminated", [](auto& one) { result(one)["extensions"] = {{"https://w3id.org/xapi/cmi5/result/extensions/progress", 50.5}}; }) ==
          "403 result.extensions has https://w3id.org/xapi/cmi5/result/extensions/progress, which is no whole number from 0 to 100");
    CHECK(verbs_said(fixture.client, fixture.unit.registration) == "launched initialized");
  }

  TEST_CASE("scores fit the mastery score") {
    const Fixture fixture;
    REQUIRE(fixture.unit.say("initialized") == "200");
    CHECK(fixture.changed("passed", scored(0.49, 0.5)) == "403 result.score.scaled is below the mastery score, and yet passed");
    CHECK(fixture.changed("failed", scored(0.5, 0.5)) == "403 result.score.scaled reaches the mastery score, and yet failed");
    CHECK(fixture.changed("passed", scored(-0.5, 0.5)) == "403 result.score.scaled is not from 0 to 1");
    CHECK(fixture.changed("passed", scored(0.5, 0.4)) == "403 context.extensions lacks " + kMastery + " of the launch data");
    CHECK(fixture.changed("passed", [](auto& one) { result(one)["score"] = {{"scaled", 0.5}}; }) == "403 context.extensions lacks " + kMastery + " of the launch data");
    CHECK(fixture.changed("passed", [](auto& one) { result(one)["score"] = {{"raw", 5}, {"min", 0}}; }) == "403 result.score.raw needs min and max");
    CHECK(fixture.changed("passed", scored(0.5, 0.5)) == "200");
  }

  TEST_CASE("nothing is said twice, in a session or in a registration; sent again by its id it counts once") {
    Fixture fixture;
    REQUIRE(fixture.unit.say("initialized") == "200");
    CHECK(fixture.unit.say("failed") == "200");
    CHECK(fixture.unit.say("failed") == "403 verb.id judges a second time in this session");
    CHECK(fixture.unit.say("passed") == "403 verb.id judges a second time in this session");
    const boost::json::value completed = fixture.unit.statement("completed");
    CHECK(fixture.unit.say(completed) == "200");
    CHECK(fixture.unit.say(completed) == "200");
    CHECK(fixture.unit.say("completed") == "403 verb.id was used before: once is all a session, or a registration, has");
    auto another = completed.as_object();
    another["result"].as_object()["duration"] = "PT99S";
    CHECK(fixture.unit.say(boost::json::value(another)).substr(0, 4) == "409 ");
    CHECK(fixture.unit.say("completed") == "403 verb.id was used before: once is all a session, or a registration, has");
    REQUIRE(fixture.unit.say("terminated") == "200");

    Unit second(fixture.client, fixture.course);
    CHECK(second.registration == fixture.unit.registration);
    CHECK(second.session != fixture.unit.session);
    CHECK(second.parameters.at("activityId") == fixture.unit.parameters.at("activityId"));
    second.start();
    REQUIRE(second.say("initialized") == "200");
    CHECK(second.say("completed").substr(0, 4) == "403 ");
    CHECK(second.say("passed") == "200");
    REQUIRE(second.say("terminated") == "200");

    Unit third(fixture.client, fixture.course);
    third.start();
    REQUIRE(third.say("initialized") == "200");
    CHECK(third.say("failed") == "403 verb.id is failed, but the unit has been passed before");
    CHECK(third.say("passed").substr(0, 4) == "403 ");
  }

  TEST_CASE("several statements of one request are taken in their order, all or none") {
    const Fixture fixture;
    CHECK(fixture.unit.say(boost::json::array{fixture.unit.statement("initialized"), fixture.unit.statement("completed"), fixture.unit.statement("completed")}) ==
          "403 [2].verb.id was used before: once is all a session, or a registration, has");
    CHECK(verbs_said(fixture.client, fixture.unit.registration) == "launched");
    CHECK(fixture.unit.say(boost::json::array{fixture.unit.statement("initialized"), fixture.unit.statement("completed"), fixture.unit.statement("terminated")}) == "200");
    CHECK(verbs_said(fixture.client, fixture.unit.registration) == "launched initialized completed terminated");
  }

  TEST_CASE("of many that come at once, one counts") {
    const Fixture fixture;
    REQUIRE(fixture.unit.say("initialized") == "200");
    constexpr std::size_t kMany = 16;
    std::vector<boost::json::value> all;
    for (std::size_t i = 0; i < kMany; ++i) all.emplace_back(fixture.unit.statement("completed"));
    std::vector<std::string> answers(kMany);
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < kMany; ++i) threads.emplace_back([&, i] { answers[i] = fixture.unit.send(all[i]).substr(0, 3); });
    for (auto& thread : threads) thread.join();
    CHECK(std::count(answers.begin(), answers.end(), "200") == 1);
    CHECK(std::count(answers.begin(), answers.end(), "403") == kMany - 1);
    CHECK(verbs_said(fixture.client, fixture.unit.registration) == "launched initialized completed");
  }

  TEST_CASE("a session is over after a day") {
    const Fixture fixture;
    REQUIRE(fixture.unit.say("initialized") == "200");
    const auto found = fixture.client.store().registration(fixture.unit.registration);
    REQUIRE((found.has_value() && found->has_value()));
    auto registration = cmi5::registration_of_text(fixture.unit.registration, (*found)->second.bytes);
    registration->session->launched -= cmi5::kLongestSession;
    REQUIRE(fixture.client.store().change_document((*found)->first, [&](const store::Document*) -> store::Change { return store::Document{"application/json", cmi5::text_of(*registration), 0}; }).has_value());
    CHECK(fixture.unit.send(fixture.unit.statement("completed")).substr(0, 4) == "401 ");
    const Unit next(fixture.client, fixture.course);
    CHECK(verbs_said(fixture.client, fixture.unit.registration) == "launched initialized abandoned launched");
  }

  TEST_CASE("to browse or to review counts for nothing") {
    for (const auto* mode : {"Browse", "Review"}) {
      const Fixture fixture(fmt::format(R"(,"launchMode":"{}")", mode));
      CHECK(fixture.unit.data.at("launchMode").as_string() == mode);
      REQUIRE(fixture.unit.say("initialized") == "200");
      for (const auto* verb : {"completed", "passed", "failed"}) CHECK(fixture.unit.say(verb) == fmt::format("403 verb.id is not for the launch mode {}", mode));
      CHECK(fixture.unit.say("terminated") == "200");
    }
  }

  TEST_CASE("a unit reads and writes documents of its registration, and leaves LMS.LaunchData alone") {
    const Fixture fixture;
    const auto& unit = fixture.unit;
    const auto ask = [&](const std::string& method, const std::string& target, const std::string& body = "{}") { return fixture.client.show({method, target, body, unit.headers()}).substr(0, 3); };
    CHECK(ask("PUT", unit.state("tanda")) == "204");
    CHECK(ask("GET", unit.state("tanda")) == "200");
    CHECK(ask("PUT", unit.state("LMS.LaunchData")) == "403");
    CHECK(ask("POST", unit.state("LMS.LaunchData")) == "403");
    CHECK(ask("DELETE", unit.state("LMS.LaunchData")) == "403");
    const std::string all = unit.state("").replace(unit.state("").find("stateId=&"), 9, "");
    CHECK(ask("DELETE", all) == "403");
    CHECK(ask("GET", all) == "200");
    std::string other = unit.state("tanda");
    other.replace(other.find(unit.registration), 36, "ccaf384c-f8d4-4e7a-8304-49af58f0b176");
    CHECK(ask("GET", other) == "403");
    const std::string budi = "&agent=%7B%22mbox%22%3A%22mailto%3Abudi%40desa.example%22%7D";
    CHECK(ask("GET", "/xapi/agents/profile?profileId=a" + budi) == "403");
    CHECK(ask("GET", "/xapi/agents?" + budi.substr(1)) == "403");
    CHECK(ask("GET", "/xapi/activities/profile?profileId=a&activityId=https://lain.example/") == "403");
    CHECK(ask("GET", "/xapi/activities/profile?profileId=a&activityId=" + unit.encoded("activityId")) == "404");
  }

  TEST_CASE("preferences are a list of languages and on or off") {
    const Fixture fixture;
    const auto put = [&](const std::string& body, const std::string& type = "application/json") {
      auto headers = fixture.unit.headers();
      headers.push_back({"Content-Type", type});
      headers.push_back({"If-None-Match", "*"});
      return fixture.client.show({"PUT", fixture.unit.preferences(), body, headers}).substr(0, 3);
    };
    CHECK(put(R"({"languagePreference":"id,en-US","audioPreference":"on"})", "text/plain") == "403");
    CHECK(put("teks") == "403");
    CHECK(put(R"({"audioPreference":"on"})") == "403");
    CHECK(put(R"({"languagePreference":"bahasa apa saja","audioPreference":"on"})") == "403");
    CHECK(put(R"({"languagePreference":"","audioPreference":"on"})") == "403");
    CHECK(put(R"({"languagePreference":"id"})") == "403");
    CHECK(put(R"({"languagePreference":"id,en-US","audioPreference":"on"})") == "204");
  }

  TEST_CASE("a unit reads the statements of its registration alone, and a learner does not speak as one") {
    const Fixture fixture;
    REQUIRE(fixture.unit.say("initialized") == "200");
    REQUIRE(fixture.client.post("/xapi/statements", statement_json(7)).substr(0, 3) == "200");
    const auto body = xapi::parse_json(fixture.client.send({.target = "/xapi/statements", .headers = fixture.unit.headers()}).body);
    CHECK(body->at("statements").as_array().size() == 2);
    CHECK(fixture.client.send({.target = "/xapi/statements?statementId=0192f0c1-0000-7000-8000-000000000007", .headers = fixture.unit.headers()}).status == 404);
    CHECK(fixture.client.send({.target = "/xapi/statements?registration=ccaf384c-f8d4-4e7a-8304-49af58f0b176", .headers = fixture.unit.headers()}).status == 403);
    join(fixture.client, kSiti, "siti");
    auto forged = fixture.unit.statement("passed");
    forged["actor"] = {{"account", {{"homePage", kSite}, {"name", kSiti}}}};
    CHECK(fixture.client.show(telling(xapi::to_text(forged), "siti")) ==
          R"(403 {"error":{"where":"Authorization","what":"does not allow statements with the category of cmi5: they are made in its sessions"}})");
  }
}
