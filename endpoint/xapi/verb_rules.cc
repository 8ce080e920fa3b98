#include <array>

#include "endpoint/xapi/rules.h"

namespace xapi {

Finding check_verb(const Value& value, const Place& place, Version version) {
  static constexpr std::array<Property, 2> kProperties = {{{"id", check_iri, Presence::required}, {"display", check_language_map}}};
  return check_properties(value, place, version, {"a verb", kProperties});
}

}  // namespace xapi
