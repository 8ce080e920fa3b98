// What a learner asks about their data: how it stands, and that it be given to nobody else.
#include <doctest/doctest.h>

#include "base/http_server/target.h"
#include "tests/endpoint/http/learner.h"

namespace {

using namespace test;

Sent wishing(const std::string& method, const std::string& path, const std::string& name, const std::string& body = "") {
  return {method, "/learn/v1" + path, body, bearer(name)};
}

std::string account_of(const std::string& learner) {
  return http_server::percent_encoded_query(fmt::format(R"({{"account":{{"homePage":"{}","name":"{}"}}}})", kSite, learner));
}

// The last digits of the ids on a page, and whether another page follows.
std::string numbers_on(const Client& client, const std::string& query, const std::vector<http_server::Header>& headers = {}) {
  const auto response = client.send({"GET", "/xapi/statements" + query, "", headers});
  REQUIRE_MESSAGE(response.status == 200, response.body);
  const auto body = xapi::parse_json(response.body).value();
  std::string numbers;
  for (const auto& statement : body.at("statements").as_array()) numbers += std::string_view(statement.at("id").as_string()).substr(35);
  return numbers + (body.at("more").as_string().empty() ? "" : "…");
}

// Siti and Budi have finished a lesson each; a teacher's statement has Siti as its object.
struct Village {
  Client client{{.site = kSite}};

  Village() {
    join(client, kSiti, "siti");
    join(client, kBudi, "budi");
    REQUIRE(client.send(telling(finished(1, kSiti, "/buku"), "siti")).status == 200);
    REQUIRE(client.send(telling(finished(2, kBudi, "/buku"), "budi")).status == 200);
    const std::string praised = fmt::format(R"({{"id":"0192f0c1-0000-7000-8000-000000000003","actor":{{"mbox":"mailto:guru@desa.example"}},)"
                                            R"("verb":{{"id":"https://v.example/praised"}},)"
                                            R"("object":{{"objectType":"Agent","name":"Siti","account":{{"homePage":"{}","name":"{}"}}}}}})", kSite, kSiti);
    REQUIRE(client.post("/xapi/statements", praised).substr(0, 4) == "200 ");
  }
  void restrict(bool restricted) const {
    CHECK(client.show(wishing("PUT", "/restriction", "siti", fmt::format(R"({{"restricted":{}}})", restricted))) ==
          fmt::format(R"(200 {{"restricted":{}}})", restricted));
  }
};

// The bundle of a site with a course of that minimum age, as the newest.
void offer(const Client& client, int age, const std::string& version) {
  const std::string course = fmt::format(R"({{"id":"kas","aliases":[],"complete":{{"lessons":"all","quizzes":"any","pass":0}},"lessons":[],"minimum_age":{}}})", age);
  REQUIRE(client.store().add_bundle(version, fmt::format(R"({{"format":1,"site":"{}","version":"{}","courses":[{}]}})", kSite, version, course)).has_value());
}

Sent joining_with(const std::string& learner, const std::string& name, const std::string& consent) {
  return {"POST", "/learn/v1/learners", fmt::format(R"({{"learner":"{}","token":"{}","consent":"{}"}})", learner, token(name), consent)};
}

}  // namespace

