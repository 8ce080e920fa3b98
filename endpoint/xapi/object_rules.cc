#include <array>

#include "endpoint/xapi/rules.h"

namespace xapi {
namespace {

Finding check_reference_type(const Value& value, const Place& place, Version) {
  return is_text(value, "StatementRef") ? std::nullopt : problem(place, "is not 'StatementRef'");
}

Finding check_sub_statement_type(const Value& value, const Place& place, Version) {
  return is_text(value, "SubStatement") ? std::nullopt : problem(place, "is not 'SubStatement'");
}

struct ObjectKind {
  std::string_view type;
  Check check;
};

constexpr std::array<ObjectKind, 5> kObjectKinds = {{{"Activity", check_activity},
                                                     {"Agent", check_agent},
                                                     {"Group", check_group},
                                                     {"StatementRef", check_statement_reference},
                                                     {"SubStatement", check_sub_statement}}};

Finding check_kind(const Value& value, const Place& place, Version version, std::span<const ObjectKind> kinds) {
  if (!value.is_object()) return problem(place, "is no object");
  const Value* type = value.get_object().if_contains("objectType");
  if (type == nullptr) return check_activity(value, place, version);
  for (const auto& kind : kinds) {
    if (type->is_string() && view(type->get_string()) == kind.type) return kind.check(value, place, version);
  }
  return problem(place.of("objectType"), "is no type of object that may stand here");
}

// A sub-statement holds no other.
Finding check_object_of_sub_statement(const Value& value, const Place& place, Version version) {
  return check_kind(value, place, version, std::span(kObjectKinds).first(kObjectKinds.size() - 1));
}

}  // namespace

Finding check_statement_reference(const Value& value, const Place& place, Version version) {
  static constexpr std::array<Property, 2> kProperties = {
      {{"objectType", check_reference_type, Presence::required}, {"id", check_uuid, Presence::required}}};
  return check_properties(value, place, version, {"a statement reference", kProperties});
}

Finding check_statement_object(const Value& value, const Place& place, Version version) {
  return check_kind(value, place, version, kObjectKinds);
}

Finding check_sub_statement(const Value& value, const Place& place, Version version) {
  static constexpr std::array<Property, 8> kProperties = {{{"objectType", check_sub_statement_type, Presence::required},
                                                           {"actor", check_agent_or_group, Presence::required},
                                                           {"verb", check_verb, Presence::required},
                                                           {"object", check_object_of_sub_statement, Presence::required},
                                                           {"result", check_result},
                                                           {"context", check_context},
                                                           {"timestamp", check_timestamp},
                                                           {"attachments", check_attachment_list}}};
  if (auto found = check_properties(value, place, version, {"a sub-statement", kProperties})) return found;
  return check_context_fits_object(value.get_object(), place);
}

}  // namespace xapi
