#include "generator/infographic/data.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "base/text.h"

namespace infographic {
namespace {

constexpr std::size_t kMostRows = 200;
constexpr std::size_t kMostSeries = 12;
constexpr std::size_t kMostMistakes = 20;
constexpr double kLargest = 1e15;  // beyond, a double no longer holds every whole number
constexpr const char* kHowToWrite =
    "write digits, with a point before decimals: 1234.5; leave the cell empty for no figure";
constexpr std::string_view kDataFolder = "data";

// The files a name may mean, in the order they are tried.
std::vector<std::string> candidates(std::string_view name, std::string_view page) {
  std::vector<std::string> paths;
  paths.push_back(base::join_path(base::directory_of(page), name));
  if (!name.starts_with('/')) paths.push_back(base::join_path(kDataFolder, name));
  if (paths.size() == 2 && paths[0] == paths[1]) paths.pop_back();
  return paths;
}

bool read_data_file(const ChartSpec& spec, const ReadFile& read_file, ChartData& data, base::Diagnostics& diagnostics) {
  const std::string& name = spec.data.text;
  std::string tried;
  for (const std::string& path : candidates(name, spec.place.file)) {
    if (path.starts_with("..")) continue;
    auto text = read_file(path);
    if (text) {
      data.file = path;
      return parse_csv(*text, path, 1, data.table, diagnostics);
    }
    tried += tried.empty() ? "" : " and ";
    tried += fmt::format("'{}'", path);
  }
  if (base::join_path(base::directory_of(spec.place.file), name).starts_with("..")) {
    diagnostics.report("file", spec.data.place, fmt::format("'{}' leaves the site's folder", name),
                       "put the file beside the page or in data/");
    return false;
  }
  diagnostics.report("file", spec.data.place, fmt::format("no data file '{}'", name), fmt::format("looked for {}", tried));
  return false;
}

// Reads the cells of one table, reporting those that are no figures.
class FigureReader {
 public:
  FigureReader(const ChartSpec& spec, ChartData& data, base::Diagnostics& diagnostics)
      : spec_(spec), data_(data), diagnostics_(diagnostics) {}

  bool read() {
    if (!name_figures() || !check_size()) return false;
    const Table& table = data_.table;
    for (std::size_t column = 1; column < table.header.size(); ++column) data_.series.push_back({table.header[column], {}});
    for (std::size_t row = 0; row < table.rows.size() && mistakes_ < kMostMistakes; ++row) read_row(row);
    return mistakes_ == 0;
  }

 private:
  void fail(std::string message, std::string hint) {
    diagnostics_.report("chart", spec_.data.place, std::move(message), std::move(hint));
    ++mistakes_;
  }

  // "Peserta,sejak 2024" over "310,70": the number's heading is its label. False when it could as well be a year.
  bool name_figures() {
    Table& table = data_.table;
    double number = 0;
    if (spec_.kind.text != "number" || table.rows.size() != 1 || table.header.size() > 2) return true;
    const std::string& first = table.rows[0][0];
    if (!parse_cell(first, number) && !is_grouped(first)) return true;
    if (table.header.size() == 2 && looks_like_year(number)) {
      fail(fmt::format("'{}' may be the number to show, or the year that another is of", first),
           "begin the row with a label in words, below a heading of its own");
      return false;
    }
    table.rows[0].insert(table.rows[0].begin(), table.header[0]);
    table.header.insert(table.header.begin(), "");
    return true;
  }

  bool check_size() {
    const std::size_t rows = data_.table.rows.size();
    const std::size_t series = data_.table.header.size() - 1;
    if (rows == 0) fail("the chart's data have no rows", "write one row a line below the headings");
    if (series == 0) {
      fail("the chart's data have no column of figures", "the first column holds labels, each further one figures");
    }
    if (rows > kMostRows) {
      fail(fmt::format("the chart has {} rows, at most {} can be drawn", rows, kMostRows), "sum them up, or use 'kind: table'");
    }
    if (series > kMostSeries) {
      fail(fmt::format("the chart has {} series, at most {} can be drawn", series, kMostSeries),
           "leave some out, or use 'kind: table'");
    }
    return mistakes_ == 0;
  }

  void read_row(std::size_t row) {
    const std::vector<std::string>& cells = data_.table.rows[row];
    data_.labels.push_back(cells[0]);
    for (std::size_t i = 0; i < data_.series.size(); ++i) {
      data_.series[i].values.push_back(read_figure(cells[i + 1], data_.table.lines[row]));
    }
  }

