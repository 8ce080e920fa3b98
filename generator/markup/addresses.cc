#include "generator/markup/addresses.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace markup {
namespace {

// RFC 3986's reserved and unreserved characters and the percent sign, less & and '.
constexpr auto kSafe = [] {
  std::array<bool, 256> safe{};
  for (const char c : std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.+!*(),%#@?=;:/$~[]")) {
    safe[static_cast<unsigned char>(c)] = c != '[' && c != ']';
  }
  return safe;
}();

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

constexpr std::array<std::string_view, 12> kVideo = {"mp4", "webm", "mov", "mkv", "m4v", "avi", "3gp", "mpg", "mpeg", "mts", "ogv", "wmv"};
constexpr std::array<std::string_view, 9> kSound = {"mp3", "ogg", "oga", "opus", "m4a", "wav", "flac", "aac", "amr"};

}  // namespace

std::string_view scheme_of(std::string_view address) {
  if (address.empty() || !is_letter(address.front())) return {};
  const auto end = std::ranges::find_if(address, [](char c) {
    return !is_letter(c) && !(c >= '0' && c <= '9') && c != '+' && c != '-' && c != '.';
  });
  if (end == address.end() || *end != ':') return {};
  return address.substr(0, static_cast<std::size_t>(end - address.begin()));
}

void append_address(std::string& out, std::string_view address) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  for (const char c : address) {
    const auto byte = static_cast<unsigned char>(c);
    if (kSafe[byte]) {
      out += c;
    } else if (c == '&') {
      out += "&amp;";
    } else if (c == '\'') {
      out += "&#x27;";
    } else {
      out += '%';
      out += kDigits[byte >> 4];
      out += kDigits[byte & 15];
    }
  }
}

MediaKind media_kind(std::string_view address) {
  const auto path = address.substr(0, address.find_first_of("?#"));
  const auto ending = base::to_lower(base::extension_of(path));
  if (std::ranges::find(kVideo, ending) != kVideo.end()) return MediaKind::video;
  if (std::ranges::find(kSound, ending) != kSound.end()) return MediaKind::sound;
  return MediaKind::picture;
}

}  // namespace markup
