// The endpoint finds out by itself that a course is completed.
#include <doctest/doctest.h>

#include "tests/endpoint/http/learner.h"

namespace {

using namespace test;

// A course "kas" of two lessons, the second with a quiz that must be passed.
std::string bundle(const std::string& site = kSite) {
  const std::string rule = R"({"lessons":"all","quizzes":"passed","pass":0.5})";
  const std::string lessons = R"([{"id":"buku","aliases":[],"quizzes":{}},{"id":"jual","aliases":["jualan"],"quizzes":{"id":[{"id":"soal"}]}}])";
  return fmt::format(R"({{"format":1,"site":"{}","version":"9f2c41d07ab3e518","courses":[{{"id":"kas","aliases":[],"complete":{},"lessons":{}}}]}})", site, rule, lessons);
}

// The quiz "soal" of the lesson "jualan", as it was called then, ended.
std::string ended(int number, const std::string& verb, double scaled) {
  return fmt::format(R"({{"id":"0192f0c1-0000-7000-8000-{:012}","actor":{{"objectType":"Agent","account":{{"homePage":"{}","name":"{}"}}}},)"
                     R"("verb":{{"id":"http://adlnet.gov/expapi/verbs/{}"}},"object":{{"id":"{}courses/kas/jualan#soal"}},"result":{{"score":{{"scaled":{}}}}},)"
                     R"("timestamp":"2026-11-22T09:00:00.000Z"}})", number, kSite, kSiti, verb, kSite, scaled);
}

bool is_completed(const Client& client) {
  const auto response = client.send({.target = "/learn/v1/state", .headers = bearer("siti")});
  REQUIRE(response.status == 200);
  const auto state = xapi::parse_json(response.body);
  return state->at("courses").as_object().contains("kas");
}

// Statements that say that the course is completed.
boost::json::array said(const Client& client) {
  const auto response = client.send({.target = "/xapi/statements?activity=" + kSite + "courses/kas"});
  return xapi::parse_json(response.body)->at("statements").as_array();
}

}  // namespace

TEST_SUITE("http/learn_completion") {
  TEST_CASE("once the last condition is met the endpoint says so on its own authority, and says it once") {
    const Client client({.site = kSite});
    REQUIRE(client.store().add_bundle("9f2c41d07ab3e518", bundle()).has_value());
    join(client, kSiti, "siti");
    REQUIRE(client.send(telling("[" + finished(1, kSiti, "/buku") + "," + finished(2, kSiti, "/jual") + "]", "siti")).status == 200);
    REQUIRE(client.send(telling(ended(3, "failed", 0.25), "siti")).status == 200);
    CHECK(said(client).empty());
    CHECK_FALSE(is_completed(client));
    REQUIRE(client.send(telling(ended(4, "passed", 0.75), "siti")).status == 200);
    REQUIRE(said(client).size() == 1);
    const auto statement = said(client).front();
    CHECK(statement.at("actor").at("account").at("name").as_string() == kSiti);
    CHECK(xapi::to_text(statement.at("authority")) ==
          R"({"objectType":"Agent","account":{"homePage":"https://belajar.tirtasari.example/","name":"sanggar-endpoint"}})");
    CHECK(xapi::to_text(statement.at("context").at("extensions")) == R"({"https://belajar.tirtasari.example/extensions/version":"9f2c41d07ab3e518"})");
    CHECK(is_completed(client));
    REQUIRE(client.send(telling(ended(5, "passed", 1), "siti")).status == 200);
    CHECK(said(client).size() == 1);
  }

  TEST_CASE("a bundle that comes after the last event is noticed when the state is asked for; another site's counts for nothing") {
    const Client client({.site = kSite});
    join(client, kSiti, "siti");
    REQUIRE(client.send(telling("[" + finished(1, kSiti, "/buku") + "," + finished(2, kSiti, "/jual") + "," + ended(3, "passed", 1) + "]", "siti")).status == 200);
    CHECK_FALSE(is_completed(client));
    REQUIRE(client.store().add_bundle("a", bundle("https://lain.example/")).has_value());
    CHECK_FALSE(is_completed(client));
    REQUIRE(client.store().add_bundle("b", bundle()).has_value());
    CHECK(is_completed(client));
    CHECK(said(client).size() == 1);
  }

  TEST_CASE("a course that was finished stays so under stricter rules") {
    const Client client({.site = kSite});
    REQUIRE(client.store().add_bundle("a", bundle()).has_value());
    join(client, kSiti, "siti");
    REQUIRE(client.send(telling("[" + finished(1, kSiti, "/buku") + "," + finished(2, kSiti, "/jual") + "," + ended(3, "passed", 1) + "]", "siti")).status == 200);
    std::string stricter = bundle();
    stricter.replace(stricter.find("\"buku\""), 6, "\"baru\"");
    REQUIRE(client.store().add_bundle("b", stricter).has_value());
    CHECK(is_completed(client));
  }

  TEST_CASE("a course that asks for nothing is not completed by those who never began it") {
    const Client client({.site = kSite});
    REQUIRE(client.store().add_bundle("a", fmt::format(R"({{"format":1,"site":"{}","version":"a","courses":[)"
                                                       R"({{"id":"kas","aliases":[],"complete":{{"lessons":0,"quizzes":"any","pass":0}},"lessons":[]}}]}})", kSite)).has_value());
    join(client, kSiti, "siti");
    CHECK_FALSE(is_completed(client));
    REQUIRE(client.send(telling(finished(1, kSiti, "/buku"), "siti")).status == 200);
    CHECK(is_completed(client));
  }

  TEST_CASE("a learner's token takes back that learner's statements and nobody else's") {
    const Client client({.site = kSite});
    join(client, kSiti, "siti");
    join(client, kBudi, "budi");
    REQUIRE(client.send(telling(finished(1, kSiti, "/buku"), "siti")).status == 200);
    const auto voiding = [](const std::string& learner) {
      return fmt::format(R"({{"actor":{{"objectType":"Agent","account":{{"homePage":"{}","name":"{}"}}}},"verb":{{"id":"http://adlnet.gov/expapi/verbs/voided"}},)"
                         R"("object":{{"objectType":"StatementRef","id":"0192f0c1-0000-7000-8000-000000000001"}}}})", kSite, learner);
    };
    CHECK(client.show(telling(voiding(kBudi), "budi")) == R"(403 {"error":{"where":"Authorization","what":"allows voiding only this learner's own statements"}})");
    CHECK(client.send(telling(voiding(kSiti), "siti")).status == 200);
    CHECK(client.get("/xapi/statements?statementId=0192f0c1-0000-7000-8000-000000000001").substr(0, 4) == "404 ");
  }
}
