// Graded quizzes: the endpoint opens attempts, grades, limits and records them.
#include <doctest/doctest.h>

#include <future>
#include <set>

#include "tests/endpoint/http/learner.h"

namespace {

using namespace test;
using boost::json::object;

const std::string kOldVersion = "9f2c41d07ab3e518", kNewVersion = "0000000000000002";

std::string question(const std::string& id, const std::string& hash, const std::string& right) {
  return fmt::format(R"({{"id":"{}","type":"single","hash":"{}","points":1,"text":"?","right_feedback":"Tepat.","choices":[)"
                     R"({{"id":"a","text":"A","right":{}}},{{"id":"b","text":"B","right":{},"feedback":"Tentang B."}}]}})", id, hash, right == "a", right == "b");
}

struct Rules {
  std::string version = kOldVersion;
  int attempts = 2;
  int draw = 0;
  std::string right = "a", hash = "h1";
  std::string course = R"("id":"kas","aliases":[])";
  std::string lesson = R"("id":"jual","aliases":["jualan"])";
  std::string quiz = R"("id":"soal")";
};

// A course "kas" of one lesson "jual" with a graded quiz "soal" of three questions, two of which must be right.
std::string graded_bundle(const Rules& rules) {
  const std::string questions = question("satu", rules.hash, rules.right) + "," + question("dua", "h2", rules.right) + "," + question("tiga", "h3", rules.right);
  return fmt::format(R"({{"format":1,"site":"{}","version":"{}","courses":[{{{},"complete":{{"lessons":0,"quizzes":"passed","pass":0}},"lessons":[{{{},"graded":true,"quizzes":{{"id":[)"
                     R"({{{},"pass_points":2,"pass_percent":0,"max_points":3,"attempts":{},"draw":{},"questions":[{}]}}]}}}}]}}]}})",
                     kSite, rules.version, rules.course, rules.lesson, rules.quiz, rules.attempts, rules.draw, questions);
}

void add(const Client& client, const Rules& rules) { REQUIRE(client.store().add_bundle(rules.version, graded_bundle(rules)).has_value()); }

constexpr auto kQuiz = R"({"course":"kas","lesson":"jual","quiz":"soal","language":"id"})";
constexpr auto kPast = "/learn/v1/attempts?course=kas&lesson=jual&quiz=soal";

Sent as(const std::string& name, const std::string& method, const std::string& target, const std::string& body = "") { return {method, target, body, bearer(name)}; }
Sent opening(const std::string& name = "siti", const std::string& quiz = kQuiz) { return as(name, "POST", "/learn/v1/attempts", quiz); }
Sent answering(const std::string& attempt, const std::string& answers, const std::string& name = "siti") {
  return as(name, "POST", "/learn/v1/attempts/" + attempt, R"({"answers":)" + answers + "}");
}

object body_of(const http_server::Response& response) {
  INFO(response.body);
  const auto body = xapi::parse_json(response.body);
  REQUIRE(body.has_value());
  return body->as_object();
}

std::string text(const object& json, const char* key) { return std::string(json.at(key).as_string()); }

std::string open(const Client& client, const std::string& name = "siti") {
  const auto response = client.send(opening(name));
  INFO(response.body);
  REQUIRE((response.status == 200 || response.status == 201));
  return text(body_of(response), "id");
}

object take(const Client& client, const std::string& answers, const std::string& name = "siti") {
  const auto response = client.send(answering(open(client, name), answers, name));
  INFO(response.body);
  REQUIRE(response.status == 200);
  return body_of(response);
}

object state(const Client& client, const std::string& name = "siti") { return body_of(client.send(as(name, "GET", "/learn/v1/state"))); }

boost::json::array statements_of_quiz(const Client& client, const std::string& more = "") {
  return body_of(client.send({.target = "/xapi/statements?ascending=true&activity=" + kSite + "courses/kas/jual%23soal&related_activities=true" + more})).at("statements").as_array();
}

// "{verb} {last of its object's IRI}" of each.
std::string told(const Client& client) {
  std::string all;
  for (const auto& one : statements_of_quiz(client)) {
    const std::string verb(one.at("verb").at("id").as_string()), what(one.at("object").at("id").as_string());
    all += verb.substr(verb.rfind('/') + 1) + " " + what.substr(what.rfind('#') + 1) + "\n";
  }
  return all;
}

// A statement of the learner's own making that the quiz is passed.
std::string forged(const std::string& lesson = "jual", const std::string& id = "0192f0c1-0000-7000-8000-0000000000ff") {
  return fmt::format(R"({{"id":"{}","actor":{{"objectType":"Agent","account":{{"homePage":"{}","name":"{}"}}}},)"
                     R"("verb":{{"id":"http://adlnet.gov/expapi/verbs/passed"}},"object":{{"id":"{}courses/kas/{}#soal"}},"result":{{"score":{{"scaled":1}}}},)"
                     R"("authority":{{"objectType":"Agent","account":{{"homePage":"{}","name":"sanggar-endpoint"}}}},"timestamp":"2026-11-22T09:00:00.000Z"}})",
                     id, kSite, kSiti, kSite, lesson, kSite);
}

constexpr auto kAllRight = R"({"satu":"a","dua":"a","tiga":"a"})", kAllWrong = R"({"satu":"b","dua":"b","tiga":"b"})";

}  // namespace

