// The addresses of assignable units (cmi5, 8.1 and 13.1.4).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cmi5 {

// What is wrong with an AU's url, in words that follow "url "; nothing when it can be launched. Without a scheme it is relative to the
// package; addresses that browsers run as a program ("javascript:") are refused.
std::optional<std::string> wrong_with_url(std::string_view url);

// Of one that wrong_with_url accepts.
bool is_relative(std::string_view url);

// The file of the package that a relative url names: without query and fragment, decoded. "" when it leads out of the package.
std::string file_of(std::string_view url);

// A relative url as it is reached below `folder`, which ends in '/'.
std::string below(std::string_view folder, std::string_view url);

// `url` with more parameters in its query, encoded; its fragment stays at the end.
std::string with_parameters(std::string_view url, const std::vector<std::pair<std::string, std::string>>& parameters);

}  // namespace cmi5
