#include "generator/infographic/axis.h"

#include <doctest/doctest.h>

#include "tests/generator/infographic/chart_fixture.h"

using infographic::make_value_axis;
using infographic::Numbers;
using infographic::ValueAxis;
using infographic_test::indonesian;

namespace {

std::vector<std::string> labels_of(const ValueAxis& axis) {
  std::vector<std::string> labels;
  for (const auto& tick : axis.ticks) labels.push_back(tick.label);
  return labels;
}

using Labels = std::vector<std::string>;

}  // namespace

TEST_SUITE_BEGIN("infographic/axis");

TEST_CASE("steps are 1, 2 or 5 times a power of ten") {
  const Numbers numbers(indonesian(), "", 1);
  CHECK(labels_of(make_value_axis({.low = 0, .high = 310}, numbers)) == Labels{"0", "100", "200", "300", "400"});
  CHECK(labels_of(make_value_axis({.low = 0, .high = 0.9}, numbers)) == Labels{"0,0", "0,5", "1,0"});
  CHECK(labels_of(make_value_axis({.low = -30, .high = 60}, numbers)) == Labels{"−50", "0", "50", "100"});
}

TEST_CASE("whole data have whole steps") {
  CHECK(labels_of(make_value_axis({.low = 0, .high = 2}, Numbers(indonesian(), "", 0))) == Labels{"0", "1", "2"});
}

TEST_CASE("large figures are counted in thousands and millions, and the title says so") {
  const ValueAxis axis = make_value_axis({.low = 0, .high = 7200000}, Numbers(indonesian(), "Rp", 0));
  CHECK(labels_of(axis) == Labels{"0", "2", "4", "6", "8"});
  CHECK(axis.title == "juta rupiah");
  CHECK(make_value_axis({.low = 0, .high = 30000}, Numbers(indonesian(), "orang", 0)).title == "ribu orang");
  CHECK(make_value_axis({.low = 0, .high = 300}, Numbers(indonesian(), "orang", 0)).title.empty());
}

TEST_CASE("percent stands at every step") {
  CHECK(labels_of(make_value_axis({.low = 0, .high = 100}, Numbers(indonesian(), "%", 0))) == Labels{"0%", "50%", "100%"});
}

TEST_CASE("a lone or equal figure still has a height") {
  for (const double value : {0.0, 5.0, -5.0, 1e15, -1e15, 0.001}) {
    CAPTURE(value);
    const ValueAxis axis = make_value_axis({.low = value, .high = value}, Numbers(indonesian(), "", 3));
    CHECK(axis.low < axis.high);
    CHECK(axis.ticks.size() >= 2);
    CHECK(axis.ticks.size() <= 21);
  }
}

TEST_CASE("a fixed start is where the axis starts") {
  const ValueAxis axis = make_value_axis({.low = 23, .high = 37, .fixed_low = true}, Numbers(indonesian(), "", 0));
  CHECK(axis.low == 23);
  CHECK(labels_of(axis) == Labels{"25", "30", "35", "40"});
  CHECK(axis.position(23, 0, 100) == 100);
}
