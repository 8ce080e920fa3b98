// Launching units, and what administrators do with sessions.
#include <fmt/format.h>

#include "endpoint/cmi5/session.h"
#include "endpoint/cmi5/url.h"
#include "endpoint/http/cmi5.h"
#include "endpoint/http/session_scope.h"
#include "endpoint/learning/records.h"
#include "endpoint/xapi/agent.h"
#include "endpoint/xapi/formats.h"
#include "endpoint/xapi/json.h"

namespace http {
namespace {

using boost::json::object;

xapi::Checked<object> body_of(const Cmi5Call& call) {
  auto body = xapi::parse_json(call.request.body);
  if (!body) return xapi::refuse("body", "is no JSON: " + body.error().where + " " + body.error().what);
  if (!body->is_object()) return xapi::refuse("body", "is no JSON object");
  return std::move(body->get_object());
}

// "" when it is not there, or no text.
std::string text_at(const object& body, std::string_view name) {
  const auto* value = body.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

// A unit is named by its publisher's id, or by its place in the course: 0 is the first.
xapi::Checked<std::string> unit_at(const object& body) {
  const auto* value = body.if_contains("au");
  if (value != nullptr && value->is_int64() && value->get_int64() >= 0) return fmt::format("{}", value->get_int64());
  if (value == nullptr || !value->is_string() || value->get_string().empty()) return xapi::refuse("au", "is needed: an AU's id, or its number from 0 on");
  return std::string(value->get_string());
}

xapi::Checked<std::string> registration_at(const object& body) {
  if (!body.contains("registration")) return std::string();
  const std::string id = text_at(body, "registration");
  if (!xapi::is_uuid(id)) return xapi::refuse("registration", "is no UUID");
  return xapi::lower_uuid(id);
}

// A learner launches for themself; an administrator for whom they name, by an account as cmi5 asks (9.2).
xapi::Checked<object> actor_of(const Cmi5Call& call, const object& body) {
  if (!call.caller.learner.empty()) return learning::agent_of(call.options.site, call.caller.learner);
  const auto* actor = body.if_contains("actor");
  if (actor == nullptr) return xapi::refuse("actor", "is needed: an agent with an account");
  if (auto wrong = xapi::check_actor(*actor, "actor", xapi::Allow::agents)) return tl::unexpected<xapi::Problem>(std::move(*wrong));
  if (!actor->get_object().contains("account")) return xapi::refuse("actor", "has no account");
  return actor->get_object();
}

xapi::Checked<cmi5::Launch> launch_of(const Cmi5Call& call, const object& body) {
  const auto unit = unit_at(body);
  if (!unit) return tl::unexpected<xapi::Problem>(unit.error());
  const auto registration = registration_at(body);
  if (!registration) return tl::unexpected<xapi::Problem>(registration.error());
  auto actor = actor_of(call, body);
  if (!actor) return tl::unexpected<xapi::Problem>(std::move(actor.error()));
  const auto mode = body.contains("launchMode") ? cmi5::mode_of(text_at(body, "launchMode")) : cmi5::Mode::normal;
  if (!mode) return xapi::refuse("launchMode", "is none of Normal, Browse, Review");
  const std::string return_url = text_at(body, "returnURL");
  const bool is_address = return_url.starts_with("https://") || return_url.starts_with("http://");
  if (!return_url.empty() && !is_address) return xapi::refuse("returnURL", "is no address of the web");
  return cmi5::Launch{text_at(body, "course"), *unit, std::move(*actor), *registration, *mode, return_url};
}

Response answer_done(const cmi5::Answer<void>& done) {
  if (!done) return answer_failure(done.error());
  return *done ? answer_empty() : answer_problem(done->error().status, done->error().problem);
}

}  // namespace

Response launch_unit(const Cmi5Call& call) {
  const auto body = body_of(call);
  if (!body) return answer_problem(400, body.error());
  const auto wanted = launch_of(call, *body);
  if (!wanted) return answer_problem(400, wanted.error());
  const auto launched = cmi5::launch(call.store, *wanted, places_of(call.options));
  if (!launched) return answer_failure(launched.error());
  if (!*launched) return answer_problem((*launched).error().status, (*launched).error().problem);
  auto response = answer_json({{"url", (*launched)->url},
                               {"registration", (*launched)->registration},
                               {"session", (*launched)->session},
                               {"launchMethod", (*launched)->own_window ? "OwnWindow" : "AnyWindow"}});
  response.headers.push_back({"Cache-Control", "no-store"});
  return response;
}

Response fetch_token(const Cmi5Call& call) {
  const auto token = cmi5::fetch(call.store, call.request.query);
  if (!token) return answer_failure(token.error());
  auto response = answer_json(*token);
  response.headers.push_back({"Cache-Control", "no-store"});
  return response;
}

Response waive_unit(const Cmi5Call& call) {
  const auto body = body_of(call);
  if (!body) return answer_problem(400, body.error());
  const auto unit = unit_at(*body);
  if (!unit) return answer_problem(400, unit.error());
  const auto registration = registration_at(*body);
  if (!registration) return answer_problem(400, registration.error());
  const std::string reason = text_at(*body, "reason");
  if (reason.empty()) return answer_problem(400, {"reason", "is needed: Tested Out, Equivalent AU, Equivalent Outside Activity, Administrative, or another"});
  return answer_done(cmi5::waive(call.store, *registration, *unit, reason, places_of(call.options)));
}

Response abandon_session(const Cmi5Call& call) {
  const auto body = body_of(call);
  if (!body) return answer_problem(400, body.error());
  const std::string session = text_at(*body, "session");
  if (!call.may_administer()) {
    const auto registration = cmi5::read_registration(call.store, cmi5::registration_of(session));
    if (!registration) return answer_failure(registration.error());
    const auto own = xapi::key_of(learning::agent_of(call.options.site, call.caller.learner));
    if (*registration && xapi::key_of((*registration)->actor) != own) return forbidden("is not that of the session's learner");
  }
  return answer_done(cmi5::abandon(call.store, session, places_of(call.options)));
}

}  // namespace http
