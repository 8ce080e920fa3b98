// Classes of ASCII characters, the same in every locale.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace xapi {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_hex_digit(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

// 0 to 15 of a hexadecimal digit.
constexpr int hex_value(char c) { return is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10; }

constexpr char lower_ascii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

inline std::string lower_ascii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = lower_ascii(c);
  return lower;
}

// RFC 9110, 5.6.2: what names of headers, media types and parameters are made of.
constexpr bool is_token_character(char c) {
  return is_digit(c) || is_letter(c) || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

// A key as a message names it: of a long one the first bytes, whole characters of UTF-8.
inline std::string shortened(std::string_view key) {
  std::size_t length = 100;
  if (key.size() <= length) return std::string(key);
  while ((static_cast<unsigned char>(key[length]) & 0xc0) == 0x80) --length;
  return std::string(key.substr(0, length)) + "…";
}

}  // namespace xapi
