// State, agent profiles, activity profiles: documents by name, with ETags against lost updates.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>

#include "base/text.h"
#include "endpoint/http/resources.h"
#include "endpoint/http/restriction.h"
#include "endpoint/http/session_scope.h"
#include "endpoint/xapi/agent.h"
#include "endpoint/xapi/formats.h"
#include "endpoint/xapi/json.h"

namespace http {
namespace {

using store::Change;
using store::Document;
using store::DocumentKind;
using xapi::Checked;
using xapi::Problem;

// Why a change was not made: the status of the answer.
constexpr int kConflict = 409, kPrecondition = 412, kNoCondition = 428, kNotJson = 400;

std::string_view id_name(DocumentKind kind) { return kind == DocumentKind::state ? "stateId" : "profileId"; }

std::optional<Problem> take_agent(const std::string& text, std::string& key) {
  const auto agent = xapi::parse_json(text);
  if (!agent) return Problem{"agent", "is no JSON: " + agent.error().where + " " + agent.error().what};
  if (auto wrong = xapi::check_actor(*agent, "agent", xapi::Allow::agents_and_groups)) return wrong;
  key = xapi::key_of(agent->as_object());
  return std::nullopt;
}

// What the parameters name, without looking whether all that is needed is there.
std::optional<Problem> take_parameters(const Call& call, store::DocumentQuery& query) {
  for (const auto& [name, value] : call.parameters) {
    if (name == "activityId") {
      if (!xapi::is_iri(value)) return Problem{name, "is no IRI"};
      query.scope.activity = value;
    } else if (name == "agent") {
      if (auto wrong = take_agent(value, query.scope.agent)) return wrong;
    } else if (name == "registration") {
      if (!xapi::is_uuid(value)) return Problem{name, "is no UUID"};
      query.scope.registration = xapi::lower_uuid(value);
    } else if (name == "since") {
      query.since = xapi::timestamp_of(value);
      if (!query.since) return Problem{name, "is no timestamp"};
    } else {
      query.scope.id = value;
    }
  }
  return std::nullopt;
}

std::optional<Problem> check_needed(const Call& call, DocumentKind kind) {
  const auto lacks = [&](std::string_view name) { return call.parameter(name) == nullptr; };
  if (kind != DocumentKind::agent_profile && lacks("activityId")) return Problem{"activityId", "is needed"};
  if (kind != DocumentKind::activity_profile && lacks("agent")) return Problem{"agent", "is needed"};
  const auto& method = call.request.method;
  const bool may_name_several = method == "GET" || (method == "DELETE" && kind == DocumentKind::state);
  if (lacks(id_name(kind)) && !may_name_several) return Problem{std::string(id_name(kind)), "is needed"};
  if (!lacks("since") && (method != "GET" || !lacks(id_name(kind)))) return Problem{"since", "is for lists alone"};
  return std::nullopt;
}

Checked<store::DocumentQuery> read_query(const Call& call, DocumentKind kind) {
  std::optional<Problem> wrong;
  switch (kind) {
    case DocumentKind::state: wrong = check_parameters(call.parameters, {"activityId", "agent", "registration", "stateId", "since"}); break;
    case DocumentKind::activity_profile: wrong = check_parameters(call.parameters, {"activityId", "profileId", "since"}); break;
    case DocumentKind::agent_profile: wrong = check_parameters(call.parameters, {"agent", "profileId", "since"}); break;
    default: break;  // the others are none of xAPI's
  }
  store::DocumentQuery query;
  query.scope.kind = kind;
  if (!wrong) wrong = check_needed(call, kind);
  if (!wrong) wrong = take_parameters(call, query);
  if (wrong) return tl::unexpected<Problem>(*wrong);
  return query;
}

bool is_json(std::string_view content_type) {
  return base::to_lower(base::trim(content_type.substr(0, content_type.find(';')))) == "application/json";
}

bool matches(std::string_view tags, const Document& document) { return has_tag(tags, etag_of(document.bytes)); }

// 0, or why the change may not be made (RFC 9110, 13.1; xAPI 1.0.3, part three, 3.1).
int refused_by_condition(const Call& call, const Document* old, DocumentKind kind) {
  const auto if_match = call.request.header("If-Match");
  const auto if_none_match = call.request.header("If-None-Match");
  if (!if_match.empty() && (old == nullptr || !matches(if_match, *old))) return kPrecondition;
  if (!if_none_match.empty() && old != nullptr && matches(if_none_match, *old)) return kPrecondition;
  if (call.request.method != "PUT" || !if_match.empty() || !if_none_match.empty()) return 0;
  const bool is_first = call.version == xapi::Version::k1_0_3;
  if (is_first && kind == DocumentKind::state) return 0;
  if (old != nullptr) return kConflict;
  return is_first ? kNoCondition : 0;
}

// POST to a JSON object adds to it what the new one has; anything else cannot be merged.
Change merged(const Document& old, const Document& posted) {
  if (!is_json(old.content_type) || !is_json(posted.content_type)) return store::Keep{kNotJson};
  auto before = xapi::parse_json(old.bytes);
  const auto added = xapi::parse_json(posted.bytes);
  if (!before || !added || !before->is_object() || !added->is_object()) return store::Keep{kNotJson};
  for (const auto& [key, value] : added->as_object()) before->as_object()[key] = value;
  return Document{old.content_type, xapi::to_text(*before), 0};
}

Response answer_change(const store::Result<Change>& changed) {
  if (!changed) return answer_failure(changed.error());
  const auto* kept = std::get_if<store::Keep>(&*changed);
  if (kept == nullptr || kept->reason == 0) return answer_empty();
  switch (kept->reason) {
    case kConflict: return answer_problem(409, {"If-Match", "is needed, with the ETag of the document that is there, or If-None-Match: get the document first, then decide"});
    case kNoCondition: return answer_problem(400, {"If-None-Match", "is needed: * for a new document, or If-Match with the ETag of the one that is there"});
    case kPrecondition: return answer_problem(412, {"If-Match", "does not fit the document as it is now: get it again"});
    default: return answer_problem(400, {"body", "is merged with a document only when both are JSON objects"});
  }
}

Response change_document(const Call& call, const store::DocumentKey& key, const std::function<Change(const Document*)>& change) {
  return answer_change(call.store.change_document(key, [&](const Document* old) -> Change {
    if (const int reason = refused_by_condition(call, old, key.kind); reason != 0) return store::Keep{reason};
    return change(old);
  }));
}

Response put_document(const Call& call, const store::DocumentKey& key) {
  Document document{std::string(call.request.header("Content-Type")), call.request.body, 0};
  if (document.content_type.empty()) document.content_type = "application/octet-stream";
  if (is_json(document.content_type)) {
    const auto parsed = xapi::parse_json(document.bytes);
    if (!parsed) return answer_problem(400, {"body", "is no JSON: " + parsed.error().where + " " + parsed.error().what});
    if (call.request.method == "POST" && !parsed->is_object()) return answer_problem(400, {"body", "is no JSON object"});
  }
  const bool merge = call.request.method == "POST";
  return change_document(call, key, [&](const Document* old) -> Change { return merge && old != nullptr ? merged(*old, document) : Change(document); });
}

Response no_document(DocumentKind kind) { return answer_problem(404, {std::string(id_name(kind)), "names no document"}); }

Response get_document(const Call& call, const store::DocumentKey& key) {
  const auto found = call.store.document(key);
  if (!found) return answer_failure(found.error());
  if (!*found) return no_document(key.kind);
  const auto& document = **found;
  const std::string tag = etag_of(document.bytes);
  Response response{.headers = {{"Content-Type", document.content_type}, {"ETag", tag}, {"Last-Modified", xapi::timestamp_text(document.updated)}}};
  if (const auto known = call.request.header("If-None-Match"); !known.empty() && matches(known, document)) {
    response.status = 304;
    return response;
  }
  response.body = document.bytes;
  return response;
}

Response list_documents(const Call& call, const store::DocumentQuery& query) {
  const auto ids = call.store.documents(query);
  if (!ids) return answer_failure(ids.error());
  return answer_json(boost::json::array(ids->begin(), ids->end()));
}

Response drop_documents(const Call& call, const store::DocumentQuery& query) {
  const auto dropped = call.store.drop_documents(query);
  return dropped ? answer_empty() : answer_failure(dropped.error());
}

// A learner's token reaches the learner's own documents alone.
bool may(const Call& call, const store::DocumentQuery& query) {
  if (call.caller.learner.empty()) return call.caller.may(query.scope.kind == DocumentKind::state ? auth::kState : auth::kProfile);
  const auto self = xapi::parse_json(call.caller.authority);
  return call.caller.may(auth::kState) && query.scope.kind != DocumentKind::activity_profile && self && query.scope.agent == xapi::key_of(self->as_object());
}

Response read_documents(const Call& call, const store::DocumentQuery& query) {
  const bool single = call.parameter(id_name(query.scope.kind)) != nullptr;
  const auto restriction = Restriction::for_caller(call);
  if (!restriction) return answer_failure(restriction.error());
  if (restriction->covers_agent(query.scope.agent)) return single ? no_document(query.scope.kind) : answer_json(boost::json::array());
  return single ? get_document(call, query.scope) : list_documents(call, query);
}

Response documents(const Call& call, DocumentKind kind) {
  const auto query = read_query(call, kind);
  if (!query) return answer_problem(400, query.error());
  if (auto refused = refused_to_session(call, *query)) return std::move(*refused);
  if (!may(call, *query)) return forbidden("does not allow this document");
  const auto& method = call.request.method;
  if (method == "GET") return read_documents(call, *query);
  if (method == "PUT" || method == "POST") return put_document(call, query->scope);
  if (method != "DELETE") return method_not_allowed("GET, PUT, POST, DELETE");
  if (call.parameter(id_name(kind)) == nullptr) return drop_documents(call, *query);
  return change_document(call, query->scope, [](const Document*) -> Change { return store::Drop{}; });
}

}  // namespace

Response state(const Call& call) { return documents(call, DocumentKind::state); }
Response activity_profile(const Call& call) { return documents(call, DocumentKind::activity_profile); }
Response agent_profile(const Call& call) { return documents(call, DocumentKind::agent_profile); }

}  // namespace http
