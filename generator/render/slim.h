// Style sheets and scripts without what only their authors read.
#pragma once

#include <string>
#include <string_view>

namespace render {

// Leaves out indentation, empty lines, and comments that have lines of their own (`// …` in .js, `/* … */` in .css); a line stays a line. A file that
// holds text over several lines (a template literal, a backslash at a line's end) stays as it is, and so do files of other kinds.
std::string slim(std::string_view name, std::string_view text);

}  // namespace render
