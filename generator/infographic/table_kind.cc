// The table as a chart of its own, and as the twin of every drawn one.
#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "base/text.h"
#include "generator/infographic/data_table.h"

namespace infographic {
namespace {


struct ColumnStyle {
  bool figures = false;  // every cell is a figure or empty
  bool years = false;    // and reads as a year
  int decimals = 0;
};

ColumnStyle style_of(const Table& table, std::size_t column) {
  ColumnStyle style{.figures = true, .years = true};
  bool any = false;
  for (const auto& row : table.rows) {
    if (row[column].empty()) continue;
    double number = 0;
    style.figures = style.figures && parse_cell(row[column], number);
    style.years = style.years && style.figures && looks_like_year(number);
    style.decimals = std::max(style.decimals, std::min(kMostDecimals, written_decimals(row[column])));
    any = true;
  }
  style.figures = style.figures && any;
  return style;
}

TableCell cell_of(const std::string& text, const ColumnStyle& style, const Numbers& numbers) {
  if (text.empty()) return {std::string(kMissing), style.figures};
  double number = 0;
  if (!style.figures || style.years || !parse_cell(text, number)) return {text, style.figures};
  return {numbers.bare(number, style.decimals), true};
}

std::vector<std::size_t> sorted_rows(const Table& table, Sort sort) {
  std::vector<std::size_t> order(table.rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (sort == Sort::none || table.header.size() < 2) return order;
  std::vector<std::optional<double>> keys;
  for (const auto& row : table.rows) {
    double number = 0;
    keys.push_back(parse_cell(row[1], number) ? std::optional(number) : std::nullopt);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
    if (!keys[left] || !keys[right]) return keys[left].has_value() && !keys[right].has_value();
    return sort == Sort::ascending ? *keys[left] < *keys[right] : *keys[left] > *keys[right];
  });
  return order;
}

bool check_columns(const ChartSpec& spec, const ChartData& data, base::Diagnostics& diagnostics) {
  bool good = true;
  for (std::size_t column = 1; column < data.table.header.size(); ++column) {
    if (!style_of(data.table, column).figures) continue;
    for (std::size_t row = 0; row < data.table.rows.size() && good; ++row) {
      good = check_grouping(spec, data.file, data.table.lines[row], data.table.rows[row][column], diagnostics);
    }
  }
  return good;
}

void append_row(std::string& out, const std::vector<TableCell>& cells, bool strong) {
  out += strong ? "<tr class=\"highlight\">" : "<tr>";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string text = base::html_escaped(cells[i].text);
    if (i == 0) out += fmt::format("<th scope=\"row\">{}</th>", text);
    else out += fmt::format("<td{}>{}</td>", cells[i].is_figure ? " class=\"number\"" : "", text);
  }
  out += "</tr>\n";
}

}  // namespace

TableView view_of_figures(const ChartData& data, const Numbers& numbers) {
  TableView view{data.table.header, {}};
  for (std::size_t row = 0; row < data.labels.size(); ++row) {
    std::vector<TableCell>& cells = view.rows.emplace_back();
    cells.push_back({data.labels[row], false});
    for (const Series& series : data.series) {
      const auto value = series.values[row];
      cells.push_back({value ? numbers.bare(*value) : std::string(kMissing), true});
    }
  }
  return view;
}

TableView view_of_table(const ChartSpec& spec, const ChartData& data, const Numbers& numbers) {
  TableView view{data.table.header, {}};
  std::vector<ColumnStyle> styles;
  for (std::size_t column = 0; column < data.table.header.size(); ++column) {
    styles.push_back(style_of(data.table, column));
    if (spec.decimals) styles.back().decimals = *spec.decimals;
  }
  for (const std::size_t row : sorted_rows(data.table, spec.sort)) {
    std::vector<TableCell>& cells = view.rows.emplace_back();
    cells.push_back({data.table.rows[row][0], false});
    for (std::size_t column = 1; column < styles.size(); ++column) {
      cells.push_back(cell_of(data.table.rows[row][column], styles[column], numbers));
    }
  }
  return view;
}

void append_table(std::string& out, const TableView& view, const TableFrame& frame) {
  out += fmt::format("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{}\">\n<table>\n"
                     "<caption>{}</caption>\n<thead><tr>",
                     base::html_escaped(frame.label), base::html_escaped(frame.caption));
  for (std::size_t i = 0; i < view.headings.size(); ++i) {
    const bool figures = !view.rows.empty() && view.rows[0][i].is_figure;
    const std::string text = base::html_escaped(view.headings[i]);
    if (view.headings[i].empty()) out += "<td></td>";
    else out += fmt::format("<th scope=\"col\"{}>{}</th>", figures ? " class=\"number\"" : "", text);
  }
  out += "</tr></thead>\n<tbody>\n";
  for (const auto& row : view.rows) append_row(out, row, !frame.strong.empty() && row[0].text == frame.strong);
  out += "</tbody>\n</table>\n</div>\n";
}

bool check_table(const ChartSpec& spec, const ChartData& data, base::Diagnostics& diagnostics) {
  const std::string& name = spec.highlight.text;
  if (data.table.rows.empty()) {
    diagnostics.report("chart", spec.data.place, "the chart's data have no rows", "write one row a line below the headings");
    return false;
  }
  if (!check_columns(spec, data, diagnostics)) return false;
  std::vector<std::string_view> labels;
  labels.reserve(data.table.rows.size());
  for (const auto& row : data.table.rows) labels.push_back(row[0]);
  if (name.empty() || std::find(labels.begin(), labels.end(), name) != labels.end()) return true;
  diagnostics.report("chart", spec.highlight.place, fmt::format("no row is called '{}'", name), base::did_you_mean(name, labels));
  return false;
}

}  // namespace infographic
