// A chart's figures, ready to be drawn.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv.h"
#include "base/diagnostics.h"
#include "base/result.h"
#include "generator/infographic/cell.h"
#include "generator/infographic/spec.h"

namespace infographic {

using base::Table;

// A column of figures; an empty optional is "no figure".
struct Series {
  std::string name;
  std::vector<std::optional<double>> values;  // as many as there are labels
};

struct ChartData {
  Table table;                      // as the author wrote it
  std::string file;                 // where the table stands, for messages
  std::vector<std::string> labels;  // the first column, in the order to draw
  std::vector<Series> series;       // the further columns, in the same order
  int decimals = 0;                 // the most that a figure is written with

  bool has_missing() const;
  double least() const;  // 0 when there is no figure
  double greatest() const;
};

using ReadFile = std::function<base::Result<std::string>(const std::string& path)>;

// Reads the table a spec names or holds. Reports check "file", "csv" or "chart".
bool load_table(const ChartSpec& spec, const ReadFile& read_file, ChartData& data, base::Diagnostics& diagnostics);

// Turns the table into labels and series, and sorts them by the first series. Reports check "chart" for a cell that is no number,
// a table without rows or figures, more rows or series than can be drawn, and a highlight that names nothing.
bool read_figures(const ChartSpec& spec, ChartData& data, base::Diagnostics& diagnostics);

// Reports check "chart" and returns false for "1.234", which may be a thousand or a fraction, unless the chart has 'decimals: 3'.
bool check_grouping(const ChartSpec& spec, const std::string& file, int line, const std::string& cell, base::Diagnostics& diagnostics);

// How many digits a number is written with behind its point, at most six.
int written_decimals(std::string_view cell);

// A label as a whole number, the way people write counts and years: "06.00" and "007" are none.
bool parse_count(std::string_view label, double& number);

// True for whole numbers people read as years, which are written without separators.
bool looks_like_year(double number);

}  // namespace infographic
