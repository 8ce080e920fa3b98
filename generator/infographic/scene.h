// A drawn chart before it is written: shapes and texts with their places, so that tests can look for overlaps.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/infographic/text_measure.h"

namespace infographic {

// Pixels; y grows downward.
struct Box {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;

  double right() const { return x + width; }
  double bottom() const { return y + height; }
  // True when both share more than a hair.
  bool overlaps(const Box& other) const;
  bool contains(const Box& other) const;
};

enum class Anchor { start, middle, end };

// How one series is told from another without colour.
enum class Texture { plain, stripes, dots, grid };

struct SceneRect {
  Box box;
  std::string classes;
  Texture texture = Texture::plain;
};

struct ScenePath {
  std::string commands;  // SVG path data, coordinates with at most two decimals
  std::string classes;
};

struct SceneText {
  std::string text;
  double x = 0;
  double baseline = 0;
  Anchor anchor = Anchor::start;
  Font font = {};
  std::string classes = {};
  std::string suffix = {};  // follows the text in `suffix_font`
  Font suffix_font = {};
  Box box = {};  // measured
};

// Drawn in this order: back, rects, front, texts.
struct Scene {
  double width = 0;
  double height = 0;
  std::vector<ScenePath> back;
  std::vector<SceneRect> rects;
  std::vector<ScenePath> front;
  std::vector<SceneText> texts;
};

// Measures the text and adds it; an empty one is left out.
void add_text(Scene& scene, SceneText text, const TextMeasure& measure);

// A block of lines, the first line's top at `top`.
struct TextBlock {
  const std::vector<std::string>& lines;
  double x = 0;
  double top = 0;
  Anchor anchor = Anchor::start;
  Font font = {};
  std::string classes = {};
};
// Returns the y below the last line.
double add_text_block(Scene& scene, const TextBlock& block, const TextMeasure& measure);

// SVG path data, built a step at a time.
class PathData {
 public:
  PathData& move_to(double x, double y) { return step('M', x, y); }
  PathData& line_to(double x, double y) { return step('L', x, y); }
  PathData& close();
  PathData& circle(double x, double y, double radius);
  bool empty() const { return commands_.empty(); }
  std::string take() { return std::move(commands_); }

 private:
  PathData& step(char command, double x, double y);
  std::string commands_;
};

std::string horizontal_line(double from, double to, double y);
std::string vertical_line(double x, double from, double to);

// A coordinate with at most two decimals and no superfluous zero.
std::string coordinate(double number);

}  // namespace infographic
