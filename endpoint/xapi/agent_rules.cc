#include <array>

#include "endpoint/xapi/agent.h"
#include "endpoint/xapi/formats.h"
#include "endpoint/xapi/rules.h"

namespace xapi {
namespace {

Finding check_mailto(const Value& value, const Place& place, Version) {
  if (!value.is_string() || !is_mailto(view(value.get_string()))) return problem(place, "is no mailto IRI");
  return std::nullopt;
}

Finding check_sha1(const Value& value, const Place& place, Version) {
  if (!value.is_string() || !is_sha1(view(value.get_string()))) return problem(place, "is no SHA-1 of 40 hexadecimal digits");
  return std::nullopt;
}

Finding check_account(const Value& value, const Place& place, Version version) {
  static constexpr std::array<Property, 2> kProperties = {
      {{"homePage", check_iri, Presence::required}, {"name", check_text, Presence::required}}};
  return check_properties(value, place, version, {"an account", kProperties});
}

Finding check_agent_type(const Value& value, const Place& place, Version) {
  return is_text(value, "Agent") ? std::nullopt : problem(place, "is not 'Agent'");
}

Finding check_group_type(const Value& value, const Place& place, Version) {
  return is_text(value, "Group") ? std::nullopt : problem(place, "is not 'Group'");
}

Finding check_members(const Value& value, const Place& place, Version version) {
  return check_elements(value, place, version, check_agent);
}

constexpr std::array<std::string_view, 4> kIdentifiers = {"mbox", "mbox_sha1sum", "openid", "account"};

std::size_t count_identifiers(const Object& actor) {
  std::size_t count = 0;
  for (const auto identifier : kIdentifiers) count += actor.contains(identifier) ? 1 : 0;
  return count;
}

Finding check_members_stand_for_identifier(const Object& group, const Place& place) {
  const Value* members = group.if_contains("member");
  if (members == nullptr) return problem(place, "has neither an identifier nor members");
  if (members->get_array().empty()) return problem(place.of("member"), "is empty in a group without an identifier");
  return std::nullopt;
}

}  // namespace

Finding check_agent(const Value& value, const Place& place, Version version) {
  static constexpr std::array<Property, 6> kProperties = {{{"objectType", check_agent_type},
                                                           {"name", check_text},
                                                           {"mbox", check_mailto},
                                                           {"mbox_sha1sum", check_sha1},
                                                           {"openid", check_iri},
                                                           {"account", check_account}}};
  if (auto found = check_properties(value, place, version, {"an agent", kProperties})) return found;
  const std::size_t identifiers = count_identifiers(value.get_object());
  if (identifiers == 0) return problem(place, "has no identifier: mbox, mbox_sha1sum, openid or account");
  if (identifiers > 1) return problem(place, "has more than one identifier");
  return std::nullopt;
}

Finding check_group(const Value& value, const Place& place, Version version) {
  static constexpr std::array<Property, 7> kProperties = {{{"objectType", check_group_type, Presence::required},
                                                           {"name", check_text},
                                                           {"mbox", check_mailto},
                                                           {"mbox_sha1sum", check_sha1},
                                                           {"openid", check_iri},
                                                           {"account", check_account},
                                                           {"member", check_members}}};
  if (auto found = check_properties(value, place, version, {"a group", kProperties})) return found;
  const Object& group = value.get_object();
  const std::size_t identifiers = count_identifiers(group);
  if (identifiers == 0) return check_members_stand_for_identifier(group, place);
  if (identifiers > 1) return problem(place, "has more than one identifier");
  return std::nullopt;
}

Finding check_agent_or_group(const Value& value, const Place& place, Version version) {
  if (!value.is_object()) return problem(place, "is no object");
  const Value* type = value.get_object().if_contains("objectType");
  if (type == nullptr || is_text(*type, "Agent")) return check_agent(value, place, version);
  if (is_text(*type, "Group")) return check_group(value, place, version);
  return problem(place.of("objectType"), "is neither 'Agent' nor 'Group'");
}

std::optional<Problem> check_actor(const Value& actor, const std::string& where, Allow allow) {
  const Place place{nullptr, where, -1};
  const Check check = allow == Allow::agents ? check_agent : check_agent_or_group;
  return check(actor, place, Version::k2_0_0);  // the versions do not differ here
}

}  // namespace xapi
