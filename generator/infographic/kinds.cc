#include "generator/infographic/kinds.h"

#include <algorithm>
#include <array>

namespace infographic {
namespace {

constexpr std::array<ChartKind, 5> kKinds = {{
    {"bar", "lying bars, for comparing things with names", draw_bar, check_bars},
    {"column", "standing columns, for a few moments in time", draw_column, check_bars},
    {"line", "lines, for change over time", draw_line, check_line},
    {"number", "big numbers with a label", draw_number, check_number},
    {"table", "the table itself", nullptr, check_table},
}};

constexpr double kWideWidth = 540;
constexpr double kNarrowWidth = 290;

}  // namespace

double layout_width(Screen screen) { return screen == Screen::wide ? kWideWidth : kNarrowWidth; }

std::span<const ChartKind> chart_kinds() { return kKinds; }

const ChartKind* find_chart_kind(std::string_view name) {
  const auto* kind = std::find_if(kKinds.begin(), kKinds.end(), [&](const ChartKind& k) { return k.name == name; });
  return kind == kKinds.end() ? nullptr : kind;
}

}  // namespace infographic