TEST_SUITE("http/learn_attempts") {
  TEST_CASE("an attempt is opened, graded and recorded, and the course is complete by it") {
    const Client client({.site = kSite});
    add(client, {});
    join(client, kSiti, "siti");
    const auto opened = client.send(opening());
    CHECK(opened.status == 201);
    CHECK(header_of(opened, "Cache-Control") == "no-store");
    const auto attempt = body_of(opened);
    CHECK(xapi::to_text(attempt.at("questions")) == R"(["satu","dua","tiga"])");
    CHECK(attempt.at("number") == 1);
    CHECK(text(attempt, "version") == kOldVersion);
    CHECK(attempt.at("limit") == 2);
    CHECK(attempt.at("left") == 1);
    CHECK(opened.body.find("Tentang") == std::string::npos);
    CHECK(client.send(opening()).status == 200);
    CHECK(text(body_of(client.send(opening())), "id") == text(attempt, "id"));
    const auto response = client.send(answering(text(attempt, "id"), R"({"satu":"a","dua":"b","tiga":"a"})"));
    REQUIRE(response.status == 200);
    auto result = body_of(response);
    CHECK(result.at("passed") == true);
    CHECK(xapi::to_text(result.at("score")) == R"({"scaled":0.6666666666666666,"raw":2,"max":3})");
    CHECK(xapi::to_text(result.at("results")) ==
          R"([{"question":"satu","right":true,"points":1,"response":"a","said":[{"about":"","text":"Tepat."}]},)"
          R"({"question":"dua","right":false,"points":1,"response":"b","said":[{"about":"B","text":"Tentang B."}]},)"
          R"({"question":"tiga","right":true,"points":1,"response":"a","said":[{"about":"","text":"Tepat."}]}])");
    CHECK(told(client) == "answered soal/satu\nanswered soal/dua\nanswered soal/tiga\npassed soal\n");
    for (const auto& one : statements_of_quiz(client)) {
      CHECK(one.at("authority").at("account").at("name").as_string() == "sanggar-endpoint");
      CHECK(one.at("context").at("extensions").at(kSite + "extensions/attempt") == 1);
    }
    const auto now = state(client);
    CHECK(now.at("quizzes").at("kas/jual#soal").at("attempts") == 1);
    CHECK(now.at("courses").as_object().contains("kas"));
  }

  TEST_CASE("what is sent again gives the same, is said once, and the first answers stand") {
    const Client client({.site = kSite});
    add(client, {});
    join(client, kSiti, "siti");
    const auto id = open(client);
    const auto first = client.send(answering(id, kAllWrong));
    REQUIRE(first.status == 200);
    const auto again = client.send(answering(id, kAllRight));
    CHECK(again.status == 200);
    CHECK(again.body == first.body);
    CHECK(told(client) == "answered soal/satu\nanswered soal/dua\nanswered soal/tiga\nfailed soal\n");
  }

  TEST_CASE("attempts are limited, and the right answers are told when none is left") {
    const Client client({.site = kSite});
    add(client, {});
    join(client, kSiti, "siti");
    auto first = take(client, kAllWrong);
    CHECK(first.at("left") == 1);
    CHECK_FALSE(first.at("results").at(0).as_object().contains("answer"));
    const auto second = take(client, kAllWrong);
    CHECK(second.at("number") == 2);
    CHECK(second.at("left") == 0);
    CHECK(xapi::to_text(second.at("results").at(0).at("answer")) == R"(["A"])");
    CHECK(client.show(opening()) == R"(409 {"error":{"where":"attempts","what":"are used up: 2 of 2"}})");
    const auto past = body_of(client.send(as("siti", "GET", kPast)));
    CHECK(past.at("attempts").as_array().size() == 2);
    CHECK(past.at("last").at("number") == 2);
    CHECK(past.at("left") == 0);
    add(client, {.version = kNewVersion, .attempts = 3});  // the author is generous
    CHECK(client.send(opening()).status == 201);
  }

  TEST_CASE("without a limit one may try on, and the last attempts are remembered") {
    const Client client({.site = kSite});
    add(client, {.attempts = 0});
    join(client, kSiti, "siti");
    for (int i = 1; i <= 53; ++i) CHECK(take(client, "{}").at("number") == i);
    const auto past = body_of(client.send(as("siti", "GET", kPast)));
    CHECK(past.at("attempts").as_array().size() == 50);
    CHECK(past.at("limit").is_null());
    CHECK(past.at("left").is_null());
    CHECK_FALSE(past.at("last").at("results").at(0).as_object().contains("answer"));
  }

  TEST_CASE("what is left out is wrong and gets no statement; what was not asked is refused") {
    const Client client({.site = kSite});
    add(client, {});
    join(client, kSiti, "siti");
    const auto id = open(client);
    CHECK(client.show(answering(id, R"({"empat":"a"})")) == R"(400 {"error":{"where":"answers.empat","what":"is no question of this attempt"}})");
    CHECK(client.show(answering(id, R"({"satu":1})")) == R"(400 {"error":{"where":"answers.satu","what":"is no text"}})");
    CHECK(client.show(answering(id, fmt::format(R"({{"satu":"{}"}})", std::string(4001, 'a')))) == R"(400 {"error":{"where":"answers.satu","what":"is longer than 4000 bytes"}})");
    CHECK(client.show(answering(id, "7")) == R"(400 {"error":{"where":"answers","what":"is needed, and is an object"}})");
    CHECK(client.show(answering("x", "{}")) == R"(404 {"error":{"where":"attempt","what":"is no UUID"}})");
    CHECK(client.show(answering("0192f0c1-0000-7000-8000-000000000001", "{}")) == R"(404 {"error":{"where":"attempt","what":"is none of this learner's"}})");
    CHECK(told(client).empty());
    REQUIRE(client.send(answering(id, R"({"satu":"a"})")).status == 200);
    CHECK(told(client) == "answered soal/satu\nfailed soal\n");
  }

  TEST_CASE("drawn questions are those of the quiz, in its order, and not always the same") {
    const Client client({.site = kSite});
    add(client, {.attempts = 0, .draw = 2});
    join(client, kSiti, "siti");
    std::set<std::string> draws;
    for (int i = 0; i < 60; ++i) {
      const auto attempt = body_of(client.send(opening()));
      draws.insert(xapi::to_text(attempt.at("questions")));
      REQUIRE(client.send(answering(text(attempt, "id"), "{}")).status == 200);
    }
    CHECK(draws == std::set<std::string>{R"(["satu","dua"])", R"(["satu","tiga"])", R"(["dua","tiga"])"});
  }

  TEST_CASE("devices that open at once get the same attempt") {
    const Client client({.site = kSite});
    add(client, {.draw = 1});
    join(client, kSiti, "siti");
    std::vector<std::future<std::string>> devices;
    for (int i = 0; i < 8; ++i) devices.push_back(std::async(std::launch::async, [&] { return client.send(opening()).body; }));
    std::set<std::string> answers;
    for (auto& device : devices) answers.insert(device.get());
    CHECK(answers.size() == 1);
    const auto id = open(client);
    std::vector<std::future<std::string>> sends;
    for (int i = 0; i < 8; ++i) sends.push_back(std::async(std::launch::async, [&, i] { return client.show(answering(id, i % 2 == 0 ? "{}" : "{}")); }));
    std::set<std::string> results;
    for (auto& one : sends) results.insert(one.get());
    CHECK(results.size() == 1);
    CHECK(told(client) == "failed soal\n");
  }

  TEST_CASE("an attempt is graded by the version with which it was opened") {
    const Client client({.site = kSite});
    add(client, {});
    join(client, kSiti, "siti");
    const auto id = open(client);
    add(client, {.version = kNewVersion, .right = "b"});  // without a change of hashes: the same questions
    const auto result = body_of(client.send(answering(id, kAllRight)));
    CHECK(result.at("passed") == true);
    CHECK(text(result, "version") == kOldVersion);
    CHECK(take(client, kAllRight).at("passed") == false);
  }

  TEST_CASE("a changed question is asked anew under the same number; whichever is answered first counts") {
    const Client client({.site = kSite});
    add(client, {});
    join(client, kSiti, "siti");
    const auto before = open(client);
    add(client, {.version = kNewVersion, .right = "b", .hash = "h9"});
    const auto reopened = client.send(opening());
    CHECK(reopened.status == 200);
    const auto now = body_of(reopened);
    CHECK(text(now, "id") != before);
    CHECK(text(now, "version") == kNewVersion);
    CHECK(now.at("number") == 1);
    CHECK(open(client) == text(now, "id"));
    SUBCASE("the old one, from a phone that was offline") {
      CHECK(body_of(client.send(answering(before, kAllRight))).at("passed") == true);
      CHECK(client.show(answering(text(now, "id"), kAllRight)) ==
            R"(409 {"error":{"where":"attempt","what":"was opened anew, since its questions had changed, and answered there"}})");
      CHECK(body_of(client.send(opening())).at("number") == 2);
    }
    SUBCASE("the new one") {
      CHECK(body_of(client.send(answering(text(now, "id"), kAllRight))).at("passed") == false);
      CHECK(client.send(answering(before, kAllRight)).status == 409);
      CHECK(body_of(client.send(as("siti", "GET", kPast))).at("attempts").as_array().size() == 1);
      CHECK(body_of(client.send(opening())).at("number") == 2);
    }
  }

  TEST_CASE("a course and a lesson that were renamed keep their attempts") {
    const Client client({.site = kSite});
    add(client, {});
    join(client, kSiti, "siti");
    const auto id = open(client);
    add(client, {.version = kNewVersion, .course = R"("id":"buku-kas","aliases":["kas"])", .lesson = R"("id":"menjual","aliases":["jual","jualan"])"});
    CHECK(text(body_of(client.send(opening("siti", R"({"course":"buku-kas","lesson":"menjual","quiz":"soal"})"))), "id") == id);
    CHECK(open(client) == id);
    CHECK(client.send(answering(id, kAllRight)).status == 200);
    const auto past = body_of(client.send(as("siti", "GET", "/learn/v1/attempts?course=buku-kas&lesson=menjual&quiz=soal")));
    CHECK(past.at("last").at("passed") == true);
    CHECK(state(client).at("courses").as_object().contains("buku-kas"));
  }

  TEST_CASE("a quiz that was renamed keeps its attempts, and stays graded under its former id") {
    const Client client({.site = kSite});
    add(client, {});
    join(client, kSiti, "siti");
    const auto id = open(client);
    add(client, {.version = kNewVersion, .quiz = R"("id":"periksa","aliases":["soal"])"});
    CHECK(text(body_of(client.send(opening("siti", R"({"course":"kas","lesson":"jual","quiz":"periksa"})"))), "id") == id);
    CHECK(open(client) == id);
    REQUIRE(client.send(telling(forged(), "siti")).status == 200);
    CHECK_FALSE(state(client).at("courses").as_object().contains("kas"));
    CHECK(client.send(answering(id, kAllRight)).status == 200);
    CHECK(state(client).at("courses").as_object().contains("kas"));
  }

  TEST_CASE("a question that was renamed is drawn no second time, and answered under the id it had") {
    const Client client({.site = kSite});
    add(client, {.draw = 2});
    join(client, kSiti, "siti");
    const auto opened = body_of(client.send(opening()));
    auto renamed = graded_bundle({.version = kNewVersion, .draw = 2});
    for (const std::string id : {"satu", "dua", "tiga"}) {
      const std::string present = "\"id\":\"" + id + "\"";
      renamed.replace(renamed.find(present), present.size(), "\"id\":\"nomor-" + id + "\",\"aliases\":[\"" + id + "\"]");
    }
    REQUIRE(client.store().add_bundle(kNewVersion, renamed).has_value());
    const auto again = body_of(client.send(opening()));
    CHECK(again.at("id") == opened.at("id"));
    CHECK(again.at("questions") == opened.at("questions"));
    const auto& asked = opened.at("questions").as_array();
    const auto answers = fmt::format(R"({{"{}":"a","{}":"a"}})", std::string_view(asked.at(0).as_string()), std::string_view(asked.at(1).as_string()));
    CHECK(body_of(client.send(answering(text(opened, "id"), answers))).at("passed") == true);
  }

  TEST_CASE("a learner's own statements neither pass a graded quiz nor complete its course") {
    const Client client({.site = kSite});
    add(client, {});
    join(client, kSiti, "siti");
    CHECK(client.send(telling(forged(), "siti")).status == 200);
    CHECK(client.send(telling(forged("jualan", "0192f0c1-0000-7000-8000-0000000000fe"), "siti")).status == 200);
    CHECK(state(client).at("quizzes").as_object().empty());
    CHECK(state(client).at("courses").as_object().empty());
    CHECK(client.send(opening()).status == 201);
    CHECK(client.show(telling(forged("", "x"), "siti")).substr(0, 4) == "400 ");
  }

  TEST_CASE("that a course is completed counts only as the endpoint's own word") {
    const Client client({.site = kSite});
    add(client, {});
    join(client, kSiti, "siti");
    // A key of the administrator's may write it, yet it is not what the endpoint found out.
    CHECK(client.send({"POST", "/xapi/statements", finished(1, kSiti, "")}).status == 200);
    CHECK(state(client).at("courses").as_object().empty());
  }

  TEST_CASE("a learner cannot take back what the endpoint said") {
    const Client client({.site = kSite});
    add(client, {});
    join(client, kSiti, "siti");
    take(client, kAllWrong);
    const std::string failed(statements_of_quiz(client).back().at("id").as_string());
    const auto voiding = fmt::format(R"({{"actor":{{"objectType":"Agent","account":{{"homePage":"{}","name":"{}"}}}},"verb":{{"id":"http://adlnet.gov/expapi/verbs/voided"}},)"
                                     R"("object":{{"objectType":"StatementRef","id":"{}"}}}})", kSite, kSiti, failed);
    CHECK(client.show(telling(voiding, "siti")) == R"(403 {"error":{"where":"Authorization","what":"allows voiding only this learner's own statements"}})");
  }

  TEST_CASE("attempts are the learner's: nobody else's, exported and erased with the rest, and out of xAPI's reach") {
    const Client client({.site = kSite});
    add(client, {});
    join(client, kSiti, "siti");
    join(client, kBudi, "budi");
    const auto id = open(client);
    CHECK(open(client, "budi") != id);
    CHECK(client.send(answering(id, kAllRight, "budi")).status == 404);
    CHECK(client.send({"POST", "/learn/v1/attempts", kQuiz}).status == 403);
    CHECK(client.send({"POST", "/learn/v1/attempts", kQuiz, {{"Authorization", ""}}}).status == 401);
    CHECK(client.send(answering(id, kAllRight)).status == 200);
    const auto exported = body_of(client.send(as("siti", "GET", "/learn/v1/export"))).at("documents").as_array();
    REQUIRE(exported.size() == 1);
    CHECK(text(exported.front().as_object(), "kind") == "attempts");
    CHECK(text(exported.front().as_object(), "content").find(id) != std::string::npos);
    const auto agent = fmt::format("%7B%22account%22:%7B%22homePage%22:%22{}%22,%22name%22:%22{}%22%7D%7D", kSite, kSiti);
    for (const auto& resource : {"activities/state?activityId=" + kSite + "courses/kas/jual%23soal&agent=" + agent, "agents/profile?agent=" + agent}) {
      CHECK(client.get("/xapi/" + resource) == "200 []");
    }
    const auto erased = body_of(client.send(as("siti", "DELETE", "/learn/v1/learner")));
    CHECK(erased.at("erased").at("documents") == 1);
    CHECK(client.send(opening()).status == 410);
    CHECK(client.send(answering(id, kAllRight)).status == 410);
    CHECK(client.send(as("siti", "GET", kPast)).status == 410);
  }

  TEST_CASE("what cannot be opened says why") {
    const Client client({.site = kSite});
    join(client, kSiti, "siti");
    const std::string none = R"(404 {"error":{"where":"quiz","what":"is none that is graded here"}})";
    CHECK(client.show(opening()) == none);
    add(client, {});
    CHECK(client.show(opening("siti", R"({"course":"kas","lesson":"jual","quiz":"lain"})")) == none);
    CHECK(client.show(opening("siti", R"({"course":"kas","lesson":"jual"})")) == R"(400 {"error":{"where":"quiz","what":"is needed, and is a text"}})");
    CHECK(client.show(opening("siti", "[]")) == R"(400 {"error":{"where":"body","what":"is no JSON object"}})");
    CHECK(client.show(as("siti", "GET", "/learn/v1/attempts?course=kas&lesson=jual")) == none);
    CHECK(client.show(as("siti", "GET", "/learn/v1/attempts?kursus=kas")) == R"(400 {"error":{"where":"kursus","what":"is no parameter here; course, lesson, quiz are"}})");
    CHECK(client.send(as("siti", "PUT", "/learn/v1/attempts")).status == 405);
    CHECK(client.send(as("siti", "POST", "/learn/v1/attempts/a/b")).status == 404);
    CHECK(client.send(as("siti", "POST", "/learn/v1/attempts/")).status == 404);
  }
}
