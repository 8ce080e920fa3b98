// The key to a chart of several series, and how each series looks.
#pragma once

#include <string>

#include "generator/infographic/kinds.h"

namespace infographic {

// Series look alike again after six.
std::string series_class(std::size_t index);
Texture series_texture(std::size_t index);

enum class Sample { bar, line };

// Draws samples with names in rows from `top` and returns the y below them with a gap.
double draw_legend(Scene& scene, const Drawing& drawing, Sample sample, double top);

// A line's marker, its shape by the series' index. Some are hollow: their class says so.
ScenePath series_marker(std::size_t index, double x, double y);

}  // namespace infographic
