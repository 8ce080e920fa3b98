#include "generator/infographic/svg.h"

#include <doctest/doctest.h>

#include "tests/generator/infographic/html_check.h"

using infographic::coordinate;
using infographic::Scene;

TEST_SUITE_BEGIN("infographic/svg");

TEST_CASE("a coordinate has at most two decimals and no minus zero") {
  CHECK(coordinate(12) == "12");
  CHECK(coordinate(12.5) == "12.5");
  CHECK(coordinate(-0.001) == "0");
  CHECK(coordinate(1.0 / 3) == "0.33");
  CHECK(coordinate(100) == "100");
}

TEST_CASE("a scene is written with classes, ids and escaped texts") {
  Scene scene;
  scene.width = 100;
  scene.height = 50.5;
  scene.rects.push_back({{1, 2, 3, 4}, "shape series-3", infographic::Texture::stripes});
  add_text(scene, {.text = "a < b", .x = 5, .baseline = 6, .anchor = infographic::Anchor::end, .classes = "label"}, *infographic::text_measure());
  std::string out;
  append_svg(out, scene, {"g-wide", "chart-wide", "Untung & rugi", "\"Naik\""});
  CHECK(out ==
        R"svg(<svg class="chart-wide" viewBox="0 0 100 50.5" width="100" height="50.5" font-size="15" role="img" aria-labelledby="g-wide-title g-wide-desc">)svg"
        R"svg(<title id="g-wide-title">Untung &amp; rugi</title><desc id="g-wide-desc">&quot;Naik&quot;</desc>)svg"
        R"svg(<defs><pattern id="g-wide-stripes" patternUnits="userSpaceOnUse" width="7" height="7" patternTransform="rotate(45)"><path class="texture" d="M0 1.25H7"/></pattern></defs>)svg"
        R"svg(<rect class="shape series-3" x="1" y="2" width="3" height="4"/><rect x="1" y="2" width="3" height="4" fill="url(#g-wide-stripes)"/>)svg"
        R"svg(<text x="5" y="6" class="label" text-anchor="end">a &lt; b</text></svg>)svg"
        "\n");
  CHECK(infographic_test::html_error(out).empty());
}
