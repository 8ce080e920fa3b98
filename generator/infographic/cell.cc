#include "generator/infographic/cell.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/text.h"

namespace infographic {

bool parse_cell(std::string_view cell, double& number) {
  std::string_view digits = cell;
  if (digits.starts_with('-')) digits.remove_prefix(1);
  if (digits.empty() || digits.front() == '.' || digits.back() == '.') return false;
  for (const char c : digits) {
    if (c != '.' && (c < '0' || c > '9')) return false;
  }
  const char* end = cell.data() + cell.size();
  const auto [stopped, error] = std::from_chars(cell.data(), end, number, std::chars_format::fixed);
  return error == std::errc() && stopped == end && std::isfinite(number);
}

bool is_grouped(std::string_view cell) {
  if (cell.starts_with('-') || cell.starts_with('+')) cell.remove_prefix(1);
  const auto groups = base::split(cell, '.');
  const auto digits = [](std::string_view group) {
    return std::ranges::all_of(group, [](char c) { return c >= '0' && c <= '9'; });
  };
  if (groups.size() < 2 || groups[0].empty() || groups[0].size() > 3 || groups[0][0] == '0') return false;
  return digits(groups[0]) && std::all_of(groups.begin() + 1, groups.end(), [&](std::string_view group) { return group.size() == 3 && digits(group); });
}

}  // namespace infographic
