// The kinds of chart. A new kind is one file with a draw function, declared here, and one line in the table.
#pragma once

#include <span>
#include <string_view>

#include "base/diagnostics.h"
#include "generator/infographic/data.h"
#include "generator/infographic/numbers.h"
#include "generator/infographic/scene.h"
#include "generator/infographic/spec.h"

namespace infographic {

// Everything a picture is drawn from. Borrowed for the call.
struct Drawing {
  const ChartSpec& spec;
  const ChartData& data;
  const Numbers& numbers;
  const TextMeasure& measure;
};

enum class Screen { wide, narrow };

// So many series stand beside each other; more are listed one below the other.
inline constexpr std::size_t kMostSideBySide = 4;

// The width a picture is laid out for, in pixels; its height follows from the data.
double layout_width(Screen screen);

// Reports what this kind cannot draw; false when it found something.
using CheckChart = bool (*)(const ChartSpec& spec, const ChartData& data, base::Diagnostics& diagnostics);
// Every text lies inside the picture and overlaps no other.
using DrawChart = Scene (*)(const Drawing& drawing, Screen screen);

struct ChartKind {
  std::string_view name;
  std::string_view description;
  DrawChart draw;            // nullptr: the table is the chart
  CheckChart check;
};

std::span<const ChartKind> chart_kinds();
const ChartKind* find_chart_kind(std::string_view name);

Scene draw_bar(const Drawing& drawing, Screen screen);
Scene draw_column(const Drawing& drawing, Screen screen);
Scene draw_line(const Drawing& drawing, Screen screen);
Scene draw_number(const Drawing& drawing, Screen screen);

bool check_bars(const ChartSpec& spec, const ChartData& data, base::Diagnostics& diagnostics);
bool check_line(const ChartSpec& spec, const ChartData& data, base::Diagnostics& diagnostics);
bool check_number(const ChartSpec& spec, const ChartData& data, base::Diagnostics& diagnostics);
bool check_table(const ChartSpec& spec, const ChartData& data, base::Diagnostics& diagnostics);

}  // namespace infographic
