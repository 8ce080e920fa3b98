#include <array>

#include "endpoint/xapi/rules.h"
#include "endpoint/xapi/statement.h"
#include "endpoint/xapi/words.h"

namespace xapi {
namespace {

// Under 2.0.0 statements of the older line are taken as well, for stores hand each other what they hold.
Finding check_version(const Value& value, const Place& place, Version version) {
  const auto stated = value.is_string() ? version_of(view(value.get_string())) : std::nullopt;
  if (stated == Version::k1_0_3 || (stated && version == Version::k2_0_0)) return std::nullopt;
  return problem(place, version == Version::k1_0_3 ? "is no version 1.0.x" : "is no version 1.0.x or 2.0.x");
}

// A statement's places, in the order in which they are wanted.
constexpr std::array<Property, 11> kStatementProperties = {{{"actor", check_agent_or_group, Presence::required},
                                                   {"verb", check_verb, Presence::required},
                                                   {"object", check_statement_object, Presence::required},
                                                   {"id", check_uuid},
                                                   {"result", check_result},
                                                   {"context", check_context},
                                                   {"timestamp", check_timestamp},
                                                   {"stored", check_timestamp},
                                                   {"authority", check_authority},
                                                   {"version", check_version},
                                                   {"attachments", check_attachment_list}}};

Finding check_voiding(const Object& statement, const Place& place) {
  if (!is_text(statement.at("verb").get_object().at("id"), kVoided)) return std::nullopt;
  if (object_type(statement.at("object").get_object(), "Activity") == "StatementRef") return std::nullopt;
  const Place object = place.of("object");
  return problem(object.of("objectType"), "is not 'StatementRef', as that of a voiding statement is");
}

}  // namespace

// An agent, or an OAuth consumer together with the user for whom it speaks.
Finding check_authority(const Value& value, const Place& place, Version version) {
  if (auto found = check_agent_or_group(value, place, version)) return found;
  const Object& authority = value.get_object();
  if (object_type(authority, "Agent") == "Agent") return std::nullopt;
  for (const char* identifier : {"mbox", "mbox_sha1sum", "openid", "account"}) {
    if (authority.contains(identifier)) return problem(place.of(identifier), "is no property of a group that is an authority");
  }
  if (authority.at("member").get_array().size() != 2) return problem(place.of("member"), "has not two members, as an authority has");
  return std::nullopt;
}

std::optional<Problem> check_statement(const Value& statement, Version version, const std::string& where) {
  const Place place{nullptr, where, -1};
  if (auto found = check_properties(statement, place, version, {"a statement", kStatementProperties})) return found;
  if (auto found = check_voiding(statement.get_object(), place)) return found;
  return check_context_fits_object(statement.get_object(), place);
}

}  // namespace xapi
