#include <doctest/doctest.h>

#include <string>

#include "base/yaml.h"

namespace {

std::string repeated(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

std::string mistake(std::string_view text, const base::YamlLimits& limits = {}) {
  base::YamlValue value;
  base::Diagnostics diagnostics;
  const bool read = base::parse_yaml({text, "a.md"}, value, diagnostics, limits);
  CHECK(read == diagnostics.empty());
  return read ? "" : base::to_text(diagnostics.all().at(0));
}

}  // namespace

TEST_SUITE_BEGIN("base/yaml");

TEST_CASE("an alias counts as often as it is used") {
  const std::string laughs =
      "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
      "b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\n"
      "c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\n"
      "d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]\n";
  CHECK(mistake(laughs) ==
        "a.md:4:36: error: the YAML expands to more than 10000 values (write the values out instead of using aliases)");
}

TEST_CASE("many values are counted without aliases too") {
  CHECK(mistake("[a, b]", {.values = 3}) == "");
  CHECK(mistake("[a, b, c]", {.values = 3}) == "a.md:1:8: error: the YAML holds more than 3 values");
}

TEST_CASE("depth is limited") {
  CHECK(mistake(repeated("[", 20) + repeated("]", 20)) == "");
  CHECK(mistake(repeated("[", 21) + repeated("]", 21)) ==
        "a.md:1:21: error: lists and maps are nested deeper than 20 levels");
  CHECK(mistake(repeated("[", 100'000)).find("nested deeper than 20 levels") != std::string::npos);
}

TEST_CASE("aliases cannot build what may not be written") {
  std::string chain = "- &a0 x\n";
  for (int i = 1; i < 30; ++i) chain += "- &a" + std::to_string(i) + " [*a" + std::to_string(i - 1) + "]\n";
  CHECK(mistake(chain) == "a.md:20:9: error: lists and maps are nested deeper than 20 levels");
}

TEST_CASE("an anchor does not hold itself") {
  CHECK(mistake("a: &a [*a]\n") ==
        "a.md:1:8: error: no anchor '&a' stands before this alias (put text that begins with '*' in quotes)");
}

TEST_CASE("aliases of a long text are limited in bytes") {
  const std::string text = "- &a " + repeated("x", 100'000) + "\n" + repeated("- *a\n", 11);
  CHECK(mistake(text) ==
        "a.md:12:3: error: aliases repeat more than 1000000 bytes (write the values out instead of using aliases)");
}

TEST_SUITE_END();
