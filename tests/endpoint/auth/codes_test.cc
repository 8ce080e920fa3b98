#include "endpoint/auth/codes.h"

#include <doctest/doctest.h>

#include <set>

TEST_SUITE("auth/codes") {
  TEST_CASE("a secret is kept as Argon2id, with salt, and known again") {
    auth::CodeHasher hasher;
    const std::string hash = hasher.hash_of("rumah kopi kucing mawar sepeda bintang");
    CHECK(hash.substr(0, 31) == "$argon2id$v=19$m=19456,t=2,p=1$");
    CHECK(hash != hasher.hash_of("rumah kopi kucing mawar sepeda bintang"));
    CHECK(hasher.is_secret_of("rumah kopi kucing mawar sepeda bintang", hash));
    CHECK_FALSE(hasher.is_secret_of("rumah kopi kucing mawar sepeda bulan", hash));
    CHECK_FALSE(hasher.is_secret_of("rumah kopi kucing mawar sepeda bintang", ""));
    CHECK_FALSE(hasher.is_secret_of("rumah kopi kucing mawar sepeda bintang", "bukan hash"));
  }

  TEST_CASE("random numbers reach every value below the limit, and none beyond") {
    std::set<std::uint32_t> seen;
    for (int i = 0; i < 1000; ++i) seen.insert(auth::random_number(8));
    CHECK(seen == std::set<std::uint32_t>{0, 1, 2, 3, 4, 5, 6, 7});
  }
}
