#include "generator/infographic/scene.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include <fmt/format.h>

namespace infographic {
namespace {

constexpr double kHair = 0.05;

double start_of(double x, double width, Anchor anchor) {
  if (anchor == Anchor::middle) return x - width / 2;
  return anchor == Anchor::end ? x - width : x;
}

}  // namespace

bool Box::overlaps(const Box& other) const {
  return x + kHair < other.right() && other.x + kHair < right() && y + kHair < other.bottom() && other.y + kHair < bottom();
}

bool Box::contains(const Box& other) const {
  return other.x >= x - kHair && other.y >= y - kHair && other.right() <= right() + kHair && other.bottom() <= bottom() + kHair;
}

void add_text(Scene& scene, SceneText text, const TextMeasure& measure) {
  if (text.text.empty() && text.suffix.empty()) return;
  double width = measure.width(text.text, text.font);
  if (!text.suffix.empty()) width += measure.width(text.suffix, text.suffix_font);
  text.box = {start_of(text.x, width, text.anchor), text.baseline - ascent(text.font), width,
              ascent(text.font) + descent(text.font)};
  scene.texts.push_back(std::move(text));
}

double add_text_block(Scene& scene, const TextBlock& block, const TextMeasure& measure) {
  double top = block.top;
  for (const std::string& line : block.lines) {
    add_text(scene, {.text = line, .x = block.x, .baseline = top + ascent(block.font), .anchor = block.anchor,
                     .font = block.font, .classes = block.classes}, measure);
    top += line_height(block.font);
  }
  return top;
}

std::string coordinate(double number) {
  assert(std::isfinite(number));  // layouts divide only by sizes they made
  const double hundredths = std::round(number * 100);
  if (hundredths == 0) return "0";
  std::string text = fmt::format("{:.2f}", hundredths / 100);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

PathData& PathData::step(char command, double x, double y) {
  commands_ += command;
  commands_ += coordinate(x);
  commands_ += ' ';
  commands_ += coordinate(y);
  return *this;
}

PathData& PathData::close() {
  commands_ += 'Z';
  return *this;
}

PathData& PathData::circle(double x, double y, double radius) {
  const std::string r = coordinate(radius);
  const std::string across = coordinate(radius * 2);
  move_to(x - radius, y);
  commands_ += fmt::format("a{0} {0} 0 1 0 {1} 0a{0} {0} 0 1 0 -{1} 0Z", r, across);
  return *this;
}

std::string horizontal_line(double from, double to, double y) { return PathData().move_to(from, y).line_to(to, y).take(); }

std::string vertical_line(double x, double from, double to) { return PathData().move_to(x, from).line_to(x, to).take(); }

}  // namespace infographic
