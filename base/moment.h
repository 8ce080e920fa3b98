// Moments in a film, as people write them.
#pragma once

#include <string>
#include <string_view>

namespace base {

// "1:02:03", "1:02.5", "00:01:02,500", "62.5" → seconds. False for anything else; `seconds` is then undefined.
bool parse_moment(std::string_view text, double& seconds);

// "1:02", above an hour "1:02:03"; without what is less than a second.
std::string format_moment(double seconds);

}  // namespace base
