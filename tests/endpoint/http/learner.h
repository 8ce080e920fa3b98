// A device that learns: joins, sends what was done, asks where it stands.
#pragma once

#include <fmt/format.h>

#include <string>
#include <vector>

#include "endpoint/xapi/json.h"
#include "tests/endpoint/http/client.h"

namespace test {

inline const std::string kSite = "https://belajar.tirtasari.example/";
inline const std::string kSiti = "5b1f0c2e-7a64-4d0b-9c55-3f6a1d2e8b70";
inline const std::string kBudi = "c7a1de9b-30f2-4b1c-8a7d-95e2f4c6b801";

// 43 characters that begin with the name.
inline std::string token(const std::string& name) { return name + std::string(43 - name.size(), '-'); }

inline std::vector<http_server::Header> bearer(const std::string& name) { return {{"Authorization", "Bearer " + token(name)}}; }

inline std::string joining(const std::string& learner, const std::string& name) {
  return fmt::format(R"({{"learner":"{}","token":"{}"}})", learner, token(name));
}

// The nine words of {"code":[…]}, with spaces between them.
inline std::string code_of(const http_server::Response& response) {
  std::string code;
  const auto body = xapi::parse_json(response.body);
  REQUIRE(body.has_value());
  for (const auto& word : body->at("code").as_array()) code += (code.empty() ? "" : " ") + std::string(word.as_string());
  return code;
}

inline std::string join(const Client& client, const std::string& learner, const std::string& name) {
  const auto response = client.send({"POST", "/learn/v1/learners", joining(learner, name)});
  REQUIRE(response.status == 201);
  return code_of(response);
}

inline Sent recovering(const std::string& code, const std::string& name, const std::string& address = "192.0.2.1") {
  return {"POST", "/learn/v1/sessions", fmt::format(R"({{"code":"{}","token":"{}"}})", code, token(name)), {{"X-Forwarded-For", address}}};
}

// "lesson" under courses/kas/, finished by somebody.
inline std::string finished(int number, const std::string& learner, const std::string& lesson) {
  return fmt::format(R"({{"id":"0192f0c1-0000-7000-8000-{:012}","actor":{{"objectType":"Agent","account":{{"homePage":"{}","name":"{}"}}}},)"
                     R"("verb":{{"id":"http://adlnet.gov/expapi/verbs/completed"}},"object":{{"id":"{}courses/kas{}"}},"timestamp":"2026-11-22T09:00:00.000Z"}})",
                     number, kSite, learner, kSite, lesson);
}

inline Sent telling(const std::string& statement, const std::string& name) { return {"POST", "/xapi/statements", statement, bearer(name)}; }

}  // namespace test
