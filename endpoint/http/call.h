// One request as the resources see it, and what they share.
#pragma once

#include <boost/json/value.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/http_server/message.h"
#include "endpoint/auth/auth.h"
#include "endpoint/cmi5/session.h"
#include "endpoint/http/rates.h"
#include "endpoint/learning/courses.h"
#include "endpoint/store/store.h"
#include "endpoint/xapi/problem.h"
#include "endpoint/xapi/query.h"
#include "endpoint/xapi/version.h"

namespace http {

using http_server::Request;
using http_server::Response;

struct Options {
  std::string xapi_path = "/xapi";     // where the resources of xAPI lie
  std::string public_prefix = {};      // what clients write before these paths
  std::vector<std::string> origins = {};    // sites that may call from a browser: "https://belajar.desa.example"
  std::string learn_path = "/learn/v1";  // where the learning API lies
  std::string site = {};               // the site's id, an IRI that ends in '/'; without it there is no learning API
  int page_size = 100;                 // statements a page, at most, whatever `limit` says
  std::string cmi5_path = "/cmi5/v1";  // where courses of cmi5 are launched
  std::string url = {};                // how browsers reach the endpoint: "https://progres.desa.example"; without it there is no cmi5
  std::string content_folder = {};     // where packages of cmi5 are unpacked
  std::string content_url = {};        // how browsers reach that folder: "https://isi.desa.example/"
  std::shared_ptr<Rates> rates = nullptr;  // how many requests are answered; without it all are
};

// Borrowed for the time of one call.
struct Call {
  store::Store& store;
  const Options& options;
  Request request;               // with the alternate syntax of 1.0.3 already undone
  xapi::Parameters parameters;   // of the query, decoded
  xapi::Version version = xapi::Version::k2_0_0;
  auth::Caller caller;
  learning::Courses& courses;

  // Of a learner, or of a unit on a learner's behalf: what is not that learner's own is closed.
  bool is_learners() const { return !caller.learner.empty() || !caller.session.empty(); }
  // A key whose scope is "statements/read/mine": it reads what it said itself, which has its authority.
  bool reads_own_words() const { return !is_learners() && !caller.may(auth::kReadStatements); }
  // The first parameter of that name, or nullptr.
  const std::string* parameter(std::string_view name) const;
};

// A resource answers its path, whatever the method; HEAD has become GET.
using Resource = Response (*)(const Call& call);

// Errors are JSON for programs and for people: {"error": {"where": "actor.mbox", "what": "is no mailto IRI"}}.
Response answer_problem(int status, const xapi::Problem& problem);
Response answer_failure(const store::Failure& failure);
// Such an answer, of a store that was busy: asked again soon it may do it.
bool says_busy(const Response& response);
Response answer_json(const boost::json::value& value);
Response answer_empty();                         // 204
Response method_not_allowed(std::string_view allowed);  // "GET, PUT"
// For a caller whose scopes do not allow it.
Response forbidden(std::string_view what);

// Who calls, or why nobody does: 401, 410 for the token of a learner who was erased, 429 when a key asks too often.
tl::expected<auth::Caller, Response> identified(store::Store& store, const Options& options, const Request& request);
// Too many requests; whole seconds to wait.
Response answer_too_many(int seconds);
// For the token, or the id, of a learner who was erased.
Response gone();

// ETags are strong: the SHA-1 of the bytes in quotes, as 1.0.3 says.
std::string etag_of(std::string_view bytes);
// Whether a header's list of tags (If-Match, If-None-Match) has this one, or "*".
bool has_tag(std::string_view list, const std::string& etag);

// The decoded parameters of "a=1&b=2", in their order; nothing when one is wrongly encoded or no UTF-8.
std::optional<xapi::Parameters> decoded_parameters(std::string_view query);

// Refuses a parameter that is not in `known`, and one that stands twice.
std::optional<xapi::Problem> check_parameters(const xapi::Parameters& parameters, std::initializer_list<std::string_view> known);

}  // namespace http
