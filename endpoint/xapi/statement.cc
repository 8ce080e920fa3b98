#include "endpoint/xapi/statement.h"

#include <boost/json/array.hpp>

#include "base/hash.h"
#include "endpoint/xapi/agent.h"
#include "endpoint/xapi/comparison.h"
#include "endpoint/xapi/formats.h"
#include "endpoint/xapi/json.h"
#include "endpoint/xapi/mentions.h"
#include "endpoint/xapi/rules.h"
#include "endpoint/xapi/words.h"

namespace xapi {
namespace {

// Version 0.95 wrote one activity where now a list stands; it is answered as a list.
void make_lists(Object& statement) {
  if (Value* context = statement.if_contains("context")) {
    if (Value* groups = context->get_object().if_contains("contextActivities")) {
      for (auto& group : groups->get_object()) {
        if (group.value().is_object()) group.value() = boost::json::array{Value(std::move(group.value()))};
      }
    }
  }
  Object& object = statement.at("object").get_object();
  if (object_type(object, "Activity") == "SubStatement") make_lists(object);
}

void put_text(Object& object, std::string_view key, std::string_view text) {
  object[boost::json::string_view(key.data(), key.size())] = boost::json::string_view(text.data(), text.size());
}

std::string id_of(const Object& statement, const Prepare& prepare) {
  if (const Value* id = statement.if_contains("id")) return lower_uuid(view(id->get_string()));
  return prepare.id.empty() ? random_uuid() : prepare.id;
}

std::string registration_of(const Object& statement) {
  const Value* context = statement.if_contains("context");
  const Value* registration = context == nullptr ? nullptr : context->get_object().if_contains("registration");
  return registration == nullptr ? std::string() : lower_uuid(view(registration->get_string()));
}

// xAPI 1.0.3, 2.4.10: statements without a version are of 1.0.0, and stay so.
std::string_view unstated_version(Version version) { return version == Version::k1_0_3 ? "1.0.0" : name_of(version); }

void complete(Object& statement, const Statement& result, const Prepare& prepare) {
  put_text(statement, "id", result.id);
  if (!statement.contains("timestamp")) put_text(statement, "timestamp", timestamp_text(prepare.now));
  statement["authority"] = prepare.authority;
  if (!statement.contains("version")) put_text(statement, "version", unstated_version(prepare.version));
}

// Fills in what is told from a complete statement: all but its text and fingerprint.
void derive(const Object& statement, std::int64_t now, Statement& result) {
  result.timestamp = timestamp_of(view(statement.at("timestamp").get_string())).value_or(now);
  result.actor = key_of(statement.at("actor").get_object());
  result.verb = view(statement.at("verb").get_object().at("id").get_string());
  result.registration = registration_of(statement);
  const Object& object = statement.at("object").get_object();
  if (object_type(object, "Activity") == "StatementRef") result.target = lower_uuid(view(object.at("id").get_string()));
  result.voids = result.verb == kVoided && !result.target.empty();
  collect_mentions(statement, result);
}

}  // namespace

Statement prepare_statement(Value value, const Prepare& prepare) {
  Object& statement = value.get_object();
  Statement result;
  statement.stable_erase("stored");  // the others keep their order
  make_lists(statement);
  result.fingerprint = base::to_hex(base::hash128(comparable_text(statement, Signatures::compared)));
  result.id = id_of(statement, prepare);
  complete(statement, result, prepare);
  derive(statement, prepare.now, result);
  result.text = to_text(value);
  return result;
}

std::optional<Statement> kept_statement(std::string text, std::string fingerprint) {
  const auto parsed = parse_json(text);
  if (!parsed || !parsed->is_object()) return std::nullopt;
  const Object& statement = parsed->get_object();
  const Value* id = statement.if_contains("id");
  if (id == nullptr || !id->is_string() || !statement.contains("timestamp") || check_statement(*parsed, Version::k2_0_0)) return std::nullopt;
  Statement result;
  result.id = view(id->get_string());
  result.fingerprint = std::move(fingerprint);
  derive(statement, 0, result);
  result.text = std::move(text);
  return result;
}

std::string with_stored(std::string_view text, std::int64_t stored) {
  std::string whole(text.substr(0, text.size() - 1));  // all but the closing brace
  whole += ",\"stored\":\"";
  whole += timestamp_text(stored);
  whole += "\"}";
  return whole;
}

}  // namespace xapi
