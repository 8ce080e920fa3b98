#include "generator/infographic/end_labels.h"

#include <doctest/doctest.h>

using infographic::EndLabel;

namespace {

std::vector<double> tops(std::vector<EndLabel> labels, double top, double bottom) {
  infographic::spread_apart(labels, top, bottom);
  std::vector<double> result;
  for (const EndLabel& label : labels) result.push_back(label.top);
  return result;
}

EndLabel label(double wish) { return {.series = 0, .lines = {}, .wish = wish, .height = 20}; }

}  // namespace

TEST_SUITE_BEGIN("infographic/end_labels");

TEST_CASE("labels with room stand where they wish") { CHECK(tops({label(20), label(80)}, 0, 100) == std::vector<double>{10, 70}); }

TEST_CASE("labels that would overlap share the shift") { CHECK(tops({label(50), label(50)}, 0, 100) == std::vector<double>{30, 50}); }

TEST_CASE("labels stay within the picture") {
  CHECK(tops({label(0), label(100)}, 0, 100) == std::vector<double>{0, 80});
  CHECK(tops({label(95), label(98), label(100)}, 0, 100) == std::vector<double>{40, 60, 80});
}

TEST_CASE("a shift that meets a third label moves all three") {
  CHECK(tops({label(40), label(50), label(69)}, 0, 200) == std::vector<double>{23, 43, 63});
}

TEST_CASE("labels that just fit fill the room") { CHECK(tops({label(5), label(6), label(7)}, 0, 60) == std::vector<double>{0, 20, 40}); }
