// The names at the right ends of lines: in their series' colour, moved apart so that none overlaps another.
#pragma once

#include <string>
#include <vector>

#include "generator/infographic/kinds.h"

namespace infographic {

// One block of text that wishes to stand around y = `wish`.
struct EndLabel {
  std::size_t series = 0;
  std::vector<std::string> lines;
  std::size_t names = 0;  // how many of the lines are the name; a figure may follow
  double wish = 0;
  double height = 0;
  double top = 0;  // set by spread_apart
  bool strong = false;
};

// Moves the labels as little as possible, keeping them within [top, bottom] and in the order of their wishes. They must fit:
// the sum of their heights is at most bottom - top.
void spread_apart(std::vector<EndLabel>& labels, double top, double bottom);

}  // namespace infographic
