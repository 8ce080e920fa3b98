#include "generator/infographic/numbers.h"

#include <doctest/doctest.h>

#include "tests/generator/infographic/chart_fixture.h"

using infographic::Numbers;
using infographic_test::english;
using infographic_test::indonesian;

TEST_SUITE_BEGIN("infographic/numbers");

TEST_CASE("Rp stands before a figure, % behind, and words are left to the unit line") {
  CHECK(Numbers(indonesian(), "Rp", 0).marked(1234567) == "Rp\u00A01.234.567");
  CHECK(Numbers(indonesian(), "%", 1).marked(12.25) == "12,3%");
  CHECK(Numbers(indonesian(), "orang", 0).marked(1234) == "1.234");
  CHECK(Numbers(english(), "Rp", 1).marked(1234.5) == "Rp\u00A01,234.5");
}

TEST_CASE("a minus stands before everything, and zero has none") {
  CHECK(Numbers(indonesian(), "Rp", 0).marked(-5000) == "−Rp\u00A05.000");
  CHECK(Numbers(indonesian(), "", 1).bare(-0.04) == "0,0");
  CHECK(Numbers(indonesian(), "Rp", 1).marked(-0.04) == "Rp\u00A00,0");
}

TEST_CASE("large figures have a brief form") {
  const Numbers rupiah(indonesian(), "Rp", 0);
  CHECK(rupiah.brief(64520) == "Rp\u00A064.520");
  CHECK(rupiah.brief(1200000) == "Rp\u00A01,2\u00A0juta");
  CHECK(rupiah.brief(-2500000000) == "−Rp\u00A02,5\u00A0miliar");
  CHECK(rupiah.brief(3e12) == "Rp\u00A03\u00A0triliun");
  CHECK(Numbers(english(), "Rp", 0).brief(1250000) == "Rp\u00A01.25\u00A0million");
}

TEST_CASE("an axis counts in the largest size that its figures reach") {
  const Numbers numbers(indonesian(), "orang", 0);
  CHECK(numbers.magnitude(9999).divisor == 1);
  CHECK(numbers.magnitude(10000).word == "ribu");
  CHECK(numbers.magnitude(1e6).word == "juta");
}

TEST_CASE("units have names for sentences") {
  CHECK(Numbers(indonesian(), "Rp", 0).unit_name() == "rupiah");
  CHECK(Numbers(english(), "%", 0).unit_name() == "per cent");
  CHECK(Numbers(english(), "kg", 0).unit_name() == "kg");
}
