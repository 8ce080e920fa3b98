#include "endpoint/store/uuid_bytes.h"

#include <fmt/format.h>

namespace store {
namespace {

int digit_of(char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; }

}  // namespace

std::string uuid_bytes(std::string_view uuid) {
  std::string bytes;
  for (std::size_t at = 0; at + 1 < uuid.size(); at += 2) {
    if (uuid[at] == '-') ++at;
    bytes += static_cast<char>(digit_of(uuid[at]) << 4 | digit_of(uuid[at + 1]));
  }
  return bytes;
}

std::string uuid_text(std::string_view bytes) {
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    if (at == 4 || at == 6 || at == 8 || at == 10) text += '-';
    text += fmt::format("{:02x}", static_cast<unsigned char>(bytes[at]));
  }
  return text;
}

}  // namespace store
