// The axis of figures: round steps, their labels, and where a figure lies.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "generator/infographic/kinds.h"

namespace infographic {

struct Tick {
  double value = 0;
  std::string label;
};

struct AxisRange {
  double low = 0;
  double high = 0;
  bool fixed_low = false;  // the axis starts at `low` exactly, not at the round step below it
  int steps = 4;           // about how many
};

// Steps are 1, 2 or 5 times a power of ten, and whole when the data are whole. Large figures are counted in thousands,
// millions and so on: `title` says so ("juta rupiah") and is empty otherwise.
struct ValueAxis {
  double low = 0;
  double high = 1;
  std::vector<Tick> ticks;
  std::string title;

  // Where a figure lies between `bottom` (low) and `top` (high), in pixels.
  double position(double value, double top, double bottom) const;
};

ValueAxis make_value_axis(const AxisRange& range, const Numbers& numbers);

// The room an axis' labels need on the left, with a gap to the picture.
double axis_margin(const ValueAxis& axis, const TextMeasure& measure);

// The room its title needs above, in a picture of this width.
double axis_title_height(const ValueAxis& axis, const TextMeasure& measure, double width);

// Where an axis stands: the plot's edges.
struct PlotArea {
  double left = 0;
  double right = 0;
  double top = 0;
  double bottom = 0;
  double title_gap = 0;  // more room between the plot and the axis' title
};

// Draws grid lines and labels, and the title above the plot at the left.
void draw_value_axis(Scene& scene, const ValueAxis& axis, const PlotArea& plot, const TextMeasure& measure);

}  // namespace infographic
