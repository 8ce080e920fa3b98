#include "base/hash.h"

#include <xxhash.h>

namespace base {
namespace {

constexpr std::size_t kHalfDigits = 16;
constexpr std::string_view kDigits = "0123456789abcdef";

void append_hex(std::string& out, std::uint64_t value) {
  for (int shift = 60; shift >= 0; shift -= 4) out += kDigits[(value >> shift) & 0xF];
}

bool read_hex(std::string_view hex, std::uint64_t& value) {
  value = 0;
  for (const char c : hex) {
    const std::size_t digit = kDigits.find(c);
    if (digit == std::string_view::npos) return false;
    value = value << 4 | digit;
  }
  return true;
}

}  // namespace

Hash128 hash128(std::string_view bytes) {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return {hash.high64, hash.low64};
}

Hasher::Hasher() : state_(XXH3_createState()) { XXH3_128bits_reset(state_); }
Hasher::~Hasher() { XXH3_freeState(state_); }
void Hasher::add(std::string_view bytes) { XXH3_128bits_update(state_, bytes.data(), bytes.size()); }

Hash128 Hasher::finish() const {
  const XXH128_hash_t hash = XXH3_128bits_digest(state_);
  return {hash.high64, hash.low64};
}

std::string to_hex(const Hash128& hash) {
  std::string out;
  out.reserve(2 * kHalfDigits);
  append_hex(out, hash.high);
  append_hex(out, hash.low);
  return out;
}

bool from_hex(std::string_view hex, Hash128& hash) {
  hash = {};
  Hash128 read;
  if (hex.size() != 2 * kHalfDigits) return false;
  if (!read_hex(hex.substr(0, kHalfDigits), read.high) || !read_hex(hex.substr(kHalfDigits), read.low)) return false;
  hash = read;
  return true;
}

std::string short_hash(std::string_view bytes, int digits) {
  return to_hex(hash128(bytes)).substr(0, static_cast<std::size_t>(digits));
}

}  // namespace base
