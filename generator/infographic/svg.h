// Writes a Scene as SVG that stands inside an HTML page: classes and presentation attributes only, no style, no script.
#pragma once

#include <string>
#include <string_view>

#include "generator/infographic/scene.h"

namespace infographic {

// What assistive technology is told of the picture, and how the page names it.
struct SvgFrame {
  std::string_view id;           // unique on the page; prefix of the ids inside
  std::string_view classes;
  std::string_view title;
  std::string_view description;
};

void append_svg(std::string& out, const Scene& scene, const SvgFrame& frame);

}  // namespace infographic
