#include "tests/endpoint/http/client.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/http_server/target.h"
#include "base/text.h"
#include "endpoint/auth/auth.h"

namespace test {

Client::Client(http::Options options) : store_(database_.open()), handler_(http::make_service(*store_, std::move(options))) { add_key("kunci", "all"); }

void Client::add_key(const std::string& key, const std::string& scopes) const {
  const std::string authority = fmt::format(R"({{"objectType":"Agent","account":{{"homePage":"https://kunci.example/","name":"{}"}}}})", key);
  REQUIRE(store_->add_credential({key, auth::hash_of("rahasia"), scopes, authority, "", 1}).has_value());
}

http_server::Response Client::send(const Sent& sent) const {
  http_server::Request request{.method = sent.method, .target = sent.target, .path = {}, .query = {}, .headers = sent.headers, .body = sent.body, .peer = "127.0.0.1"};
  const auto target = http_server::parse_target(sent.target);
  REQUIRE(target.has_value());
  request.path = target->path;
  request.query = target->query;
  const std::vector<http_server::Header> usual{{"Authorization", "Basic a3VuY2k6cmFoYXNpYQ=="}, {"X-Experience-API-Version", "1.0.3"}, {"Content-Type", "application/json"}};
  for (const auto& header : usual) {
    const auto same = [&](const auto& one) { return base::to_lower(one.name) == base::to_lower(header.name); };
    if (std::none_of(sent.headers.begin(), sent.headers.end(), same)) request.headers.push_back(header);
  }
  std::erase_if(request.headers, [](const auto& one) { return one.value.empty(); });
  return handler_(request);
}

std::string Client::show(const Sent& sent) const {
  const auto response = send(sent);
  return fmt::format("{}{}{}", response.status, response.body.empty() ? "" : " ", response.body);
}

std::string header_of(const http_server::Response& response, std::string_view name) {
  for (const auto& header : response.headers) {
    if (base::to_lower(header.name) == base::to_lower(name)) return header.value;
  }
  return "";
}

std::string statement_json(int number, const std::string& more) {
  return fmt::format(R"({{"id":"0192f0c1-0000-7000-8000-{:012}","actor":{{"account":{{"homePage":"https://desa.example/","name":"siti"}}}},)"
                     R"("verb":{{"id":"http://adlnet.gov/expapi/verbs/completed"}},"object":{{"id":"https://desa.example/courses/kas"}}{}}})", number, more);
}

}  // namespace test
