#include "generator/infographic/axis.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace infographic {
namespace {

constexpr Font kFont{};
constexpr double kTickGap = 8;
constexpr double kMostTicks = 20;
constexpr int kMostAxisDecimals = 2;

// 1, 2 or 5 times a power of ten, not less than `rough`.
double round_step(double rough) {
  const double power = std::pow(10, std::floor(std::log10(rough)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (rough <= factor * power * (1 + 1e-9)) return factor * power;
  }
  return 10 * power;
}

// A range that is not empty, so that a lone figure has a height.
AxisRange widened(AxisRange range) {
  if (range.high > range.low) return range;
  if (range.low == 0 || range.fixed_low) range.high = range.low + std::max(1.0, std::abs(range.low));
  else if (range.low > 0) range.low = 0;
  else range.high = 0;
  return range;
}

// Digits after the separator that a step of this size needs.
int decimals_of(double step) {
  int decimals = 0;
  while (decimals < 6 && std::abs(step - std::round(step)) > 1e-6 * step) {
    step *= 10;
    ++decimals;
  }
  return decimals;
}

// The largest size in which steps still read as "0,25", not as "0,00025".
Magnitude magnitude_for(double largest, double step, const Numbers& numbers) {
  Magnitude magnitude = numbers.magnitude(largest);
  while (magnitude.divisor > 1 && decimals_of(step / magnitude.divisor) > kMostAxisDecimals) {
    magnitude = numbers.magnitude(magnitude.divisor / 10);
  }
  return magnitude;
}

std::string title_of(const Magnitude& magnitude, const Numbers& numbers) {
  if (magnitude.divisor == 1) return {};
  const std::string_view unit = numbers.unit_name();
  return unit.empty() ? std::string(magnitude.word) : fmt::format("{} {}", magnitude.word, unit);
}

}  // namespace

double ValueAxis::position(double value, double top, double bottom) const {
  return bottom - (value - low) / (high - low) * (bottom - top);
}

ValueAxis make_value_axis(const AxisRange& wished, const Numbers& numbers) {
  const AxisRange range = widened(wished);
  double step = round_step((range.high - range.low) / range.steps);
  if (numbers.decimals() == 0) step = std::max(step, 1.0);
  ValueAxis axis;
  const double first = range.fixed_low ? std::ceil(range.low / step - 1e-9) : std::floor(range.low / step + 1e-9);
  const int count = static_cast<int>(std::min(std::ceil(range.high / step - 1e-9) - first, kMostTicks));
  axis.low = range.fixed_low ? range.low : first * step;
  axis.high = std::max((first + count) * step, range.high);
  const Magnitude magnitude = magnitude_for(std::max(std::abs(axis.low), std::abs(axis.high)), step, numbers);
  axis.title = title_of(magnitude, numbers);
  const int decimals = decimals_of(step / magnitude.divisor);
  const char* sign = numbers.unit() == "%" && magnitude.divisor == 1 ? "%" : "";
  for (int i = 0; i <= count; ++i) {
    const double value = (first + i) * step;
    axis.ticks.push_back({value, numbers.bare(value / magnitude.divisor, decimals) + sign});
  }
  return axis;
}

double axis_margin(const ValueAxis& axis, const TextMeasure& measure) {
  double widest = 0;
  for (const Tick& tick : axis.ticks) widest = std::max(widest, measure.width(tick.label, kFont));
  return widest + kTickGap;
}

double axis_title_height(const ValueAxis& axis, const TextMeasure& measure, double width) {
  if (axis.title.empty()) return 0;
  return static_cast<double>(measure.wrap(axis.title, kFont, width).lines.size()) * line_height(kFont);
}

void draw_value_axis(Scene& scene, const ValueAxis& axis, const PlotArea& plot, const TextMeasure& measure) {
  const double half = (ascent(kFont) - descent(kFont)) / 2;  // puts a label's middle on its line
  for (const Tick& tick : axis.ticks) {
    const double y = axis.position(tick.value, plot.top, plot.bottom);
    scene.back.push_back({horizontal_line(plot.left, plot.right, y), tick.value == 0 ? "baseline" : "grid"});
    add_text(scene, {.text = tick.label, .x = plot.left - kTickGap, .baseline = y + half, .anchor = Anchor::end, .font = kFont,
                     .classes = "axis"}, measure);
  }
  if (axis.title.empty()) return;
  const double top = plot.top - half - descent(kFont) - axis_title_height(axis, measure, scene.width) - plot.title_gap;
  const Wrapped title = measure.wrap(axis.title, kFont, scene.width);
  add_text_block(scene, {.lines = title.lines, .x = 0, .top = top, .classes = "axis"}, measure);
}

}  // namespace infographic
