#include "endpoint/http/call.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "base/http_server/target.h"
#include "base/text.h"
#include "endpoint/xapi/digest.h"
#include "endpoint/xapi/json.h"

namespace http {
namespace {

constexpr std::string_view kJson = "application/json";

constexpr std::string_view kBusyRetry = "2";  // seconds

Response json_response(int status, const boost::json::value& value) {
  return {.status = status, .headers = {{"Content-Type", std::string(kJson)}}, .body = xapi::to_text(value)};
}

}  // namespace

const std::string* Call::parameter(std::string_view name) const {
  const auto found = std::find_if(parameters.begin(), parameters.end(), [&](const auto& one) { return one.first == name; });
  return found == parameters.end() ? nullptr : &found->second;
}

Response answer_problem(int status, const xapi::Problem& problem) {
  return json_response(status, {{"error", {{"where", problem.where}, {"what", problem.what}}}});
}

Response answer_failure(const store::Failure& failure) {
  if (failure.trouble == store::Trouble::erased) return gone();
  Response response;
  if (failure.trouble == store::Trouble::busy) {
    response = answer_problem(503, {"the store", "is busy; try again soon"});
    response.headers.push_back({"Retry-After", std::string(kBusyRetry)});
  } else if (failure.trouble == store::Trouble::full) {
    response = answer_problem(503, {"the store", "has no room left; the administrator must make some"});
    response.headers.push_back({"Retry-After", "300"});
  } else {
    response = answer_problem(500, {"the store", "failed; the administrator finds the cause in the log"});
  }
  response.note = failure.message;
  return response;
}

bool says_busy(const Response& response) {
  const auto is_retry = [](const auto& header) { return header.name == "Retry-After" && header.value == kBusyRetry; };
  return response.status == 503 && std::any_of(response.headers.begin(), response.headers.end(), is_retry);
}

Response answer_json(const boost::json::value& value) { return json_response(200, value); }

Response answer_empty() { return {.status = 204}; }

Response method_not_allowed(std::string_view allowed) {
  auto response = answer_problem(405, {"method", fmt::format("is not one of {}", allowed)});
  response.headers.push_back({"Allow", std::string(allowed)});
  return response;
}

Response forbidden(std::string_view what) { return answer_problem(403, {"Authorization", std::string(what)}); }

Response answer_too_many(int seconds) {
  auto response = answer_problem(429, {"requests", "are too many; go on after the seconds of Retry-After"});
  response.headers.push_back({"Retry-After", fmt::format("{}", seconds)});
  return response;
}

Response gone() { return answer_problem(410, {"learner", "has been erased; nothing of them is kept here"}); }

tl::expected<auth::Caller, Response> identified(store::Store& store, const Options& options, const Request& request) {
  const auto authorization = request.header("Authorization");
  auto caller = auth::identify(store, authorization);
  if (caller && !*caller && !options.url.empty()) caller = cmi5::identify(store, authorization);
  if (!caller) return tl::unexpected<Response>(answer_failure(caller.error()));
  if (*caller) {
    const int wait = options.rates ? options.rates->take_for_key((*caller)->key) : 0;
    if (wait > 0) return tl::unexpected<Response>(answer_too_many(wait));
    return std::move(**caller);
  }
  const auto token = auth::token_hash_of(authorization);
  const auto erased = token.empty() ? store::Result<bool>(false) : store.was_erased(token);
  if (!erased) return tl::unexpected<Response>(answer_failure(erased.error()));
  if (*erased) return tl::unexpected<Response>(gone());
  auto response = answer_problem(401, {"Authorization", "is not that of a key or a learner who is known here"});
  response.headers.push_back({"WWW-Authenticate", "Basic realm=\"xAPI\", Bearer"});
  return tl::unexpected<Response>(std::move(response));
}

std::string etag_of(std::string_view bytes) { return fmt::format("\"{}\"", xapi::sha1_of(bytes)); }

bool has_tag(std::string_view list, const std::string& etag) {
  for (auto tag : base::split(list, ',')) {
    tag = base::trim(tag);
    if (tag.starts_with("W/")) tag.remove_prefix(2);
    // Without quotes, too: the specification's own examples forget them.
    if (tag == "*" || tag == etag || (tag.size() + 2 == etag.size() && etag.find(tag) == 1)) return true;
  }
  return false;
}

std::optional<xapi::Parameters> decoded_parameters(std::string_view query) {
  xapi::Parameters parameters;
  for (const auto pair : base::split(query, '&')) {
    if (pair.empty()) continue;
    const auto equals = pair.find('=');
    std::array<std::string, 2> sides{std::string(pair.substr(0, equals)),
                                     std::string(equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1))};
    for (auto& side : sides) {
      std::replace(side.begin(), side.end(), '+', ' ');
      auto decoded = http_server::percent_decoded(side);
      if (!decoded || base::find_invalid_utf8(*decoded) != std::string::npos) return std::nullopt;
      side = std::move(*decoded);
    }
    parameters.emplace_back(std::move(sides[0]), std::move(sides[1]));
  }
  return parameters;
}

std::optional<xapi::Problem> check_parameters(const xapi::Parameters& parameters, std::initializer_list<std::string_view> known) {
  for (auto one = parameters.begin(); one != parameters.end(); ++one) {
    if (std::find(known.begin(), known.end(), one->first) == known.end()) {
      return xapi::Problem{one->first, fmt::format("is no parameter here; {} are", fmt::join(known, ", "))};
    }
    if (std::any_of(parameters.begin(), one, [&](const auto& other) { return other.first == one->first; })) return xapi::Problem{one->first, "stands twice"};
  }
  return std::nullopt;
}

}  // namespace http
