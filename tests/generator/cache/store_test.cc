#include "generator/cache/store.h"

#include <doctest/doctest.h>

#include "base/parallel_for.h"
#include "tests/support/memory_file_system.h"

TEST_SUITE("cache/store") {
  TEST_CASE("what was put is got; other keys are misses") {
    support::MemoryFileSystem files;
    cache::Store store(files, "cache");
    const auto key = cache::key_of("recipe", "input");
    CHECK(!store.get(key).has_value());
    REQUIRE(store.put(key, "bytes").has_value());
    CHECK(store.get(key) == "bytes");
    CHECK(!store.get(cache::key_of("recipei", "nput")).has_value());
  }

  TEST_CASE("a spoilt or cut entry is a miss") {
    support::MemoryFileSystem files;
    cache::Store store(files, "cache");
    const auto key = cache::key_of("r", "i");
    REQUIRE(store.put(key, "bytes").has_value());
    const auto whole = files.read(store.path_of(key)).value();
    for (const auto& spoilt : {whole + "x", whole.substr(0, whole.size() - 1), whole.substr(0, 10), std::string()}) {
      REQUIRE(files.write(store.path_of(key), spoilt).has_value());
      CHECK(!store.get(key).has_value());
    }
  }

  TEST_CASE("several threads may put and get the same entry") {
    support::MemoryFileSystem files;
    cache::Store store(files, "cache");
    const auto key = cache::key_of("r", "i");
    base::parallel_for(200, 8, [&](std::size_t, int) {
      if (const auto found = store.get(key)) CHECK(*found == "bytes");
      CHECK(store.put(key, "bytes").has_value());
    });
    CHECK(files.list("cache/" + base::to_hex(key).substr(0, 2)).value().size() == 1);
  }
}
