// Lines over an axis of figures. Each line is named at its end where there is room, else in a key above; each has its own marker
// and dash, so that colour is never needed to tell them apart.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/text.h"
#include "generator/infographic/axis.h"
#include "generator/infographic/bottom_labels.h"
#include "generator/infographic/end_labels.h"
#include "generator/infographic/kinds.h"
#include "generator/infographic/legend.h"

namespace infographic {
namespace {

constexpr double kInset = 8;          // from the plot's edges to the first and last point
constexpr double kEndGap = 14;        // from the last point to its label
constexpr double kLineLabelGap = 10;
constexpr double kEndShare = 0.34;    // of the width, at most, for labels at the ends
constexpr double kLeastPlot = 0.3;    // of the width, that the lines keep
constexpr double kLabelPadding = 7;   // between two labels at the ends
constexpr std::size_t kMostMarked = 24;  // points that each get a marker
constexpr double kFromZero = 0.5;     // the axis starts at 0 when the least figure is below this part of the greatest

double line_plot_height(Screen screen) { return screen == Screen::wide ? 290 : 240; }

// The labels' places from 0 to 1: by their value when they are ascending numbers, else evenly.
std::vector<double> places_of(const std::vector<std::string>& labels, bool& numeric) {
  std::vector<double> numbers;
  numeric = labels.size() > 1;
  for (std::size_t i = 0; i < labels.size() && numeric; ++i) {
    double number = 0;
    numeric = parse_count(labels[i], number) && (i == 0 || number > numbers.back());
    numbers.push_back(number);
  }
  std::vector<double> places;
  const double last = static_cast<double>(labels.size() - 1);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (numeric) places.push_back((numbers[i] - numbers[0]) / (numbers.back() - numbers[0]));
    else places.push_back(last > 0 ? static_cast<double>(i) / last : 0.5);
  }
  return places;
}

class LinePicture {
 public:
  LinePicture(const Drawing& drawing, Screen screen) : drawing_(drawing), data_(drawing.data), screen_(screen) {
    scene_.width = layout_width(screen);
    places_ = places_of(data_.labels, numeric_);
    choose_axis();
    plot_.left = axis_margin(axis_, drawing.measure);
    name_lines();
    plot_.right = scene_.width - (end_width_ > 0 ? end_width_ + kEndGap : kInset);
  }

  Scene draw() {
    plot_.top = line_height(font_of(false)) / 2 + axis_title_height(axis_, drawing_.measure, scene_.width) + 2;
    if (end_labels_.empty() && data_.series.size() > 1) plot_.top += draw_legend(scene_, drawing_, Sample::line, 0);
    plot_.bottom = plot_.top + line_plot_height(screen_);
    draw_value_axis(scene_, axis_, plot_, drawing_.measure);
    for (std::size_t s = 0; s < data_.series.size(); ++s) draw_series(s);
    draw_end_labels();
    draw_labels();
    return std::move(scene_);
  }

 private:
  void choose_axis() {
    AxisRange range{.low = data_.least(), .high = data_.greatest(), .steps = screen_ == Screen::wide ? 5 : 4};
    if (drawing_.spec.start) {
      range.low = *drawing_.spec.start;
      range.fixed_low = true;
    } else if (range.low > 0 && range.low < kFromZero * range.high) {
      range.low = 0;
    }
    axis_ = make_value_axis(range, drawing_.numbers);
  }

  enum class Figures { shown, hidden };

  // Labels for the ends: names with figures, or without, or none at all where they have no room.
  void name_lines() {
    if (try_end_labels(Figures::shown)) return;
    if (data_.series.size() > 1 && try_end_labels(Figures::hidden)) return;
    end_labels_.clear();
    end_width_ = 0;
  }

  bool try_end_labels(Figures figures) {
    end_labels_.clear();
    end_width_ = 0;
    double total = 0;
    for (std::size_t s = 0; s < data_.series.size(); ++s) {
      end_labels_.emplace_back();
      if (!write_end_label(s, figures, end_labels_.back())) return false;
      total += end_labels_.back().height;
    }
    const double plot = scene_.width - plot_.left - end_width_ - kEndGap;
    return total <= line_plot_height(screen_) && plot >= kLeastPlot * scene_.width;
  }

  bool write_end_label(std::size_t s, Figures figures, EndLabel& label) {
    const double room = kEndShare * scene_.width;
    const bool single = data_.series.size() == 1;
    label = {.series = s, .lines = {}, .strong = is_strong(s) || single};
    if (!single) {
      const Wrapped name = drawing_.measure.wrap(data_.series[s].name, font_of(true), room);
      if (name.broke_a_word || name.lines.size() > 3) return false;
      label.lines = name.lines;
    }
    label.names = label.lines.size();
    if (figures == Figures::shown) label.lines.push_back(last_figure(s));
    for (const std::string& line : label.lines) end_width_ = std::max(end_width_, drawing_.measure.width(line, font_of(true)));
    label.height = static_cast<double>(label.lines.size()) * line_height(font_of(true)) + kLabelPadding;
    return end_width_ <= room;
  }

  std::string last_figure(std::size_t s) const {
    const auto row = last_row(s);
    return row ? drawing_.numbers.brief(*data_.series[s].values[*row]) : std::string(kMissing);
  }

  std::optional<std::size_t> last_row(std::size_t s) const {
    for (std::size_t row = data_.labels.size(); row-- > 0;) {
      if (data_.series[s].values[row]) return row;
    }
    return std::nullopt;
  }

  bool is_strong(std::size_t s) const {
    const std::string& name = drawing_.spec.highlight.text;
    return !name.empty() && data_.series[s].name == name;
  }

