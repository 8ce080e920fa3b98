#include "base/moment.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/text.h"

namespace base {
namespace {

constexpr double kMost = 1e6;  // seconds: eleven days

bool read_number(std::string_view text, double& number) {
  int whole = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), whole);
  number = whole;
  return error == std::errc() && end == text.data() + text.size() && whole >= 0;
}

}  // namespace

bool parse_moment(std::string_view text, double& seconds) {
  text = trim(text);
  std::string plain(text);
  std::ranges::replace(plain, ',', '.');
  const auto dot = plain.find('.');
  double fraction = 0;
  if (dot != std::string::npos) {
    const std::string_view digits = std::string_view(plain).substr(dot + 1);
    if (digits.empty() || digits.size() > 6 || !read_number(digits, fraction)) return false;
    fraction /= std::pow(10, static_cast<double>(digits.size()));
  }
  const auto parts = split(std::string_view(plain).substr(0, dot), ':');
  if (parts.empty() || parts.size() > 3) return false;
  seconds = 0;
  for (const auto part : parts) {
    double number = 0;
    if (!read_number(part, number)) return false;
    seconds = seconds * 60 + number;
  }
  seconds += fraction;
  return seconds < kMost;
}

std::string format_moment(double seconds) {
  const auto whole = static_cast<long long>(seconds);
  if (whole < 3600) return fmt::format("{}:{:02}", whole / 60, whole % 60);
  return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

}  // namespace base
