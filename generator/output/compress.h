// Text files as hosts may send them compressed: gzip for all, Brotli for most.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace output {

// (".gz", bytes) and (".br", bytes) for files that are text; nothing for others and for those that would not get smaller.
std::vector<std::pair<std::string, std::string>> compressed(std::string_view path, std::string_view bytes);

}  // namespace output
