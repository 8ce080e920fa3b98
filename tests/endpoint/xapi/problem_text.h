// Problems and values as texts, to be compared whole.
#pragma once

#include <optional>
#include <string>

#include "endpoint/xapi/json.h"
#include "endpoint/xapi/problem.h"

namespace test {

// "actor.mbox: is no mailto IRI"; "" for none.
inline std::string text_of(const std::optional<xapi::Problem>& problem) {
  return problem ? problem->where + ": " + problem->what : std::string();
}

template <class T>
std::string text_of(const xapi::Checked<T>& checked) {
  return checked ? std::string() : checked.error().where + ": " + checked.error().what;
}

// Of JSON that is right.
inline boost::json::value json(std::string_view text) { return xapi::parse_json(text).value(); }

}  // namespace test
