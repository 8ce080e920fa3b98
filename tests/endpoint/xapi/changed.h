// A value that differs from another in one place.
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <string_view>

#include "tests/endpoint/xapi/problem_text.h"

namespace test {

// Puts the JSON `text` at a JSON pointer, "/object/id"; an empty text takes away what is there.
inline boost::json::value changed(std::string_view json_text, const std::string& pointer, std::string_view text) {
  auto value = json(json_text);
  const auto slash = pointer.rfind('/');
  auto& parent = value.at_pointer(pointer.substr(0, slash));
  const std::string key = pointer.substr(slash + 1);
  if (parent.is_array()) {
    parent.as_array().at(std::stoul(key)) = json(text);
  } else if (text.empty()) {
    parent.as_object().erase(key);
  } else {
    parent.as_object()[key] = json(text);
  }
  return value;
}

}  // namespace test