  std::string classes_of(std::size_t s) const {
    const bool muted = !drawing_.spec.highlight.text.empty() && data_.series.size() > 1 && !is_strong(s);
    return series_class(s) + (is_strong(s) ? " highlight" : "") + (muted ? " muted" : "");
  }

  double x_of(std::size_t row) const { return plot_.left + kInset + places_[row] * (plot_.right - plot_.left - 2 * kInset); }
  double y_of(double value) const { return axis_.position(value, plot_.top, plot_.bottom); }

  void draw_series(std::size_t s) {
    const auto& values = data_.series[s].values;
    PathData path;
    for (std::size_t row = 0; row < values.size(); ++row) {
      if (!values[row]) continue;
      const bool starts = row == 0 || !values[row - 1];
      starts ? path.move_to(x_of(row), y_of(*values[row])) : path.line_to(x_of(row), y_of(*values[row]));
    }
    if (!path.empty()) scene_.front.push_back({path.take(), "line " + classes_of(s)});
    const auto last = last_row(s);
    for (std::size_t row = 0; row < values.size(); ++row) {
      if (values[row] && (values.size() <= kMostMarked || row == last || stands_alone(values, row))) draw_marker(s, row);
    }
  }

  static bool stands_alone(const std::vector<std::optional<double>>& values, std::size_t row) {
    return (row == 0 || !values[row - 1]) && (row + 1 == values.size() || !values[row + 1]);
  }

  void draw_marker(std::size_t s, std::size_t row) {
    ScenePath marker = series_marker(s, x_of(row), y_of(*data_.series[s].values[row]));
    if (is_strong(s)) marker.classes += " highlight";
    else if (!drawing_.spec.highlight.text.empty() && data_.series.size() > 1) marker.classes += " muted";
    scene_.front.push_back(std::move(marker));
  }

  void draw_end_labels() {
    for (EndLabel& label : end_labels_) {
      const auto row = last_row(label.series);
      label.wish = row ? y_of(*data_.series[label.series].values[*row]) : plot_.bottom;
    }
    spread_apart(end_labels_, plot_.top - line_height(font_of(true)) / 2, plot_.bottom + line_height(font_of(true)) / 2);
    for (const EndLabel& label : end_labels_) draw_end_label(label);
  }

  void draw_end_label(const EndLabel& label) {
    const double x = plot_.right + kEndGap - kInset + 2;
    const auto row = last_row(label.series);
    const double middle = label.top + label.height / 2;
    const double from = row ? x_of(*row) + 6 : x;
    if (row && (std::abs(middle - label.wish) > 4 || from < plot_.right - kInset - 1)) {
      PathData leader;
      leader.move_to(from, label.wish).line_to(std::max(from, plot_.right), label.wish).line_to(x - 2, middle);
      scene_.back.push_back({leader.take(), "leader"});
    }
    const std::string classes = "series-name " + classes_of(label.series);
    for (std::size_t i = 0; i < label.lines.size(); ++i) {
      const bool figure = i >= label.names;
      const Font font = font_of(!figure || label.strong);
      const double top = label.top + kLabelPadding / 2 + static_cast<double>(i) * line_height(font);
      add_text_block(scene_, {.lines = {label.lines[i]}, .x = x, .top = top, .font = font,
                              .classes = figure && !label.strong ? "value" : classes}, drawing_.measure);
    }
  }

  void draw_labels() {
    std::vector<double> centres;
    for (std::size_t row = 0; row < data_.labels.size(); ++row) centres.push_back(x_of(row));
    std::vector<std::string> texts = data_.labels;
    if (numeric_ && !are_years()) {
      for (std::string& text : texts) text = formatted(text);
    }
    const BottomLabels labels = place_bottom_labels({texts, centres, 0, scene_.width, Thin::yes, {}}, drawing_.measure);
    double bottom = plot_.bottom + kLineLabelGap;
    for (const PlacedLabel& label : labels.labels) {
      const double x = centres[label.index];
      scene_.back.push_back({vertical_line(x, plot_.bottom, plot_.bottom + 5), "grid"});
    }
    draw_bottom_labels(scene_, labels, bottom, drawing_.measure);
    bottom += labels.height;
    const std::string title = !labels.title.empty() ? labels.title : numeric_ && !are_years() ? data_.table.header[0] : "";
    scene_.height = draw_bottom_title(scene_, {title, plot_.left, plot_.right, bottom}, drawing_.measure) + 2;
  }

  bool are_years() const {
    return std::all_of(data_.labels.begin(), data_.labels.end(), [](const std::string& label) {
      double number = 0;
      return parse_count(label, number) && looks_like_year(number);
    });
  }

  std::string formatted(const std::string& label) const {
    double number = 0;
    parse_count(label, number);
    return drawing_.numbers.bare(number, 0);
  }

  const Drawing& drawing_;
  const ChartData& data_;
  Screen screen_;
  Scene scene_;
  PlotArea plot_;
  std::vector<double> places_;
  bool numeric_ = false;
  ValueAxis axis_;
  std::vector<EndLabel> end_labels_;  // empty: a key stands above
  double end_width_ = 0;
};

}  // namespace

Scene draw_line(const Drawing& drawing, Screen screen) { return LinePicture(drawing, screen).draw(); }

bool check_line(const ChartSpec& spec, const ChartData& data, base::Diagnostics& diagnostics) {
  if (spec.sort != Sort::none) {
    diagnostics.report("chart", spec.sort_place, "a line chart keeps the order of its rows", "remove 'sort', or use 'kind: bar'");
    return false;
  }
  if (!spec.start || *spec.start <= data.least()) return true;
  diagnostics.report("chart", spec.start_place, fmt::format("'start' {} cuts off the figure {}", *spec.start, data.least()),
                     fmt::format("start at {} or below", data.least()));
  return false;
}

}  // namespace infographic
