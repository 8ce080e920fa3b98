#include "generator/markup/limits.h"

#include <algorithm>
#include <string>

namespace markup {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t'; }

std::size_t skip_spaces(std::string_view line, std::size_t at) {
  while (at < line.size() && is_space(line[at])) ++at;
  return at;
}

// The length of a marker that opens a block in which others may stand, or 0: `>`, `-`, `12.`, `[^name]:`.
std::size_t marker_length(std::string_view rest) {
  if (rest.empty()) return 0;
  if (rest[0] == '>') return 1;
  const auto space_at = [rest](std::size_t i) { return i == rest.size() || is_space(rest[i]); };
  if (rest[0] == '-' || rest[0] == '*' || rest[0] == '+') return space_at(1) ? 1 : 0;
  if (rest[0] >= '0' && rest[0] <= '9') {
    const auto digits = rest.substr(0, 10).find_first_not_of("0123456789");
    const bool marker = digits < rest.size() && (rest[digits] == '.' || rest[digits] == ')') && space_at(digits + 1);
    return marker ? digits + 1 : 0;
  }
  if (!rest.starts_with("[^")) return 0;
  const auto close = rest.find_first_of("] \t", 2);
  return close < rest.size() && rest.substr(close).starts_with("]:") ? close + 2 : 0;
}

// `* * * *` is a rule, however long.
bool is_rule(std::string_view rest) {
  return rest.find_first_not_of(std::string{rest[0], ' ', '\t'}) == rest.npos && (rest[0] == '*' || rest[0] == '-');
}

int leading_markers(std::string_view line) {
  int count = 0;
  for (auto at = skip_spaces(line, 0); at < line.size(); at = skip_spaces(line, at)) {
    const auto length = marker_length(line.substr(at));
    if (length == 0 || is_rule(line.substr(at))) break;
    ++count;
    at += length;
  }
  return count;
}

}  // namespace

bool within_limits(std::string_view body, int first_line, int nesting_limit, std::vector<Finding>& findings) {
  int number = first_line;
  for (std::size_t start = 0; start < body.size(); ++number) {
    const auto end = std::min(body.find('\n', start), body.size());
    const auto line = body.substr(start, end - start);
    start = end + 1;
    if (line.size() <= static_cast<std::size_t>(nesting_limit)) continue;
    const int depth = leading_markers(line);
    if (depth <= nesting_limit) continue;
    findings.push_back({"limit", number, 0,
                        "blocks nest " + std::to_string(depth) + " deep, the limit is " + std::to_string(nesting_limit), {}});
    return false;
  }
  return true;
}

}  // namespace markup
