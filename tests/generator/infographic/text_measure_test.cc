#include "generator/infographic/text_measure.h"

#include <doctest/doctest.h>

using infographic::Font;
using infographic::TextMeasure;
using infographic::Weight;
using infographic::Wrapped;

namespace {

const TextMeasure& measure() { return *infographic::text_measure(); }

}  // namespace

TEST_SUITE_BEGIN("infographic/text_measure");

TEST_CASE("a missing font is an error that says what to install") {
  const auto missing = TextMeasure::load("/nowhere");
  REQUIRE_FALSE(missing.has_value());
  CHECK(missing.error().message == "cannot read '/nowhere/DejaVuSans.ttf' (install the package fonts-dejavu-core)");
}

TEST_CASE("a width grows with text, size and weight") {
  REQUIRE(infographic::text_measure().has_value());
  CHECK(measure().width("", {}) == 0);
  CHECK(measure().width("keripik", {}) > measure().width("kripik", {}));
  CHECK(measure().width("keripik", Font{.size = 30}) == doctest::Approx(2 * measure().width("keripik", Font{.size = 15})));
  CHECK(measure().width("keripik", Font{.weight = Weight::bold}) > measure().width("keripik", {}));
}

TEST_CASE("a letter the font lacks counts as one em") { CHECK(measure().width("\U0001F33E", Font{.size = 10}) == doctest::Approx(10)); }

TEST_CASE("a text that fits stays on one line") {
  const Wrapped wrapped = measure().wrap("Grup warga", {}, 500);
  CHECK(wrapped.lines == std::vector<std::string>{"Grup warga"});
  CHECK(wrapped.width == doctest::Approx(measure().width("Grup warga", {})));
}

TEST_CASE("lines are about equally long") {
  const Wrapped wrapped = measure().wrap("Harus menjaga anak kecil atau orang tua", {}, 270);
  CHECK(wrapped.lines == std::vector<std::string>{"Harus menjaga anak", "kecil atau orang tua"});
}

TEST_CASE("lines break after hyphens and slashes too, but not before a number's sign") {
  CHECK(measure().wrap("anak-anak sekolah", {}, 100).lines == std::vector<std::string>{"anak-anak", "sekolah"});
  CHECK(measure().wrap("kabupaten/kota", {}, 90).lines == std::vector<std::string>{"kabupaten/", "kota"});
  CHECK(measure().wrap("suhu -10", {}, 50).lines == std::vector<std::string>{"suhu", "-10"});
}

TEST_CASE("a word without room is cut, never left out") {
  const Wrapped wrapped = measure().wrap("mempertanggungjawabkannya", {}, 60);
  CHECK(wrapped.broke_a_word);
  std::string joined;
  for (const std::string& line : wrapped.lines) {
    CHECK(measure().width(line, {}) <= 60);
    joined += line;
  }
  CHECK(joined == "mempertanggungjawabkannya");
}

TEST_CASE("blanks are folded and an empty text is one empty line") {
  CHECK(measure().wrap("  dua   kata ", {}, 500).lines == std::vector<std::string>{"dua kata"});
  CHECK(measure().wrap("", {}, 500).lines == std::vector<std::string>{""});
}
