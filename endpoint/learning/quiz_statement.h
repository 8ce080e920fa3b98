// What happened in a quiz as an xAPI statement, the same that a page's script would make (tests/contract/statements.json).
#pragma once

#include <boost/json/object.hpp>
#include <string_view>

#include "endpoint/learning/event.h"

namespace learning {

// Of the types answered and quiz_ended alone.
boost::json::object statement_of(const Event& event, std::string_view site);

}  // namespace learning
