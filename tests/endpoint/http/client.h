// Calls the service as a client would, without a network: a real store below, requests as the server hands them over.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "endpoint/http/service.h"
#include "tests/endpoint/store/named_database.h"

namespace test {

struct Sent {
  std::string method = "GET";
  std::string target;                 // "/xapi/statements?limit=1"
  std::string body = {};
  std::vector<http_server::Header> headers = {};  // replace those that a Client sends by itself; an empty value leaves one out
};

// Has the key "kunci" with the secret "rahasia" and all scopes, asks in 1.0.3, sends JSON.
class Client {
 public:
  explicit Client(http::Options options = {});

  http_server::Response send(const Sent& sent) const;
  // "200 [\"…\"]": status and body.
  std::string show(const Sent& sent) const;
  std::string get(const std::string& target) const { return show({.target = target}); }
  std::string post(const std::string& target, const std::string& body) const { return show({"POST", target, body}); }

  void add_key(const std::string& key, const std::string& scopes) const;
  store::Store& store() const { return *store_; }

 private:
  NamedDatabase database_;
  std::unique_ptr<store::Store> store_;
  http_server::Handler handler_;
};

// The first header of that name, or "".
std::string header_of(const http_server::Response& response, std::string_view name);

// {"actor":…,"verb":…,"object":…} of one learner and lesson, with an id.
std::string statement_json(int number, const std::string& more = "");

}  // namespace test
