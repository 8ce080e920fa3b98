// Labels along the bottom of a chart: wrapped, thinned where their order allows it, and never overlapping.
#pragma once

#include <string>
#include <vector>

#include "generator/infographic/scene.h"

namespace infographic {

enum class Thin { no, yes };

struct LabelRow {
  const std::vector<std::string>& labels;
  std::vector<double> centres;  // where each belongs, ascending
  double left = 0;              // the room for all of them
  double right = 0;
  Thin thin = Thin::no;         // may some be left out?
  std::string strong = {};      // the label to write in bold
};

struct PlacedLabel {
  std::size_t index = 0;
  double centre = 0;
  bool strong = false;
  std::vector<std::string> lines;
};

struct BottomLabels {
  bool fits = false;
  std::vector<PlacedLabel> labels;
  double height = 0;
  std::string title;  // what all labels had in common ("Minggu"), when only their numbers are shown
};

// With Thin::yes something always fits: at the very least the first and the last label, cut into lines.
BottomLabels place_bottom_labels(const LabelRow& row, const TextMeasure& measure);

void draw_bottom_labels(Scene& scene, const BottomLabels& labels, double top, const TextMeasure& measure);

// Writes what the labels are ("gelas sebulan") below them, centred between left and right. Returns the y below it.
struct BottomTitle {
  std::string text;  // may be empty
  double left = 0;
  double right = 0;
  double top = 0;
};
double draw_bottom_title(Scene& scene, const BottomTitle& title, const TextMeasure& measure);

}  // namespace infographic
