// JSON as clients send it, read strictly: what two readers could understand differently is refused.
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <string_view>

#include "endpoint/xapi/problem.h"

namespace xapi {

// Refused are: syntax errors, a key twice in one object, more than 64 levels, lone surrogates, bytes that are not UTF-8, numbers
// that no double can hold, anything after the value. `where` is "line 2, column 7". U+0000 in texts is allowed.
Checked<boost::json::value> parse_json(std::string_view text);

// Compact JSON; the keys keep their order; equal values give equal texts.
std::string to_text(const boost::json::value& value);

}  // namespace xapi
