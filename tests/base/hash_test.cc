#include "base/hash.h"

#include <doctest/doctest.h>

TEST_SUITE_BEGIN("base/hash");

TEST_CASE("the hash of nothing is the one in the XXH3 specification") {
  CHECK(base::to_hex(base::hash128("")) == "99aa06d3014798d86001c324468d497f");
}

TEST_CASE("hexadecimal digits read back as the same hash") {
  const base::Hash128 hash = base::hash128("sanggar");
  base::Hash128 read;
  CHECK(base::from_hex(base::to_hex(hash), read));
  CHECK(read == hash);
}

TEST_CASE("malformed digits give the zero hash") {
  base::Hash128 read{1, 2};
  CHECK_FALSE(base::from_hex("99aa06d3014798d86001c324468d497", read));
  CHECK(read == base::Hash128{});
  CHECK_FALSE(base::from_hex("99aa06d3014798d86001c324468d497F", read));
  CHECK_FALSE(base::from_hex("", read));
}

TEST_CASE("a short hash is the beginning of the whole one") {
  CHECK(base::short_hash("", 8) == "99aa06d3");
  CHECK(base::short_hash("", 0).empty());
}

TEST_SUITE_END();
