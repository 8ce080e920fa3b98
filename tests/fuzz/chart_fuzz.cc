// A chart that is drawn is well-formed HTML without NaN or infinity, its table holds exactly the data's cells, and in its pictures no text
// overlaps another or the edge. The input is the chart's YAML; what follows a line "====" is the data file.
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "base/text.h"
#include "generator/infographic/chart.h"
#include "generator/infographic/kinds.h"
#include "tests/generator/infographic/html_check.h"

namespace {

using base::Table;

constexpr std::string_view kSeparator = "\n====\n";
constexpr std::size_t kMostCompared = 100;  // rows are matched in any order, which takes their number squared
constexpr std::size_t kMostMeasured = 400;

void require(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

// "−1.234,50" → -1234.5, and how many decimals it shows.
double number_of(std::string_view text, int& decimals) {
  std::string plain;
  decimals = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i).starts_with("−")) plain = "-";
    if (text[i] == ',') decimals = static_cast<int>(text.size() - i - 1);
    if (text[i] == ',') plain += '.';
    if (text[i] >= '0' && text[i] <= '9') plain += text[i];
  }
  return std::strtod(plain.c_str(), nullptr);
}

bool same_cell(const std::string& cell, const std::string& shown) {
  if (cell.empty()) return shown == "–";
  double number = 0;
  if (shown == base::html_escaped(cell)) return true;
  // "+70" is read as 70, as in a change since last year.
  if (!infographic::parse_cell(cell.starts_with('+') ? cell.substr(1) : cell, number)) return false;
  int decimals = 0;
  const double read = number_of(shown, decimals);
  return std::abs(read - number) <= 0.5000001 * std::pow(10, -decimals) + std::abs(number) * 1e-12;
}

bool same_row(const std::vector<std::string>& row, const std::string* shown) {
  if (shown[0] != base::html_escaped(row[0])) return false;
  for (std::size_t i = 1; i < row.size(); ++i) {
    if (!same_cell(row[i], shown[i])) return false;
  }
  return true;
}

void check_cells(const Table& table, const std::string& html) {
  const std::vector<std::string> cells = infographic_test::body_cells(html);
  const std::size_t columns = table.header.size();
  require(cells.size() == table.rows.size() * columns, "the table's number of cells");
  if (table.rows.size() > kMostCompared) return;
  std::vector<bool> used(table.rows.size());
  for (std::size_t at = 0; at < cells.size(); at += columns) {
    std::size_t row = 0;
    while (row < table.rows.size() && (used[row] || !same_row(table.rows[row], &cells[at]))) ++row;
    require(row < table.rows.size(), "a row of the table that is not in the data");
    used[row] = true;
  }
}

// Coordinates are digits, and path data nothing but commands and digits.
void check_coordinates(std::string_view html) {
  for (const std::string_view name : {" x=\"", " y=\"", " d=\"", " width=\"", " height=\"", " viewBox=\"", " font-size=\""}) {
    for (std::size_t at = html.find(name); at != std::string_view::npos; at = html.find(name, at)) {
      at += name.size();
      const std::string_view value = html.substr(at, html.find('"', at) - at);
      require(value.find_first_not_of("0123456789.- MLZHVhva") == std::string_view::npos && !value.empty(), "a coordinate");
    }
  }
}

void check_scene(const infographic::Scene& scene) {
  if (scene.texts.size() > kMostMeasured) return;
  const infographic::Box picture{0, 0, scene.width, scene.height};
  for (std::size_t i = 0; i < scene.texts.size(); ++i) {
    require(picture.contains(scene.texts[i].box), "a text outside the picture");
    for (std::size_t j = i + 1; j < scene.texts.size(); ++j) require(!scene.texts[i].box.overlaps(scene.texts[j].box), "two texts that overlap");
  }
  for (const auto& rect : scene.rects) require(picture.contains(rect.box), "a bar outside the picture");
}

const content::Texts& texts() {
  static const content::Texts texts("id", {{"chart_million", "juta"}, {"chart_thousand", "ribu"}, {"chart_rupiah", "rupiah"},
                                           {"chart_billion", "miliar"}, {"chart_trillion", "triliun"}, {"chart_percent", "persen"}});
  return texts;
}

void check_pictures(std::string_view yaml, const infographic::ReadFile& read_file) {
  infographic::ChartSpec spec;
  infographic::ChartData data;
  base::Diagnostics diagnostics;
  require(infographic::read_spec({yaml, "stories/a.md"}, spec, diagnostics), "a spec that was read before");
  const infographic::ChartKind* kind = infographic::find_chart_kind(spec.kind.text);
  if (kind->draw == nullptr) return;
  require(infographic::load_table(spec, read_file, data, diagnostics) && infographic::read_figures(spec, data, diagnostics), "data that were read before");
  const infographic::Numbers numbers(texts(), spec.unit.text, data.decimals);
  for (const auto screen : {infographic::Screen::wide, infographic::Screen::narrow}) {
    check_scene(kind->draw({spec, data, numbers, *infographic::text_measure()}, screen));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view yaml(reinterpret_cast<const char*>(data), size);
  std::string csv = "tahun,peserta\n2024,240\n2025,310\n";
  if (const std::size_t at = yaml.find(kSeparator); at != std::string_view::npos) {
    csv = yaml.substr(at + kSeparator.size());
    yaml = yaml.substr(0, at + 1);
  }
  if (base::find_invalid_utf8(yaml) != std::string_view::npos) return 0;

  const std::function<base::Result<std::string>(const std::string&)> read_file = [&](const std::string& path) -> base::Result<std::string> {
    require(!path.starts_with("..") && !path.starts_with("/"), "a path that leaves the site");
    return csv;
  };
  infographic::RenderedChart chart;
  base::Diagnostics diagnostics;
  const infographic::ChartContext context{"stories/a.md", 1, "id", texts(), read_file, "grafik-1"};
  if (!infographic::render_chart(yaml, context, chart, diagnostics)) {
    require(!diagnostics.empty(), "a refusal without a reason");
    return 0;
  }
  require(diagnostics.empty(), "a chart with mistakes that is drawn");
  const std::string error = infographic_test::html_error(chart.html);
  require(error.empty(), error.c_str());
  check_coordinates(chart.html);
  Table table;
  require(base::parse_csv(chart.csv, "a.csv", 1, table, diagnostics), "CSV that cannot be read back");
  check_cells(table, chart.html);
  check_pictures(yaml, read_file);
  return 0;
}
