#include "generator/infographic/chart.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"
#include "generator/infographic/data_table.h"
#include "generator/infographic/kinds.h"
#include "generator/infographic/svg.h"

namespace infographic {
namespace {

const ChartKind* known_kind(const ChartSpec& spec, base::Diagnostics& diagnostics) {
  const ChartKind* kind = find_chart_kind(spec.kind.text);
  if (kind != nullptr) return kind;
  std::vector<std::string_view> names;
  std::string list;
  for (const ChartKind& one : chart_kinds()) {
    names.push_back(one.name);
    list += fmt::format("{}{}", list.empty() ? "" : ", ", one.name);
  }
  std::string hint = base::did_you_mean(spec.kind.text, names);
  if (hint.empty()) hint = fmt::format("the kinds are {}", list);
  diagnostics.report("chart", spec.kind.place, fmt::format("unknown kind of chart '{}'", spec.kind.text), std::move(hint));
  return nullptr;
}

std::string capitalised(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

// "Uang masuk (rupiah)": what the figures are, below the headline; empty when the chart itself says it.
std::string unit_line(const ChartKind& kind, const ChartData& data, const Numbers& numbers) {
  if (kind.draw == nullptr || kind.draw == draw_number) return {};
  const std::string_view unit = numbers.unit_name();
  if (data.series.size() == 1) {
    const std::string& name = data.series[0].name;
    const bool said = unit.empty() || base::to_lower(name) == base::to_lower(unit) || name.find('(') != std::string::npos;
    if (said || name.empty()) return name.empty() ? std::string(unit) : name;
    return fmt::format("{} ({})", name, unit);
  }
  return unit.empty() ? std::string() : fmt::format("{} {}", numbers.texts()("chart_in_unit"), unit);
}

// The HTML of one chart, part by part.
class FigureWriter {
 public:
  FigureWriter(const ChartSpec& spec, const ChartData& data, const ChartContext& context)
      : spec_(spec), data_(data), context_(context), numbers_(context.texts, spec.unit.text, data.decimals) {}

  std::string write(const ChartKind& kind, const TextMeasure& measure, std::string_view csv_name) {
    add("<figure class=\"chart chart-{}\" id=\"{}\">\n", kind.name, context_.id);
    caption(kind);
    if (kind.draw != nullptr) {
      picture(kind, measure, Screen::wide);
      picture(kind, measure, Screen::narrow);
      note(kind);
      details();
    } else {
      table_as_chart();
      note(kind);
    }
    source(csv_name);
    out_ += "</figure>\n";
    return std::move(out_);
  }

 private:
  template <class... Args>
  void add(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
  }

  void caption(const ChartKind& kind) {
    add("<figcaption><p class=\"chart-headline\">{}</p>", base::html_escaped(spec_.headline.text));
    const std::string unit = unit_line(kind, data_, numbers_);
    if (!unit.empty()) add("<p class=\"chart-unit\">{}</p>", base::html_escaped(capitalised(unit)));
    out_ += "</figcaption>\n";
  }

  void picture(const ChartKind& kind, const TextMeasure& measure, Screen screen) {
    const Scene scene = kind.draw({spec_, data_, numbers_, measure}, screen);
    const std::string_view name = screen == Screen::wide ? "wide" : "narrow";
    const std::string id = fmt::format("{}-{}", context_.id, name);
    const std::string classes = fmt::format("chart-{}", name);
    append_svg(out_, scene, {id, classes, spec_.headline.text, spec_.description.text});
  }

  void note(const ChartKind& kind) {
    if (!has_gaps(kind)) return;
    const std::string_view key = kind.draw == draw_line || kind.draw == draw_column ? "chart_missing_gap" : "chart_missing";
    add("<p class=\"chart-note\">{}</p>\n", base::html_escaped(context_.texts(key)));
  }

  bool has_gaps(const ChartKind& kind) const {
    if (kind.draw != nullptr) return data_.has_missing();
    return std::any_of(data_.table.rows.begin(), data_.table.rows.end(), [](const std::vector<std::string>& row) {
      return std::find(row.begin() + 1, row.end(), std::string()) != row.end();
    });
  }

  void description() { add("<p class=\"chart-description\">{}</p>\n", base::html_escaped(spec_.description.text)); }

  void details() {
    add("<details class=\"chart-data\"><summary>{}</summary>\n", base::html_escaped(context_.texts("chart_show_table")));
    description();
    append_table(out_, view_of_figures(data_, numbers_), frame());
    out_ += "</details>\n";
  }

  void table_as_chart() {
    description();
    append_table(out_, view_of_table(spec_, data_, numbers_), frame());
  }

  TableFrame frame() const {
    return {spec_.headline.text, fmt::format("{}: {}", context_.texts("chart_table"), spec_.headline.text), spec_.highlight.text};
  }

  void source(std::string_view csv_name) {
    std::string source = base::html_escaped(spec_.source.text);
    const std::string& url = spec_.source_url.text;
    if (!url.empty()) source = fmt::format("<a href=\"{}\">{}</a>", base::html_escaped(url), source);
    add("<p class=\"chart-source\">{} {}", base::html_escaped(context_.texts("chart_source")), source);
    add("<span class=\"chart-download\"> · <a href=\"{}\" download>{}</a></span></p>\n", base::html_escaped(csv_name),
        base::html_escaped(context_.texts("chart_download")));
  }

  const ChartSpec& spec_;
  const ChartData& data_;
  const ChartContext& context_;
  Numbers numbers_;
  std::string out_;
};

}  // namespace

bool render_chart(std::string_view yaml, const ChartContext& context, RenderedChart& chart, base::Diagnostics& diagnostics) {
  ChartSpec spec;
  if (!read_spec({yaml, context.file, context.first_line}, spec, diagnostics)) return false;
  const ChartKind* kind = known_kind(spec, diagnostics);
  ChartData data;
  if (kind == nullptr || !load_table(spec, context.read_file, data, diagnostics)) return false;
  chart.csv_name = fmt::format("{}.csv", context.id);
  chart.csv = to_csv(data.table);
  if (kind->draw != nullptr && !read_figures(spec, data, diagnostics)) return false;
  if (!kind->check(spec, data, diagnostics)) return false;

  const base::Result<TextMeasure>& measure = text_measure();
  if (!measure) {
    diagnostics.report("chart", spec.place, measure.error().message);
    return false;
  }
  chart.html = FigureWriter(spec, data, context).write(*kind, *measure, chart.csv_name);
  return true;
}

}  // namespace infographic
