// Content hashes. Fast and 128 bits wide, but not cryptographic.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

struct XXH3_state_s;

namespace base {

struct Hash128 {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  friend bool operator==(const Hash128&, const Hash128&) = default;
};

// XXH3-128 of the bytes (https://github.com/Cyan4973/xxHash, canonical form).
Hash128 hash128(std::string_view bytes);

// hash128 of bytes that come in pieces.
class Hasher {
 public:
  Hasher();
  ~Hasher();
  Hasher(const Hasher&) = delete;
  Hasher& operator=(const Hasher&) = delete;
  void add(std::string_view bytes);
  Hash128 finish() const;

 private:
  XXH3_state_s* state_;
};

// 32 lower-case hexadecimal digits, and back ({} when malformed is all zero).
std::string to_hex(const Hash128& hash);
bool from_hex(std::string_view hex, Hash128& hash);

// The first `digits` hexadecimal digits of hash128(bytes).
std::string short_hash(std::string_view bytes, int digits);

}  // namespace base
