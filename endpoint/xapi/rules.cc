#include "endpoint/xapi/rules.h"

#include <bitset>
#include <cassert>

#include "endpoint/xapi/characters.h"
#include "endpoint/xapi/formats.h"

namespace xapi {
namespace {

constexpr std::size_t kMostProperties = 16;

// A text in one of the formats.
Finding check_format(const Value& value, const Place& place, bool (*fits)(std::string_view), const char* otherwise) {
  if (!value.is_string()) return problem(place, "is no text");
  if (!fits(view(value.get_string()))) return problem(place, otherwise);
  return std::nullopt;
}

std::size_t index_of(std::span<const Property> properties, std::string_view name) {
  std::size_t index = 0;
  while (index < properties.size() && properties[index].name != name) ++index;
  return index;
}

}  // namespace

std::string Place::text() const {
  std::string before = parent == nullptr ? std::string(key) : parent->text();
  if (parent == nullptr) return before;
  if (index >= 0) return before + '[' + std::to_string(index) + ']';
  if (!before.empty()) before += '.';
  return before += shortened(key);
}

Finding problem(const Place& place, std::string what) { return Problem{place.text(), std::move(what)}; }

Finding check_properties(const Value& value, const Place& place, Version version, const Kind& kind) {
  if (!value.is_object()) return problem(place, "is no object");
  assert(kind.properties.size() <= kMostProperties);
  std::bitset<kMostProperties> seen;
  for (const auto& member : value.get_object()) {
    const std::string_view name(member.key().data(), member.key().size());
    const std::size_t index = index_of(kind.properties, name);
    if (index == kind.properties.size()) return problem(place.of(name), "is no property of " + std::string(kind.noun));
    seen.set(index);
    if (auto found = kind.properties[index].check(member.value(), place.of(name), version)) return found;
  }
  for (std::size_t i = 0; i < kind.properties.size(); ++i) {
    const Property& property = kind.properties[i];
    if (property.presence == Presence::required && !seen[i]) return problem(place.of(property.name), "is missing");
  }
  return std::nullopt;
}

Finding check_elements(const Value& value, const Place& place, Version version, Check check) {
  if (!value.is_array()) return problem(place, "is no array");
  std::size_t index = 0;
  for (const Value& element : value.get_array()) {
    if (auto found = check(element, place.at(index++), version)) return found;
  }
  return std::nullopt;
}

Finding check_text(const Value& value, const Place& place, Version) {
  return value.is_string() ? std::nullopt : problem(place, "is no text");
}

Finding check_boolean(const Value& value, const Place& place, Version) {
  return value.is_bool() ? std::nullopt : problem(place, "is neither true nor false");
}

Finding check_number(const Value& value, const Place& place, Version) {
  return value.is_number() ? std::nullopt : problem(place, "is no number");
}

Finding check_uuid(const Value& value, const Place& place, Version) { return check_format(value, place, is_uuid, "is no UUID"); }
Finding check_iri(const Value& value, const Place& place, Version) { return check_format(value, place, is_iri, "is no IRI"); }

Finding check_timestamp(const Value& value, const Place& place, Version) {
  return check_format(value, place, [](std::string_view text) { return timestamp_of(text).has_value(); }, "is no ISO 8601 timestamp");
}

Finding check_duration(const Value& value, const Place& place, Version) {
  return check_format(value, place, is_duration, "is no ISO 8601 duration");
}

Finding check_language(const Value& value, const Place& place, Version) {
  return check_format(value, place, is_language_tag, "is no RFC 5646 language tag");
}

Finding check_language_map(const Value& value, const Place& place, Version version) {
  if (!value.is_object()) return problem(place, "is no language map");
  for (const auto& member : value.get_object()) {
    const std::string_view language(member.key().data(), member.key().size());
    if (!is_language_tag(language)) return problem(place.of(language), "has a key that is no RFC 5646 language tag");
    if (auto found = check_text(member.value(), place.of(language), version)) return found;
  }
  return std::nullopt;
}

Finding check_extensions(const Value& value, const Place& place, Version) {
  if (!value.is_object()) return problem(place, "is no object");
  for (const auto& member : value.get_object()) {
    const std::string_view key(member.key().data(), member.key().size());
    if (!is_iri(key)) return problem(place.of(key), "has a key that is no IRI");
  }
  return std::nullopt;
}

std::string_view object_type(const Object& object, std::string_view otherwise) {
  const Value* type = object.if_contains("objectType");
  return type != nullptr && type->is_string() ? view(type->get_string()) : otherwise;
}

}  // namespace xapi
