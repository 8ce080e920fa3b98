#include "generator/preview/byte_range.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace preview {
namespace {

constexpr ByteRange kUnsatisfiable = {ByteRange::Kind::unsatisfiable, 0, 0};

bool parse_digits(std::string_view text, std::uint64_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

// "-100": the last hundred bytes.
ByteRange parse_suffix(std::string_view digits, std::uint64_t size) {
  std::uint64_t count = 0;
  if (!parse_digits(digits, count)) return {};
  if (count == 0 || size == 0) return kUnsatisfiable;
  return {ByteRange::Kind::part, size - std::min(count, size), size - 1};
}

}  // namespace

ByteRange parse_range(std::string_view header, std::uint64_t size) {
  constexpr std::string_view kUnit = "bytes=";
  if (!base::starts_with_ignoring_case(header, kUnit)) return {};
  header = base::trim(header.substr(kUnit.size()));
  const std::size_t dash = header.find('-');
  if (dash == std::string_view::npos) return {};
  const std::string_view last_digits = header.substr(dash + 1);
  if (dash == 0) return parse_suffix(last_digits, size);
  std::uint64_t first = 0;
  std::uint64_t last = UINT64_MAX;
  if (!parse_digits(header.substr(0, dash), first)) return {};
  if (!last_digits.empty() && (!parse_digits(last_digits, last) || last < first)) return {};
  if (first >= size) return kUnsatisfiable;
  return {ByteRange::Kind::part, first, std::min(last, size - 1)};
}

}  // namespace preview
