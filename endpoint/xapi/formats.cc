#include "endpoint/xapi/formats.h"

#include <openssl/rand.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>

#include "endpoint/xapi/characters.h"

namespace xapi {
namespace {

constexpr std::size_t kUuidLength = 36;

bool is_dash_place(std::size_t index) { return index == 8 || index == 13 || index == 18 || index == 23; }

using UuidBytes = std::array<unsigned char, 16>;

UuidBytes bytes_of(std::string_view uuid) {
  UuidBytes bytes{};
  std::size_t digit = 0;
  for (const char c : uuid) {
    if (c == '-') continue;
    bytes[digit / 2] = static_cast<unsigned char>(bytes[digit / 2] << 4 | hex_value(c));
    ++digit;
  }
  return bytes;
}

std::string text_of(UuidBytes bytes, int version) {
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0f) | version << 4);
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3f) | 0x80);  // RFC 4122's variant
  std::string text;
  text.reserve(kUuidLength);
  for (const unsigned char byte : bytes) {
    if (is_dash_place(text.size())) text += '-';
    text += "0123456789abcdef"[byte >> 4];
    text += "0123456789abcdef"[byte & 0x0f];
  }
  return text;
}

bool is_hex(std::string_view text) { return std::all_of(text.begin(), text.end(), is_hex_digit); }

// U+0080 to U+009F, controls beyond ASCII.
bool is_control_at(std::string_view text, std::size_t i) {
  return static_cast<unsigned char>(text[i]) == 0xc2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xa0;
}

// RFC 3987's characters of an IRI; what is beyond ASCII passes.
bool is_iri_character(char c) {
  if (static_cast<unsigned char>(c) >= 0x80) return true;
  return static_cast<unsigned char>(c) > 0x20 && c != 0x7f && std::string_view("\"<>\\^`{|}").find(c) == std::string_view::npos;
}

bool is_scheme(std::string_view text) {
  if (text.empty() || !is_letter(text.front())) return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.'; });
}

std::string_view trim_spaces(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  return text;
}

std::size_t token_length(std::string_view text) {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_token_character) - text.begin());
}

// Takes a token off the front; false when there is none.
bool take_token(std::string_view& text) {
  const std::size_t length = token_length(text);
  text.remove_prefix(length);
  return length > 0;
}

bool take_quoted(std::string_view& text) {
  if (text.empty() || text.front() != '"') return false;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '"') {
      text.remove_prefix(i + 1);
      return true;
    }
    if (text[i] == '\\') ++i;
    if (i >= text.size() || (static_cast<unsigned char>(text[i]) < 0x20 && text[i] != '\t') || text[i] == 0x7f) return false;
  }
  return false;
}

}  // namespace

bool is_uuid(std::string_view text) {
  if (text.size() != kUuidLength) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_dash_place(i) ? text[i] != '-' : !is_hex_digit(text[i])) return false;
  }
  return true;
}

std::string lower_uuid(std::string_view uuid) { return lower_ascii(uuid); }

std::string random_uuid() {
  UuidBytes bytes{};
  // Fails only where the system has no randomness at all; then no id could be unique and nothing can go on.
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) std::abort();
  return text_of(bytes, 4);
}

std::string uuid_of_name(std::string_view namespace_uuid, std::string_view name) {
  const UuidBytes prefix = bytes_of(namespace_uuid);
  std::string bytes(prefix.begin(), prefix.end());
  bytes += name;
  std::array<unsigned char, SHA_DIGEST_LENGTH> digest{};
  SHA1(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
  UuidBytes cut{};
  std::copy_n(digest.begin(), cut.size(), cut.begin());
  return text_of(cut, 5);
}

bool is_iri(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon + 1 == text.size() || !is_scheme(text.substr(0, colon))) return false;
  for (std::size_t i = colon + 1; i < text.size(); ++i) {
    if (!is_iri_character(text[i]) || is_control_at(text, i)) return false;
    if (text[i] == '%' && (i + 2 >= text.size() || !is_hex(text.substr(i + 1, 2)))) return false;
  }
  return true;
}

bool is_mailto(std::string_view text) {
  constexpr std::string_view kScheme = "mailto:";
  if (!text.starts_with(kScheme) || !is_iri(text)) return false;
  const std::string_view address = text.substr(kScheme.size());
  const std::size_t at = address.find('@');
  return at != std::string_view::npos && at > 0 && at + 1 < address.size() && address.find('@', at + 1) == std::string_view::npos;
}

bool is_sha1(std::string_view text) { return text.size() == 40 && is_hex(text); }

bool is_sha2(std::string_view text) {
  return (text.size() == 56 || text.size() == 64 || text.size() == 96 || text.size() == 128) && is_hex(text);
}

bool is_media_type(std::string_view text) {
  if (!take_token(text) || !text.starts_with('/')) return false;
  text.remove_prefix(1);
  if (!take_token(text)) return false;
  for (text = trim_spaces(text); !text.empty(); text = trim_spaces(text)) {
    if (text.front() != ';') return false;
    text = trim_spaces(text.substr(1));
    if (text.empty() || text.front() == ';') continue;  // RFC 9110 lets parameters be empty
    if (!take_token(text) || !text.starts_with('=')) return false;
    text.remove_prefix(1);
    if (!take_token(text) && !take_quoted(text)) return false;
  }
  return true;
}

}  // namespace xapi
