// Refuses texts that would cost cmark-gfm more than linear time or us the stack, before they are parsed.
#pragma once

#include <string_view>
#include <vector>

#include "generator/markup/finding.h"

namespace markup {

// Looks at what stands in front of each line (`>`, list markers, `[^1]:`) and at the size of tables; in long texts also at
// how many marks there are and how they crowd. Returns false and adds a finding of check "limit" when the text must not be
// parsed. Lines count from `first_line`.
bool within_limits(std::string_view body, int first_line, int nesting_limit, std::vector<Finding>& findings);

}  // namespace markup
