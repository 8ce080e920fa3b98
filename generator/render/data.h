// The values that templates see.
#pragma once

#include <kainjow/mustache.hpp>

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

namespace render {

using Data = kainjow::mustache::data;

inline Data make_list() { return Data(Data::type::list); }

// Moves an item to the end of a list; Mustache's own push_back copies the whole item. A vector of data that grows copies, too (their
// move may throw, says their type): here it grows by moving.
inline void push(Data& list, Data item) {
  auto& items = const_cast<kainjow::mustache::list&>(list.list_value());
  if (items.size() == items.capacity()) {
    kainjow::mustache::list larger;
    larger.reserve(2 * items.size() + 4);
    std::ranges::move(items, std::back_inserter(larger));
    items.swap(larger);
  }
  items.push_back(std::move(item));
}

// An empty text is false, so that {{#name}} tests for it: Mustache itself takes any text as true.
inline Data text(const std::string& value) {
  if (value.empty()) return Data(false);
  return Data(value);
}

inline void set(Data& object, const char* name, const std::string& value) { object[name] = text(value); }
inline void set(Data& object, const char* name, Data value) { object[name] = std::move(value); }
inline void set(Data& object, const char* name, const char* value) { set(object, name, std::string(value)); }
inline void set_flag(Data& object, const char* name, bool value) { object[name] = Data(value); }

}  // namespace render
