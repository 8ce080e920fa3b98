// How a device gets and loses access to a learner's progress: a token of its own, made there, and a recovery code for other devices.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>

#include "base/clock.h"
#include "base/text.h"
#include "endpoint/classes/sheet.h"
#include "endpoint/http/client_address.h"
#include "endpoint/http/learn_call.h"
#include "endpoint/http/learn_classes.h"
#include "endpoint/learning/codes.h"
#include "endpoint/learning/records.h"
#include "endpoint/xapi/agent.h"
#include "endpoint/xapi/characters.h"
#include "endpoint/xapi/formats.h"
#include "endpoint/xapi/json.h"

namespace http {
namespace {

constexpr const char* kScopes = "statements/write statements/read/mine state";

// 256 bits in base64url: what a device makes up.
xapi::Checked<std::string> token_of_body(const LearnCall& call) {
  auto token = text_of_body(call, "token");
  if (!token) return token;
  const bool is_right = token->size() == 43 && std::all_of(token->begin(), token->end(), [](char c) {
    return xapi::is_digit(c) || xapi::is_letter(c) || c == '-' || c == '_';
  });
  if (!is_right) return xapi::refuse("token", "is not 43 characters of base64url");
  return token;
}

xapi::Checked<std::string> learner_of_body(const LearnCall& call) {
  auto learner = text_of_body(call, "learner");
  if (!learner) return learner;
  if (!xapi::is_uuid(*learner)) return xapi::refuse("learner", "is no UUID");
  return xapi::lower_uuid(*learner);
}

store::Credential session_of(const LearnCall& call, const std::string& learner, const std::string& hash) {
  return {hash, hash, kScopes, xapi::to_text(learning::agent_of(call.options.site, learner)), learner, base::microseconds_now()};
}

// With the QR code, if the page names its own address for it.
Response answer_code(const LearnCall& call, int status, const learning::Code& code) {
  const auto words = learning::words_of(code);
  boost::json::object json{{"code", boost::json::array(words.begin(), words.end())}};
  const auto page = page_address(optional_text(call, "page"));
  if (!page.empty()) json["qr"] = classes::recovery_qr({"", page, optional_text(call, "language")}, code);
  auto response = answer_json(std::move(json));
  response.status = status;
  response.headers.push_back({"Cache-Control", "no-store"});
  return response;
}

Response answer_busy() { return answer_failure({store::Trouble::busy, "too many at once"}); }

Response taken(std::string_view where) { return answer_problem(409, {std::string(where), "is known here already, with another token"}); }

// What the one who joins says of it, where a course asks for an age: nothing is kept of it elsewhere.
tl::expected<store::Consent, Response> consent_of_body(const LearnCall& call) {
  const auto bundle = call.courses.newest(call.store, call.options.site);
  if (!bundle) return tl::unexpected<Response>(answer_failure(bundle.error()));
  const int age = *bundle ? (*bundle)->minimum_age() : 0;
  if (age == 0) return store::Consent();
  auto by = optional_text(call, "consent");
  if (by == "self" || by == "guardian") return store::Consent{std::move(by), (*bundle)->version, base::microseconds_now()};
  const auto what = fmt::format("is needed: \"self\" from {} years on, \"guardian\" when a parent or guardian agrees (there is a course for that age)", age);
  auto response = answer_json({{"error", {{"where", "consent"}, {"what", what}, {"age", age}}}});
  response.status = 403;
  return tl::unexpected<Response>(std::move(response));
}

// One try: nothing when the locator was taken, or somebody joined meanwhile.
store::Result<std::optional<Response>> try_to_join(const LearnCall& call, const std::string& id, const std::string& token_hash) {
  const auto known = call.store.learner(id);
  if (!known) return tl::unexpected<store::Failure>(known.error());
  const auto session = call.store.credential(token_hash);
  if (!session) return tl::unexpected<store::Failure>(session.error());
  if (*known && (!*session || (*session)->learner != id)) return taken("learner");
  if (!*known && *session) return answer_problem(409, {"token", "is that of another learner"});
  auto consent = *known ? store::Consent() : consent_of_body(call);
  if (!consent) return std::move(consent.error());
  const auto code = learning::make_code(auth::random_number);
  const auto hash = call.hasher.hash_of(code.secret);
  if (hash.empty()) return answer_busy();
  const store::Learner learner{id, xapi::key_of(learning::agent_of(call.options.site, id)), code.locator, hash, false, base::microseconds_now(), *consent};
  const auto done = *known ? call.store.change_code(id, code.locator, hash) : call.store.add_learner(learner, session_of(call, id, token_hash));
  if (!done) return tl::unexpected<store::Failure>(done.error());
  if (!*done) return std::nullopt;
  return answer_code(call, *known ? 200 : 201, code);
}

Response too_many(int seconds) {
  auto response = answer_problem(429, {"code", fmt::format("was wrong too often; try again in {} minutes", (seconds + 59) / 60)});
  response.headers.push_back({"Retry-After", fmt::format("{}", seconds)});
  return response;
}

// Nothing: it may go on.
std::optional<Response> count_try(const LearnCall& call, const std::string& locator) {
  const auto moment = base::microseconds_now();
  if (const int wait = call.tries_of_locator.take(locator, moment); wait > 0) return too_many(wait);
  if (const int wait = call.tries_of_address.take(client_address(call.request), moment); wait > 0) {
    call.tries_of_locator.give_back(locator);
    return too_many(wait);
  }
  return std::nullopt;
}

// Whose code it is. The same work, whether it is the locator that is wrong or the secret.
store::Result<std::optional<store::Learner>> learner_with(const LearnCall& call, const learning::Code& code) {
  auto learner = call.store.learner_by_locator(code.locator);
  if (!learner) return learner;
  if (!call.hasher.is_secret_of(code.secret, *learner ? (*learner)->secret_hash : "")) return std::nullopt;
  return learner;
}

Response open_session(const LearnCall& call, const std::string& learner, const std::string& token_hash) {
  const auto session = call.store.credential(token_hash);
  if (!session) return answer_failure(session.error());
  if (*session && (*session)->learner != learner) return answer_problem(409, {"token", "is that of another learner"});
  if (!*session) {
    if (const auto added = call.store.add_credential(session_of(call, learner, token_hash)); !added) return answer_failure(added.error());
  }
  return answer_json({{"learner", learner}});
}

Response wrong_code() {
  auto response = answer_problem(401, {"code", "is not known here; look at each word again"});
  response.headers.push_back({"WWW-Authenticate", "Bearer"});
  return response;
}

}  // namespace

Response join(const LearnCall& call) {
  const auto id = learner_of_body(call);
  if (!id) return answer_problem(400, id.error());
  const auto token = token_of_body(call);
  if (!token) return answer_problem(400, token.error());
  constexpr int kTries = 5;
  for (int tries = 0; tries < kTries; ++tries) {
    auto joined = try_to_join(call, *id, auth::hash_of(*token));
    if (!joined) return answer_failure(joined.error());
    if (*joined) return std::move(**joined);
  }
  return answer_busy();
}

Response recover(const LearnCall& call) {
  const auto text = text_of_body(call, "code");
  if (!text) return answer_problem(400, text.error());
  const auto token = token_of_body(call);
  if (!token) return answer_problem(400, token.error());
  const auto code = learning::read_code(*text);
  if (!code) return answer_problem(400, code.error());
  if (auto refused = count_try(call, code->locator)) return std::move(*refused);
  const auto learner = learner_with(call, *code);
  if (!learner) return answer_failure(learner.error());
  if (!*learner) return wrong_code();
  call.tries_of_locator.give_back(code->locator);
  call.tries_of_address.give_back(client_address(call.request));
  return open_session(call, (*learner)->id, auth::hash_of(*token));
}

Response leave(const LearnCall& call) {
  const auto revoked = call.store.revoke_credential(call.caller.key);
  return revoked ? answer_empty() : answer_failure(revoked.error());
}

}  // namespace http
