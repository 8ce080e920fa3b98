#include "endpoint/xapi/version.h"

#include <algorithm>

#include "endpoint/xapi/characters.h"

namespace xapi {
namespace {

// "1.0" or "1.0." and digits, for the line "1.0".
bool is_of_line(std::string_view text, std::string_view line) {
  if (!text.starts_with(line)) return false;
  text.remove_prefix(line.size());
  if (text.empty()) return true;
  return text.size() > 1 && text.front() == '.' && std::all_of(text.begin() + 1, text.end(), is_digit);
}

}  // namespace

std::optional<Version> version_of(std::string_view header) {
  if (is_of_line(header, "1.0")) return Version::k1_0_3;
  if (is_of_line(header, "2.0")) return Version::k2_0_0;
  return std::nullopt;
}

std::string_view name_of(Version version) { return version == Version::k1_0_3 ? "1.0.3" : "2.0.0"; }

}  // namespace xapi