  std::optional<double> read_figure(const std::string& cell, int line) {
    if (cell.empty()) return std::nullopt;
    if (!check_grouping(spec_, data_.file, line, cell, diagnostics_)) {
      ++mistakes_;
      return std::nullopt;
    }
    double number = 0;
    const bool is_number = parse_cell(cell.starts_with("+") && !cell.starts_with("+-") ? cell.substr(1) : cell, number);
    if (is_number && std::abs(number) <= kLargest) {
      data_.decimals = std::max(data_.decimals, written_decimals(cell));
      return number;
    }
    const char* what = is_number ? "too large to draw" : "not a number";
    diagnostics_.report("chart", {data_.file, line, 0}, fmt::format("'{}' is {}", cell, what), is_number ? "" : kHowToWrite);
    ++mistakes_;
    return std::nullopt;
  }

  const ChartSpec& spec_;
  ChartData& data_;
  base::Diagnostics& diagnostics_;
  std::size_t mistakes_ = 0;
};

// Rows without a figure come last, equal ones keep the author's order.
void sort_rows(Sort sort, ChartData& data) {
  if (sort == Sort::none) return;
  const std::vector<std::optional<double>> keys = data.series[0].values;
  std::vector<std::size_t> order(keys.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
    if (!keys[left] || !keys[right]) return keys[left].has_value() && !keys[right].has_value();
    return sort == Sort::ascending ? *keys[left] < *keys[right] : *keys[left] > *keys[right];
  });
  const ChartData before = data;
  for (std::size_t i = 0; i < order.size(); ++i) {
    data.labels[i] = before.labels[order[i]];
    for (std::size_t s = 0; s < data.series.size(); ++s) data.series[s].values[i] = before.series[s].values[order[i]];
  }
}

bool check_highlight(const ChartSpec& spec, const ChartData& data, base::Diagnostics& diagnostics) {
  const std::string& name = spec.highlight.text;
  if (name.empty()) return true;
  std::vector<std::string_view> names;
  if (spec.kind.text != "line") names.assign(data.labels.begin(), data.labels.end());
  for (const Series& series : data.series) names.push_back(series.name);
  if (std::find(names.begin(), names.end(), name) != names.end()) return true;
  const char* what = spec.kind.text == "line" ? "no series" : "no row or series";
  diagnostics.report("chart", spec.highlight.place, fmt::format("{} is called '{}'", what, name),
                     base::did_you_mean(name, names));
  return false;
}

}  // namespace

bool ChartData::has_missing() const {
  return std::any_of(series.begin(), series.end(), [](const Series& one) {
    return std::find(one.values.begin(), one.values.end(), std::nullopt) != one.values.end();
  });
}

double ChartData::least() const {
  std::optional<double> least;
  for (const Series& one : series) {
    for (const auto& value : one.values) {
      if (value && (!least || *value < *least)) least = value;
    }
  }
  return least.value_or(0);
}

double ChartData::greatest() const {
  std::optional<double> greatest;
  for (const Series& one : series) {
    for (const auto& value : one.values) {
      if (value && (!greatest || *value > *greatest)) greatest = value;
    }
  }
  return greatest.value_or(0);
}

bool load_table(const ChartSpec& spec, const ReadFile& read_file, ChartData& data, base::Diagnostics& diagnostics) {
  if (spec.data_line == 0) return read_data_file(spec, read_file, data, diagnostics);
  data.file = spec.place.file;
  return parse_csv(spec.data.text, data.file, spec.data_line, data.table, diagnostics);
}

bool read_figures(const ChartSpec& spec, ChartData& data, base::Diagnostics& diagnostics) {
  if (!FigureReader(spec, data, diagnostics).read()) return false;
  if (spec.decimals) data.decimals = *spec.decimals;
  if (!check_highlight(spec, data, diagnostics)) return false;
  sort_rows(spec.sort, data);
  return true;
}

bool check_grouping(const ChartSpec& spec, const std::string& file, int line, const std::string& cell, base::Diagnostics& diagnostics) {
  const auto points = std::ranges::count(cell, '.');
  if (!is_grouped(cell) || (points == 1 && spec.decimals == 3)) return true;
  std::string digits = cell;
  std::erase(digits, '.');
  const char* three = points == 1 ? "; if it has three decimals, say 'decimals: 3' in the chart" : "";
  const char* what = points == 1 ? "can be read in two ways" : "is not a number";
  diagnostics.report("chart", {file, line, 0}, fmt::format("'{}' {}", cell, what),
                     fmt::format("write {} without points between thousands{}", digits, three));
  return false;
}

int written_decimals(std::string_view cell) {
  const std::size_t point = cell.find('.');
  return point == std::string_view::npos ? 0 : std::min(kMostDecimals, static_cast<int>(cell.size() - point - 1));
}

bool parse_count(std::string_view label, double& number) {
  const bool padded = label.size() > 1 && label[0] == '0';
  return !padded && label.find('.') == std::string_view::npos && parse_cell(label, number);
}

bool looks_like_year(double number) { return number == std::floor(number) && number >= 1500 && number <= 2200; }

}  // namespace infographic
