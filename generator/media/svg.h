// Drawings (SVG): what can do harm or tells of its author goes, what is seen stays.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace media {

inline constexpr std::uint64_t kLargestDrawing = 4u << 20;  // bytes

struct CleanSvg {
  std::string bytes;
  int width = 0;   // px, from width and height, else from viewBox; 0 when neither tells
  int height = 0;
  std::vector<std::string> removed;  // what a reader will miss: "script", "picture inside the drawing"; each once, in order
};

// Keeps elements and attributes that draw (https://www.w3.org/TR/SVG11/, no script, animation, foreignObject or raster image), links
// only inside the file, styles that load nothing; comments, metadata and editors' own data go silently. No entity is read from
// outside. `bytes`: at most kLargestDrawing of them. Errors: no XML ("line 3: …"), no SVG, or one that <use> unfolds to more than a
// million parts.
base::Result<CleanSvg> clean_svg(std::string_view bytes);

}  // namespace media
