#include "endpoint/http/session_scope.h"

#include <algorithm>

#include "base/text.h"
#include "endpoint/cmi5/vocabulary.h"
#include "endpoint/xapi/agent.h"
#include "endpoint/xapi/formats.h"
#include "endpoint/xapi/json.h"

namespace http {
namespace {

using store::DocumentKind;

std::string with_slash(const std::string& url) { return url.empty() || url.ends_with('/') ? url : url + '/'; }

bool is_language_list(std::string_view text) {
  const auto tags = base::split(text, ',');
  return std::all_of(tags.begin(), tags.end(), [](std::string_view tag) { return xapi::is_language_tag(base::trim(tag)); });
}

// cmi5, 11: a JSON object with both preferences; 403 tells a unit that its change was not taken.
std::optional<Response> wrong_preferences(const Request& request) {
  const auto type = request.header("Content-Type");
  const auto json = xapi::parse_json(request.body);
  if (base::to_lower(base::trim(type.substr(0, type.find(';')))) != "application/json" || !json || !json->is_object()) {
    return answer_problem(403, {"body", "is no JSON object"});
  }
  const auto text = [&](std::string_view name) -> std::optional<std::string> {
    const auto* value = json->get_object().if_contains(name);
    return value == nullptr || !value->is_string() ? std::nullopt : std::optional(std::string(value->get_string()));
  };
  const auto languages = text("languagePreference"), audio = text("audioPreference");
  if (!languages || !is_language_list(*languages)) return answer_problem(403, {"languagePreference", "is needed: language tags with commas between them"});
  if (audio != "on" && audio != "off") return answer_problem(403, {"audioPreference", "is needed: on or off"});
  return std::nullopt;
}

bool is_own(const Call& call, const std::string& agent) {
  const auto self = xapi::parse_json(call.caller.authority);
  return self && agent == xapi::key_of(self->as_object());
}

std::optional<Response> refused_state(const Call& call, const store::DocumentQuery& query) {
  const bool changes = call.request.method != "GET";
  if (query.scope.registration != cmi5::registration_of(call.caller.session)) return forbidden("allows documents of the session's registration alone");
  if (changes && call.parameter("stateId") == nullptr) return forbidden("does not allow to delete several documents at once");
  if (changes && query.scope.id == cmi5::kLaunchData) return forbidden("does not allow to change LMS.LaunchData");
  return std::nullopt;
}

}  // namespace

cmi5::Places places_of(const Options& options) {
  const std::string url = options.url.substr(0, options.url.find_last_not_of('/') + 1);
  return {url + options.xapi_path + "/", url + options.cmi5_path + "/fetch", with_slash(options.content_url), options.site.empty() ? url + "/" : options.site};
}

std::optional<Response> refused_to_session(const Call& call, const store::DocumentQuery& query) {
  if (call.caller.session.empty()) return std::nullopt;
  if (query.scope.kind == DocumentKind::activity_profile) {
    if (query.scope.activity == call.caller.activity) return std::nullopt;
    return forbidden("allows the profile of the launched activity alone");
  }
  if (!is_own(call, query.scope.agent)) return forbidden("allows this learner's own documents alone");
  if (query.scope.kind == DocumentKind::state) return refused_state(call, query);
  const auto& method = call.request.method;
  if (query.scope.id != cmi5::kPreferences) return std::nullopt;
  if (method == "PUT" || method == "POST") return wrong_preferences(call.request);
  if (method != "GET") return std::nullopt;
  const auto noted = cmi5::note_preferences(call.store, call.caller.session);
  return noted ? std::nullopt : std::optional(answer_failure(noted.error()));
}

std::optional<Response> refused_to_session(const Call& call, xapi::StatementQuery& query) {
  if (call.caller.session.empty()) return std::nullopt;
  const std::string own = cmi5::registration_of(call.caller.session);
  if (!query.registration.empty() && query.registration != own) return forbidden("allows statements of the session's registration alone");
  query.registration = own;
  return std::nullopt;
}

}  // namespace http
