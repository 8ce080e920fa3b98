// A unit of a cmi5 course at work: launched, it fetches its token and says what its learner did.
#pragma once

#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <map>
#include <string>
#include <vector>

#include "base/http_server/target.h"
#include "endpoint/xapi/formats.h"
#include "tests/endpoint/cmi5/course_text.h"
#include "tests/endpoint/http/learner.h"

namespace test {

inline const std::string kUrl = "https://progres.example";

// "pengurus" may administer, with the secret of all keys.
inline http_server::Header as_administrator() { return {"Authorization", "Basic cGVuZ3VydXM6cmFoYXNpYQ=="}; }

inline http::Options cmi5_options() {
  http::Options options{.site = kSite};
  options.url = kUrl;
  return options;
}

inline std::string for_administrator(const Client& client, const std::string& method, const std::string& path, const std::string& body = "",
                                     const std::string& type = "application/json") {
  return client.show({method, "/cmi5/v1" + path, body, {as_administrator(), {"Content-Type", type}}});
}

// The course's id.
inline std::string add_course(const Client& client, const std::string& members) {
  const auto response = client.send({"POST", "/cmi5/v1/courses", test::course(members), {as_administrator(), {"Content-Type", "text/xml"}}});
  REQUIRE_MESSAGE((response.status == 201 || response.status == 200), response.body);
  return std::string(xapi::parse_json(response.body)->at("id").as_string());
}

class Unit {
 public:
  // `more` begins with a comma: launchMode, registration.
  Unit(const Client& client, const std::string& course, const std::string& unit = "0", const std::string& more = "") : client_(client) {
    const std::string body = fmt::format(R"({{"course":"{}","au":{},"actor":{{"account":{{"homePage":"https://desa.example/","name":"siti"}}}}{}}})", course, unit, more);
    const auto response = client.send({"POST", "/cmi5/v1/launch", body, {as_administrator()}});
    REQUIRE_MESSAGE(response.status == 200, response.body);
    const auto launched = xapi::parse_json(response.body)->as_object();
    url = std::string(launched.at("url").as_string());
    registration = std::string(launched.at("registration").as_string());
    session = std::string(launched.at("session").as_string());
    read_parameters();
  }

  // {"auth-token":…} or the error.
  std::string fetch() const { return client_.show({"POST", parameters.at("fetch").substr(kUrl.size()), "", {{"Authorization", ""}}}); }

  // Fetches the token and asks for what a unit asks for first.
  void start() {
    const std::string answer = fetch();
    REQUIRE(answer.substr(0, 4) == "200 ");
    authorization_ = "Basic " + std::string(xapi::parse_json(answer.substr(4))->at("auth-token").as_string());
    data = xapi::parse_json(client_.send({.target = state("LMS.LaunchData"), .headers = headers()}).body)->as_object();
    REQUIRE(client_.send({.target = preferences(), .headers = headers()}).status == 404);
  }

  std::vector<http_server::Header> headers() const { return {{"Authorization", authorization_}}; }
  std::string state(const std::string& id) const {
    return fmt::format("/xapi/activities/state?stateId={}&activityId={}&registration={}&agent={}", id, encoded("activityId"), registration, encoded("actor"));
  }
  std::string preferences() const { return "/xapi/agents/profile?profileId=cmi5LearnerPreferences&agent=" + encoded("actor"); }
  std::string encoded(const std::string& name) const { return http_server::percent_encoded_query(parameters.at(name)); }

  // A statement by all rules, "completed" or another of cmi5's verbs; `change` may spoil it.
  boost::json::object statement(const std::string& verb) const {
    boost::json::object context = data.at("contextTemplate").as_object();
    boost::json::array category{{{"id", "https://w3id.org/xapi/cmi5/context/categories/cmi5"}}};
    boost::json::object result;
    if (verb != "initialized") result["duration"] = "PT3S";
    if (verb == "passed" || verb == "failed") result["success"] = verb == "passed";
    if (verb == "completed") result["completion"] = true;
    if (result.size() > 1) category.push_back(boost::json::object{{"id", "https://w3id.org/xapi/cmi5/context/categories/moveon"}});
    context["contextActivities"].as_object()["category"] = std::move(category);
    context["registration"] = registration;
    boost::json::object made{{"id", xapi::random_uuid()},
                             {"actor", xapi::parse_json(parameters.at("actor")).value()},
                             {"verb", {{"id", "http://adlnet.gov/expapi/verbs/" + verb}}},
                             {"object", {{"id", parameters.at("activityId")}}},
                             {"context", std::move(context)},
                             {"timestamp", fmt::format("2026-11-22T09:00:{:02}.000Z", second_++)}};
    if (!result.empty()) made["result"] = std::move(result);
    return made;
  }
  // One that cmi5 only allows.
  boost::json::object allowed() const {
    auto made = statement("initialized");
    made["verb"] = {{"id", "http://adlnet.gov/expapi/verbs/experienced"}};
    made["context"].as_object()["contextActivities"].as_object().erase("category");
    return made;
  }

  std::string send(const boost::json::value& statement) const { return client_.show({"POST", "/xapi/statements", xapi::to_text(statement), headers()}); }
  // "200", or the place and cause of a refusal.
  std::string say(const boost::json::value& statement) const {
    const auto answer = client_.send({"POST", "/xapi/statements", xapi::to_text(statement), headers()});
    if (answer.status == 200) return "200";
    const auto error = xapi::parse_json(answer.body)->at("error").as_object();
    return fmt::format("{} {} {}", answer.status, std::string(error.at("where").as_string()), std::string(error.at("what").as_string()));
  }
  std::string say(const char* verb) const { return say(std::string(verb)); }
  std::string say(const std::string& verb) const { return say(boost::json::value(statement(verb))); }

  std::string url, registration, session;
  std::map<std::string, std::string> parameters;
  boost::json::object data;  // LMS.LaunchData

 private:
  void read_parameters() {
    const std::string whole = url.substr(url.find('?') + 1);
    const std::string query = whole.substr(0, whole.find('#'));
    for (const auto* name : {"endpoint", "fetch", "actor", "registration", "activityId"}) parameters[name] = http_server::query_value(query, name).value_or("");
  }

  const Client& client_;
  std::string authorization_;
  mutable int second_ = 0;
};

// The verbs said in a registration, the earliest first: "launched initialized".
inline std::string verbs_said(const Client& client, const std::string& registration) {
  std::string verbs;
  const auto body = xapi::parse_json(client.send({.target = "/xapi/statements?ascending=true&registration=" + registration}).body);
  for (const auto& statement : body->at("statements").as_array()) {
    const std::string id(statement.at("verb").at("id").as_string());
    verbs += (verbs.empty() ? "" : " ") + id.substr(id.rfind('/') + 1);
  }
  return verbs;
}

}  // namespace test
