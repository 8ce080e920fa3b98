#include "endpoint/http/statement_results.h"

#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <set>

#include "endpoint/learning/records.h"
#include "endpoint/xapi/agent.h"
#include "endpoint/xapi/attachments.h"
#include "endpoint/xapi/formats.h"
#include "endpoint/xapi/json.h"
#include "endpoint/xapi/multipart.h"

namespace http {
namespace {

std::string text_of(const Call& call, const xapi::StatementQuery& query, const store::Found& found) {
  std::string whole = xapi::with_stored(found.text, found.stored);
  if (query.format == xapi::Format::exact) return whole;
  const auto definition = [&](const std::string& activity) { return call.store.definition(activity).value_or(""); };
  return xapi::formatted(whole, query.format, call.request.header("Accept-Language"), definition);
}

// The attachments of these statements whose bytes are here.
store::Result<std::vector<xapi::Part>> attachments_of(const Call& call, const std::vector<store::Found>& statements) {
  std::set<std::string> seen;
  std::vector<xapi::Part> parts;
  for (const auto& statement : statements) {
    const auto parsed = xapi::parse_json(statement.text);
    if (!parsed) continue;
    for (auto& part : xapi::declared_parts(*parsed, seen)) {
      auto bytes = call.store.blob(part.hash);
      if (!bytes) return tl::unexpected<store::Failure>(bytes.error());
      if (!*bytes) continue;  // it was declared with a fileUrl
      part.body = std::move(**bytes);
      parts.push_back(std::move(part));
    }
  }
  return parts;
}

Response answer(const Call& call, bool with_attachments, const std::vector<store::Found>& statements, std::string json) {
  if (!with_attachments) return {.headers = {{"Content-Type", "application/json"}}, .body = std::move(json)};
  auto parts = attachments_of(call, statements);
  if (!parts) return answer_failure(parts.error());
  parts->insert(parts->begin(), xapi::Part{"application/json", "", "", std::move(json)});
  const std::string boundary = "sanggar-" + xapi::random_uuid();
  return {.headers = {{"Content-Type", "multipart/mixed; boundary=" + boundary}}, .body = xapi::multipart_text(*parts, boundary)};
}

}  // namespace

boost::json::object authority_of(const Call& call) {
  auto parsed = xapi::parse_json(call.caller.authority);
  return parsed && parsed->is_object() ? parsed->as_object() : boost::json::object();
}

bool is_said_by(const store::Found& found, const std::string& authority) {
  const auto statement = xapi::parse_json(found.text);
  return statement && statement->is_object() && learning::authority_key(statement->get_object()) == authority;
}

bool may_read(const Call& call, const store::Found& found) {
  if (call.reads_own_words()) return is_said_by(found, xapi::key_of(authority_of(call)));
  if (!call.is_learners()) return true;
  const auto statement = xapi::parse_json(found.text);
  const auto self = xapi::parse_json(call.caller.authority);
  if (!statement || !self || xapi::key_of(statement->at("actor").as_object()) != xapi::key_of(self->as_object())) return false;
  if (call.caller.session.empty()) return true;
  const auto* context = statement->as_object().if_contains("context");
  const auto* registration = context == nullptr ? nullptr : context->as_object().if_contains("registration");
  return registration != nullptr && xapi::lower_uuid(std::string_view(registration->as_string())) == cmi5::registration_of(call.caller.session);
}

Response answer_statement(const Call& call, const xapi::StatementQuery& query, const store::Found& found) {
  auto response = answer(call, query.attachments, {found}, text_of(call, query, found));
  response.headers.push_back({"Last-Modified", xapi::timestamp_text(found.stored)});
  return response;
}

Response answer_statements(const Call& call, const xapi::StatementQuery& query, const store::Page& page, const std::string& more) {
  std::string json = "{\"statements\":[";
  for (const auto& found : page.statements) {
    if (json.back() == '}') json += ',';
    json += text_of(call, query, found);
  }
  json += fmt::format("],\"more\":{}}}", xapi::to_text(boost::json::value(more)));
  return answer(call, query.attachments, page.statements, std::move(json));
}

}  // namespace http
