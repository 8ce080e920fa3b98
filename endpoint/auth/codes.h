// Secrets that people write down: short enough to be guessed by whoever steals the database, and therefore kept as Argon2id.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

namespace auth {

// Argon2id with 19 MiB and two passes, as OWASP's Password Storage Cheat Sheet has it: 20 to 50 ms on a small server. One at a time,
// so that many who ask at once need no more memory than one; one object serves the whole program.
class CodeHasher {
 public:
  // "$argon2id$v=19$m=19456,t=2,p=1$…"; "" when there is no memory.
  std::string hash_of(std::string_view secret);
  // False for a hash that is none, too. An empty hash costs the same work.
  bool is_secret_of(std::string_view secret, const std::string& hash);

 private:
  std::mutex working_;  // guards the memory of one hash
};

// A number below `limit`, each as likely as the others.
std::uint32_t random_number(std::uint32_t limit);

}  // namespace auth
