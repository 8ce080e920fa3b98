#include <array>

#include "endpoint/xapi/rules.h"

namespace xapi {
namespace {

// One activity alone is how version 0.95 wrote a list of one.
Finding check_activities(const Value& value, const Place& place, Version version) {
  if (value.is_object()) return check_activity(value, place, version);
  if (!value.is_array()) return problem(place, "is neither an activity nor an array of activities");
  return check_elements(value, place, version, check_activity);
}

Finding check_context_activities(const Value& value, const Place& place, Version version) {
  static constexpr std::array<Property, 4> kProperties = {
      {{"parent", check_activities}, {"grouping", check_activities}, {"category", check_activities}, {"other", check_activities}}};
  return check_properties(value, place, version, {"context activities", kProperties});
}

Finding check_relevant_types(const Value& value, const Place& place, Version version) {
  if (auto found = check_elements(value, place, version, check_iri)) return found;
  return value.get_array().empty() ? problem(place, "is empty") : std::nullopt;
}

Finding check_context_agent_type(const Value& value, const Place& place, Version) {
  return is_text(value, "contextAgent") ? std::nullopt : problem(place, "is not 'contextAgent'");
}

Finding check_context_group_type(const Value& value, const Place& place, Version) {
  return is_text(value, "contextGroup") ? std::nullopt : problem(place, "is not 'contextGroup'");
}

Finding check_context_agent(const Value& value, const Place& place, Version version) {
  static constexpr std::array<Property, 3> kProperties = {{{"objectType", check_context_agent_type, Presence::required},
                                                           {"agent", check_agent, Presence::required},
                                                           {"relevantTypes", check_relevant_types}}};
  return check_properties(value, place, version, {"a context agent", kProperties});
}

Finding check_context_group(const Value& value, const Place& place, Version version) {
  static constexpr std::array<Property, 3> kProperties = {{{"objectType", check_context_group_type, Presence::required},
                                                           {"group", check_group, Presence::required},
                                                           {"relevantTypes", check_relevant_types}}};
  return check_properties(value, place, version, {"a context group", kProperties});
}

Finding check_context_agents(const Value& value, const Place& place, Version version) {
  return check_elements(value, place, version, check_context_agent);
}

Finding check_context_groups(const Value& value, const Place& place, Version version) {
  return check_elements(value, place, version, check_context_group);
}

constexpr std::array<Property, 11> kContextProperties = {{{"registration", check_uuid},
                                                   {"instructor", check_agent_or_group},
                                                   {"team", check_group},
                                                   {"contextActivities", check_context_activities},
                                                   {"revision", check_text},
                                                   {"platform", check_text},
                                                   {"language", check_language},
                                                   {"statement", check_statement_reference},
                                                   {"extensions", check_extensions},
                                                   {"contextAgents", check_context_agents},
                                                   {"contextGroups", check_context_groups}}};

constexpr std::size_t kPropertiesBefore2 = 9;

}  // namespace

Finding check_context(const Value& value, const Place& place, Version version) {
  if (version == Version::k1_0_3) {
    return check_properties(value, place, version, {"a context of xAPI 1.0.3", std::span(kContextProperties).first(kPropertiesBefore2)});
  }
  return check_properties(value, place, version, {"a context", kContextProperties});
}

Finding check_context_fits_object(const Object& statement, const Place& place) {
  const Value* context = statement.if_contains("context");
  if (context == nullptr || object_type(statement.at("object").get_object(), "Activity") == "Activity") return std::nullopt;
  const Place inside = place.of("context");
  for (const std::string_view key : {"revision", "platform"}) {
    if (context->get_object().contains(key)) return problem(inside.of(key), "may stand only where the object is an activity");
  }
  return std::nullopt;
}

}  // namespace xapi
