// Reading JSON whose shape may be another than the one hoped for: what is missing or of another type is empty.
#pragma once

#include <boost/json/object.hpp>
#include <cmath>
#include <optional>
#include <string_view>

namespace learning {

// nullptr when `object` is nullptr, or has no object there.
inline const boost::json::object* object_at(const boost::json::object* object, std::string_view key) {
  const auto* value = object == nullptr ? nullptr : object->if_contains(key);
  return value == nullptr ? nullptr : value->if_object();
}

// Lives as long as the object.
inline std::string_view text_at(const boost::json::object* object, std::string_view key) {
  const auto* value = object == nullptr ? nullptr : object->if_contains(key);
  const auto* text = value == nullptr ? nullptr : value->if_string();
  return text == nullptr ? std::string_view() : std::string_view(text->data(), text->size());
}

inline std::optional<double> number_at(const boost::json::object* object, std::string_view key) {
  const auto* value = object == nullptr ? nullptr : object->if_contains(key);
  if (value == nullptr || !value->is_number()) return std::nullopt;
  const double number = value->to_number<double>();
  return std::isfinite(number) ? std::optional(number) : std::nullopt;
}

inline std::optional<bool> truth_at(const boost::json::object* object, std::string_view key) {
  const auto* value = object == nullptr ? nullptr : object->if_contains(key);
  return value != nullptr && value->is_bool() ? std::optional(value->get_bool()) : std::nullopt;
}

}  // namespace learning
