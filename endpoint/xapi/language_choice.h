// Which entry of a language map a reader wants.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace xapi {

// The ranges of an Accept-Language header (RFC 9110, 12.5.4) in lower case, the most wanted first; those with q=0 are left out.
std::vector<std::string> language_ranges(std::string_view accept_language);

// Leaves of a language map the entry that fits best (RFC 4647): the range itself, then a longer tag of it, then a shorter range; the
// first entry when none fits.
void keep_best_language(boost::json::object& map, const std::vector<std::string>& ranges);

}  // namespace xapi
