// The addresses with which units are launched.
#include "endpoint/cmi5/url.h"

#include <doctest/doctest.h>

TEST_SUITE("cmi5/url") {
  TEST_CASE("parameters are added to the query, before the fragment") {
    CHECK(cmi5::with_parameters("https://a.example/b", {{"endpoint", "https://x.example/y?z=1&w"}}) == "https://a.example/b?endpoint=https%3A%2F%2Fx.example%2Fy%3Fz%3D1%26w");
    CHECK(cmi5::with_parameters("b.html?c=d#e?f", {{"actor", "{\"a\"}"}, {"g", "h"}}) == "b.html?c=d&actor=%7B%22a%22%7D&g=h#e?f");
  }

  TEST_CASE("a relative address names a file of the package") {
    CHECK(cmi5::is_relative("a/b.html?c=https://d"));
    CHECK(cmi5::is_relative("a/b:c"));
    CHECK_FALSE(cmi5::is_relative("https://a.example/"));
    CHECK(cmi5::file_of("a/./b%20c.html?d#e") == "a/b c.html");
    CHECK(cmi5::file_of("a/../../b") == "");
    CHECK(cmi5::file_of("a/%2e%2e/%2e%2e/b") == "");
  }
}
