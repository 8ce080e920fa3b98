#include "endpoint/xapi/statement_batch.h"

#include <boost/json/array.hpp>
#include <span>
#include <unordered_map>
#include <unordered_set>

#include "endpoint/xapi/attachments.h"
#include "endpoint/xapi/attachments_of.h"
#include "endpoint/xapi/formats.h"
#include "endpoint/xapi/json.h"
#include "endpoint/xapi/media_type.h"
#include "endpoint/xapi/rules.h"

namespace xapi {
namespace {

// The statements' JSON alone, or with attachments behind it.
Checked<std::vector<Part>> parts_of(std::string_view body, std::string_view content_type) {
  const std::string essence = essence_of(content_type);
  if (essence == "application/json") return std::vector<Part>{{"application/json", "", "", std::string(body)}};
  if (essence != "multipart/mixed") return refuse("Content-Type", "is neither application/json nor multipart/mixed");
  const auto boundary = boundary_of(content_type);
  if (!boundary) return refuse("Content-Type", "has no boundary");
  return parse_multipart(body, *boundary);
}

std::span<Value> elements_of(Value& whole) {
  if (!whole.is_array()) return {&whole, 1};
  return {whole.get_array().data(), whole.get_array().size()};
}

std::string place_of(const Value& whole, std::size_t index) { return whole.is_array() ? "[" + std::to_string(index) + "]" : std::string(); }

std::optional<Problem> check_statements(Value& whole, Version version) {
  std::unordered_set<std::string> ids;
  std::size_t index = 0;
  for (const Value& statement : elements_of(whole)) {
    const std::string place = place_of(whole, index++);
    if (auto found = check_statement(statement, version, place)) return found;
    const Value* id = statement.get_object().if_contains("id");
    if (id == nullptr || ids.insert(lower_uuid(view(id->get_string()))).second) continue;
    return Problem{place + ".id", "is the id of an earlier statement of this request"};
  }
  return std::nullopt;
}

std::vector<Attachment> attachments_within(const Object& statement) {
  auto all = attachments_of(statement);
  const Object& object = statement.at("object").get_object();
  if (object_type(object, "Activity") != "SubStatement") return all;
  for (auto& attachment : attachments_of(object)) all.push_back(std::move(attachment));
  return all;
}

using BodyOf = std::unordered_map<std::string_view, std::string_view>;  // by the hash

std::optional<Problem> check_signatures(Value& whole, const BodyOf& bodies) {
  std::size_t index = 0;
  for (const Value& statement : elements_of(whole)) {
    const std::string place = place_of(whole, index++);
    for (const auto& attachment : attachments_of(statement.get_object())) {
      if (!attachment.is_signature) continue;
      auto found = check_signature(statement, bodies.at(attachment.sha2));
      if (found) return Problem{place.empty() ? found->where : place + "." + found->where, std::move(found->what)};
    }
  }
  return std::nullopt;
}

std::optional<Problem> check_parts(Value& whole, std::span<const Part> parts) {
  std::vector<Attachment> declared;
  for (const Value& statement : elements_of(whole)) {
    for (auto& attachment : attachments_within(statement.get_object())) declared.push_back(std::move(attachment));
  }
  if (auto found = check_attachments(declared, parts)) return found;
  BodyOf bodies;
  for (const auto& part : parts) bodies.emplace(part.hash, part.body);
  return check_signatures(whole, bodies);
}

std::vector<Part> each_once(std::vector<Part> parts) {
  std::unordered_set<std::string> seen;
  std::vector<Part> result;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    if (seen.insert(parts[i].hash).second) result.push_back(std::move(parts[i]));
  }
  return result;
}

}  // namespace

Checked<Batch> read_batch(std::string_view body, std::string_view content_type, const Prepare& prepare) {
  auto parts = parts_of(body, content_type);
  if (!parts) return tl::unexpected<Problem>(std::move(parts.error()));
  auto whole = parse_json(parts->front().body);
  if (!whole) return tl::unexpected<Problem>(std::move(whole.error()));
  auto found = check_statements(*whole, prepare.version);
  if (!found) found = check_parts(*whole, std::span(*parts).subspan(1));
  if (found) return tl::unexpected<Problem>(std::move(*found));
  Batch batch;
  batch.is_array = whole->is_array();
  for (Value& statement : elements_of(*whole)) batch.statements.push_back(prepare_statement(std::move(statement), prepare));
  batch.attachments = each_once(std::move(*parts));
  return batch;
}

}  // namespace xapi
