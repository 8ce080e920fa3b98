#include <array>

#include <boost/json/value_to.hpp>

#include "endpoint/xapi/rules.h"

namespace xapi {
namespace {

std::optional<double> number_at(const Object& object, std::string_view key) {
  const Value* value = object.if_contains(key);
  if (value == nullptr) return std::nullopt;
  return value->to_number<double>();
}

Finding check_scaled(const Value& value, const Place& place, Version version) {
  if (auto found = check_number(value, place, version)) return found;
  const double scaled = value.to_number<double>();
  return scaled < -1 || scaled > 1 ? problem(place, "is not between -1 and 1") : std::nullopt;
}

Finding check_score(const Value& value, const Place& place, Version version) {
  static constexpr std::array<Property, 4> kProperties = {
      {{"scaled", check_scaled}, {"raw", check_number}, {"min", check_number}, {"max", check_number}}};
  if (auto found = check_properties(value, place, version, {"a score", kProperties})) return found;
  const auto raw = number_at(value.get_object(), "raw");
  const auto min = number_at(value.get_object(), "min");
  const auto max = number_at(value.get_object(), "max");
  if (min && max && *min >= *max) return problem(place.of("min"), "is not less than max");
  if (raw && min && *raw < *min) return problem(place.of("raw"), "is less than min");
  if (raw && max && *raw > *max) return problem(place.of("raw"), "is greater than max");
  return std::nullopt;
}

}  // namespace

Finding check_result(const Value& value, const Place& place, Version version) {
  static constexpr std::array<Property, 6> kProperties = {{{"score", check_score},
                                                           {"success", check_boolean},
                                                           {"completion", check_boolean},
                                                           {"response", check_text},
                                                           {"duration", check_duration},
                                                           {"extensions", check_extensions}}};
  return check_properties(value, place, version, {"a result", kProperties});
}

}  // namespace xapi
