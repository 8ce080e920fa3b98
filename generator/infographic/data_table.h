// The same figures as an HTML table.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/infographic/kinds.h"

namespace infographic {

struct TableCell {
  std::string text;
  bool is_figure = false;
};

// What a table shows; every row has as many cells as there are headings.
struct TableView {
  std::vector<std::string> headings;
  std::vector<std::vector<TableCell>> rows;
};

// The figures of a drawn chart, in the order in which it shows them.
TableView view_of_figures(const ChartData& data, const Numbers& numbers);

// The table of `kind: table`: cells that are no figures stay as they are; each column has its own decimals.
TableView view_of_table(const ChartSpec& spec, const ChartData& data, const Numbers& numbers);

struct TableFrame {
  std::string_view caption;
  std::string label;        // of the region that scrolls
  std::string_view strong;  // the label of the stressed row
};
void append_table(std::string& out, const TableView& view, const TableFrame& frame);

}  // namespace infographic
