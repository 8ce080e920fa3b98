#include <algorithm>
#include <array>
#include <set>

#include "endpoint/xapi/rules.h"

namespace xapi {
namespace {

// An interaction's type and the lists of components that it has (xAPI 1.0.3, 2.4.4.1).
struct Interaction {
  std::string_view type;
  std::array<std::string_view, 2> lists;
};

constexpr std::array<Interaction, 10> kInteractions = {{{"true-false", {}},
                                                        {"choice", {"choices"}},
                                                        {"fill-in", {}},
                                                        {"long-fill-in", {}},
                                                        {"matching", {"source", "target"}},
                                                        {"performance", {"steps"}},
                                                        {"sequencing", {"choices"}},
                                                        {"likert", {"scale"}},
                                                        {"numeric", {}},
                                                        {"other", {}}}};

constexpr std::array<std::string_view, 5> kLists = {"choices", "scale", "source", "target", "steps"};

const Interaction* interaction_of(std::string_view type) {
  const auto* found = std::find_if(kInteractions.begin(), kInteractions.end(), [&](const Interaction& row) { return row.type == type; });
  return found == kInteractions.end() ? nullptr : found;
}

Finding check_activity_type(const Value& value, const Place& place, Version) {
  return is_text(value, "Activity") ? std::nullopt : problem(place, "is not 'Activity'");
}

Finding check_interaction_type(const Value& value, const Place& place, Version) {
  if (!value.is_string() || interaction_of(view(value.get_string())) == nullptr) return problem(place, "is no interaction type");
  return std::nullopt;
}

Finding check_responses(const Value& value, const Place& place, Version version) {
  return check_elements(value, place, version, check_text);
}

Finding check_component(const Value& value, const Place& place, Version version) {
  static constexpr std::array<Property, 2> kProperties = {{{"id", check_text, Presence::required}, {"description", check_language_map}}};
  return check_properties(value, place, version, {"an interaction component", kProperties});
}

Finding check_components(const Value& value, const Place& place, Version version) {
  if (auto found = check_elements(value, place, version, check_component)) return found;
  std::set<std::string_view> ids;
  std::size_t index = 0;
  for (const Value& component : value.get_array()) {
    const Place element = place.at(index++);
    if (!ids.insert(view(component.get_object().at("id").get_string())).second) {
      return problem(element.of("id"), "is the id of an earlier component");
    }
  }
  return std::nullopt;
}

// Lists of components and right answers mean something only with a type, and a type has its own lists.
Finding check_lists_fit_type(const Object& definition, const Place& place) {
  const Value* type = definition.if_contains("interactionType");
  const Interaction* interaction = type == nullptr ? nullptr : interaction_of(view(type->get_string()));
  if (interaction == nullptr && definition.contains("correctResponsesPattern")) return problem(place.of("interactionType"), "is missing");
  for (const auto list : kLists) {
    if (!definition.contains(list)) continue;
    if (interaction == nullptr) return problem(place.of("interactionType"), "is missing");
    if (std::find(interaction->lists.begin(), interaction->lists.end(), list) == interaction->lists.end()) {
      return problem(place.of(list), "does not belong to the interaction type '" + std::string(interaction->type) + "'");
    }
  }
  return std::nullopt;
}

}  // namespace

Finding check_activity_definition(const Value& value, const Place& place, Version version) {
  static constexpr std::array<Property, 12> kProperties = {{{"name", check_language_map},
                                                            {"description", check_language_map},
                                                            {"type", check_iri},
                                                            {"moreInfo", check_iri},
                                                            {"extensions", check_extensions},
                                                            {"interactionType", check_interaction_type},
                                                            {"correctResponsesPattern", check_responses},
                                                            {"choices", check_components},
                                                            {"scale", check_components},
                                                            {"source", check_components},
                                                            {"target", check_components},
                                                            {"steps", check_components}}};
  if (auto found = check_properties(value, place, version, {"an activity definition", kProperties})) return found;
  return check_lists_fit_type(value.get_object(), place);
}

Finding check_activity(const Value& value, const Place& place, Version version) {
  static constexpr std::array<Property, 3> kProperties = {
      {{"objectType", check_activity_type}, {"id", check_iri, Presence::required}, {"definition", check_activity_definition}}};
  return check_properties(value, place, version, {"an activity", kProperties});
}

}  // namespace xapi
