#include "base/http_server/target.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>

#include "base/text.h"

namespace http_server {
namespace {

constexpr std::string_view kHexadecimal = "0123456789abcdefABCDEF";

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("-._~/").find(c) != std::string_view::npos;
}

// "http://host/a?b" → "/a?b"; other forms unchanged.
std::string_view without_authority(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!base::starts_with_ignoring_case(target, scheme)) continue;
    target.remove_prefix(std::min(target.find_first_of("/?", scheme.size()), target.size()));
    break;
  }
  return target;
}

bool is_valid_path(std::string_view path) {
  if (!path.starts_with('/') || base::find_invalid_utf8(path) != std::string::npos) return false;
  if (std::ranges::any_of(path, is_control)) return false;
  return std::ranges::none_of(base::split(path, '/'), [](auto segment) { return segment == "." || segment == ".."; });
}

}  // namespace

std::optional<std::string> percent_decoded(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded.push_back(text[i]);
      continue;
    }
    const std::string_view digits = text.substr(i + 1, 2);
    if (digits.size() < 2 || digits.find_first_not_of(kHexadecimal) != std::string_view::npos) return std::nullopt;
    unsigned byte = 0;
    std::from_chars(digits.data(), digits.data() + 2, byte, 16);
    decoded.push_back(static_cast<char>(byte));
    i += 2;
  }
  return decoded;
}

std::string percent_encoded_query(std::string_view text) {
  std::string encoded;
  for (const char c : text) {
    if (is_plain(c) && c != '/') {
      encoded.push_back(c);
    } else {
      fmt::format_to(std::back_inserter(encoded), "%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return encoded;
}

std::string percent_encoded_path(std::string_view path) {
  std::string encoded;
  for (const char c : path) encoded += c == '/' ? "/" : percent_encoded_query(std::string_view(&c, 1));
  return encoded;
}

std::optional<Target> parse_target(std::string_view target) {
  if (target == "*") return Target{"*", ""};
  const std::string_view rest = without_authority(target);
  const std::size_t mark = std::min(rest.find('?'), rest.size());
  std::string_view path = rest.substr(0, mark);
  if (path.empty() && rest.size() != target.size()) path = "/";  // "http://host?b"
  auto decoded = percent_decoded(path);
  if (!decoded || !is_valid_path(*decoded)) return std::nullopt;
  return Target{std::move(*decoded), std::string(rest.substr(std::min(mark + 1, rest.size())))};
}

std::optional<std::string> query_value(std::string_view query, std::string_view name) {
  for (const std::string_view part : base::split(query, '&')) {
    const std::size_t equals = std::min(part.find('='), part.size());
    std::string key(part.substr(0, equals));
    std::string value(part.substr(std::min(equals + 1, part.size())));
    std::ranges::replace(key, '+', ' ');
    std::ranges::replace(value, '+', ' ');
    if (percent_decoded(key) == name) return percent_decoded(value);
  }
  return std::nullopt;
}

}  // namespace http_server
