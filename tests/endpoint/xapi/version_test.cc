#include "endpoint/xapi/version.h"

#include <doctest/doctest.h>

using namespace xapi;

TEST_SUITE("xapi/version") {
  TEST_CASE("the lines 1.0 and 2.0 are spoken, with any patch") {
    for (const auto* text : {"1.0", "1.0.0", "1.0.3", "1.0.9", "1.0.32"}) CHECK(version_of(text) == Version::k1_0_3);
    for (const auto* text : {"2.0", "2.0.0", "2.0.1"}) CHECK(version_of(text) == Version::k2_0_0);
    for (const auto* text : {"", "1", "0.9", "0.95", "1.1", "1.1.0", "1.0.", "1.0.a", "1.0.3.1", "1.03", "2.1.0", "3.0", " 1.0", "1.0.3 "}) {
      INFO(text);
      CHECK_FALSE(version_of(text));
    }
  }

  TEST_CASE("statements and headers name the newest of the line") {
    CHECK(name_of(Version::k1_0_3) == "1.0.3");
    CHECK(name_of(Version::k2_0_0) == "2.0.0");
  }
}
