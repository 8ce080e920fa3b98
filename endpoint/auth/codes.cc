#include "endpoint/auth/codes.h"

#include <sodium.h>

#include <array>
#include <cstdlib>

namespace auth {
namespace {

constexpr std::size_t kMemory = 19 * 1024 * 1024;
constexpr unsigned long long kPasses = 2;

void prepare() {
  if (sodium_init() < 0) std::abort();  // no source of randomness: nothing may be issued
}

}  // namespace

std::string CodeHasher::hash_of(std::string_view secret) {
  prepare();
  const std::lock_guard lock(working_);
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  const int failed = crypto_pwhash_str_alg(hash.data(), secret.data(), secret.size(), kPasses, kMemory, crypto_pwhash_ALG_ARGON2ID13);
  return failed == 0 ? std::string(hash.data()) : std::string();
}

bool CodeHasher::is_secret_of(std::string_view secret, const std::string& hash) {
  if (hash.empty()) {
    hash_of(secret);  // the same work as for a learner who exists
    return false;
  }
  prepare();
  const std::lock_guard lock(working_);
  return crypto_pwhash_str_verify(hash.c_str(), secret.data(), secret.size()) == 0;
}

std::uint32_t random_number(std::uint32_t limit) {
  prepare();
  return randombytes_uniform(limit);
}

}  // namespace auth