TEST_SUITE("http/learn_privacy") {
  TEST_CASE("a learner restricts what is kept and ends it again, and is told how it stands") {
    const Village village;
    const auto stands = [&] {
      auto json = xapi::parse_json(village.client.send(wishing("GET", "/learner", "siti")).body)->as_object();
      CHECK(json.at("joined").as_string().size() == 27);
      json.erase("joined");
      return xapi::to_text(json);
    };
    CHECK(stands() == fmt::format(R"({{"learner":"{}","restricted":false}})", kSiti));
    village.restrict(true);
    CHECK(stands() == fmt::format(R"({{"learner":"{}","restricted":true}})", kSiti));
    CHECK(village.client.send(wishing("GET", "/export", "siti")).body.find(R"("documents":[],"restricted":true})") != std::string::npos);
    village.restrict(false);
    CHECK(stands() == fmt::format(R"({{"learner":"{}","restricted":false}})", kSiti));
  }

  TEST_CASE("a request that does not say what is wanted, or by whom, changes nothing") {
    const Village village;
    CHECK(village.client.show(wishing("PUT", "/restriction", "siti", R"({"restricted":"ya"})")) ==
          R"(400 {"error":{"where":"restricted","what":"is needed, and is true or false"}})");
    CHECK(village.client.show(wishing("PUT", "/restriction", "siti", "[]")) == R"(400 {"error":{"where":"body","what":"is no JSON object"}})");
    CHECK(village.client.show({"PUT", "/learn/v1/restriction", R"({"restricted":true})"}) ==
          R"(403 {"error":{"where":"Authorization","what":"is no learner's token"}})");
    CHECK(header_of(village.client.send(wishing("GET", "/restriction", "siti")), "Allow") == "PUT");
    CHECK(village.client.store().restricted_learners()->empty());
  }

  TEST_CASE("keys see no statement that names a restricted learner, whose own reading and writing goes on") {
    const Village village;
    const auto& client = village.client;
    CHECK(numbers_on(client, "") == "321");
    village.restrict(true);
    CHECK(numbers_on(client, "") == "2");
    CHECK(numbers_on(client, "?limit=1") == "…");  // shorter, and there is more
    CHECK(numbers_on(client, "?agent=" + account_of(kSiti)) == "");
    for (const int number : {1, 3}) {
      CHECK(client.get(fmt::format("/xapi/statements?statementId=0192f0c1-0000-7000-8000-{:012}", number)) ==
            R"(404 {"error":{"where":"statementId","what":"names no statement"}})");
    }
    CHECK(client.send(telling(finished(4, kSiti, "/jual"), "siti")).status == 200);
    CHECK(numbers_on(client, "", bearer("siti")) == "431");
    CHECK(client.send(wishing("GET", "/state", "siti")).body.find("kas/jual") != std::string::npos);
    village.restrict(false);
    CHECK(numbers_on(client, "") == "4321");
  }

  TEST_CASE("where a course has a minimum age, whoever joins says that they are old enough or that a guardian agrees") {
    const Client client({.site = kSite});
    join(client, kBudi, "budi");
    offer(client, 13, "9f2c41d07ab3e518");
    const std::string needed = R"(403 {"error":{"where":"consent","what":"is needed: \"self\" from 13 years on, \"guardian\" when a parent or guardian agrees )"
                               R"x((there is a course for that age)","age":13}})x";
    CHECK(client.post("/learn/v1/learners", joining(kSiti, "siti")) == needed);
    CHECK(client.show(joining_with(kSiti, "siti", "teman")) == needed);
    CHECK_FALSE(client.store().learner(kSiti)->has_value());
    CHECK(client.send(joining_with(kSiti, "siti", "guardian")).status == 201);
    const auto kept = (*client.store().learner(kSiti))->consent;
    CHECK(kept.by == "guardian");
    CHECK(kept.bundle == "9f2c41d07ab3e518");
    CHECK(kept.given > 0);
    auto told = xapi::parse_json(client.send(wishing("GET", "/learner", "siti")).body)->at("consent").as_object();
    told.erase("given");
    CHECK(xapi::to_text(told) == R"({"by":"guardian","bundle":"9f2c41d07ab3e518"})");
    CHECK(client.send(wishing("GET", "/export", "siti")).body.find(R"("consent":{"by":"guardian")") != std::string::npos);
    // Who joined before goes on, also to another code.
    CHECK(client.send({"POST", "/learn/v1/learners", joining(kBudi, "budi")}).status == 200);
    CHECK(client.send(wishing("GET", "/state", "budi")).status == 200);
  }

  TEST_CASE("where no course has one, nothing is asked and nothing of it is kept") {
    const Client client({.site = kSite});
    offer(client, 13, "9f2c41d07ab3e518");
    offer(client, 0, "1f2c41d07ab3e518");
    CHECK(client.send(joining_with(kSiti, "siti", "guardian")).status == 201);
    CHECK((*client.store().learner(kSiti))->consent.by == "");
    CHECK(client.show(wishing("DELETE", "/consent", "siti")) ==
          R"(404 {"error":{"where":"consent","what":"was not asked for when this learner joined; DELETE /learner erases all"}})");
  }

  TEST_CASE("withdrawn consent erases everything, with a receipt") {
    const Client client({.site = kSite});
    offer(client, 13, "9f2c41d07ab3e518");
    REQUIRE(client.send(joining_with(kSiti, "siti", "guardian")).status == 201);
    REQUIRE(client.send(telling(finished(1, kSiti, "/buku"), "siti")).status == 200);
    const auto answer = client.send(wishing("DELETE", "/consent", "siti"));
    CHECK(answer.status == 200);
    const auto receipt = xapi::parse_json(answer.body).value();
    CHECK(receipt.at("receipt").as_string().size() == 36);
    CHECK(xapi::to_text(receipt.at("erased")) == R"({"statements":2,"documents":0})");  // and that the course is completed
    CHECK(client.send(wishing("GET", "/learner", "siti")).status == 410);
    CHECK(client.send(joining_with(kSiti, "baru", "guardian")).status == 410);
  }

  TEST_CASE("documents and names of a restricted learner are theirs alone, too") {
    const Village village;
    const auto& client = village.client;
    const std::string state = "/xapi/activities/state?activityId=" + kSite + "courses/kas&agent=" + account_of(kSiti);
    REQUIRE(client.send({"PUT", state + "&stateId=catatan", "{}", bearer("siti")}).status == 204);
    const std::string person = "/xapi/agents?agent=" + account_of(kSiti);
    CHECK(client.get(state) == R"(200 ["catatan"])");
    CHECK(client.get(person).find(R"("name":["Siti"])") != std::string::npos);
    village.restrict(true);
    CHECK(client.get(state) == "200 []");
    CHECK(client.get(state + "&stateId=catatan") == R"(404 {"error":{"where":"stateId","what":"names no document"}})");
    CHECK(client.get(person).find(R"("name":["Siti"])") == std::string::npos);
    CHECK(client.show({"GET", state + "&stateId=catatan", "", bearer("siti")}) == "200 {}");
  }
}
