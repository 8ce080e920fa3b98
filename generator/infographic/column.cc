// Standing columns. Figures stand on the columns where all have room, else an axis carries them. When the labels have no room,
// the same data are drawn as lying bars.
#include <algorithm>
#include <array>
#include <cmath>

#include "generator/infographic/axis.h"
#include "generator/infographic/bottom_labels.h"
#include "generator/infographic/kinds.h"
#include "generator/infographic/legend.h"

namespace infographic {
namespace {

constexpr double kShare = 0.74;      // of a slot that its columns fill
constexpr double kWidestColumn = 100;
constexpr double kWidestSlot = 155;
constexpr double kColumnGap = 2;
constexpr double kFigureGap = 5;
constexpr double kColumnLabelGap = 10;
constexpr double kDashColumn = 12;   // what the sign for a missing figure needs
constexpr double kLeastColumn = 4;   // thinner ones are no longer told apart when several stand together

double column_plot_height(Screen screen) { return screen == Screen::wide ? 280 : 220; }

bool are_numbers(const std::vector<std::string>& labels) {
  double number = 0;
  return std::all_of(labels.begin(), labels.end(), [&](const std::string& label) { return parse_cell(label, number); });
}

class ColumnPicture {
 public:
  ColumnPicture(const Drawing& drawing, Screen screen) : drawing_(drawing), data_(drawing.data), screen_(screen) {
    scene_.width = layout_width(screen);
    series_ = static_cast<double>(data_.series.size());
    plot_.right = scene_.width;
  }

  // False when the columns or their labels have no room.
  bool fits() {
    if (data_.series.size() > kMostSideBySide) return false;
    measure_slots();
    write_figures();
    if (figures_.empty()) use_axis();
    const LabelRow row{data_.labels, centres(), 0, scene_.width, are_numbers(data_.labels) ? Thin::yes : Thin::no,
                       drawing_.spec.highlight.text};
    labels_ = place_bottom_labels(row, drawing_.measure);
    return labels_.fits && (data_.series.size() == 1 || column_ >= kLeastColumn);
  }

  Scene draw() {
    double top = data_.series.size() > 1 ? draw_legend(scene_, drawing_, Sample::bar, 0) : 0;
    if (has_strong_figure()) plot_.title_gap = line_height(font_of(true));
    const double title = axis_title_height(axis_, drawing_.measure, scene_.width);
    top += figures_.empty() ? plot_.title_gap + title + line_height(font_of(false)) / 2 : line_height(font_of(true)) + kFigureGap;
    plot_.top = top;
    plot_.bottom = top + column_plot_height(screen_);
    if (figures_.empty()) draw_value_axis(scene_, axis_, plot_, drawing_.measure);
    for (std::size_t row = 0; row < data_.labels.size(); ++row) {
      for (std::size_t s = 0; s < data_.series.size(); ++s) draw_one(row, s);
    }
    if (!figures_.empty()) scene_.front.push_back({horizontal_line(0, plot_.right, y_of(0)), "baseline"});
    else if (axis_.low < 0) scene_.front.push_back({horizontal_line(plot_.left, plot_.right, y_of(0)), "baseline"});
    draw_strong_figures();
    draw_labels();
    return std::move(scene_);
  }

 private:
  void measure_slots() {
    const double count = static_cast<double>(data_.labels.size());
    slot_ = std::min((scene_.width - plot_.left) / count, std::max(kWidestSlot, series_ * kWidestColumn));
    column_ = std::min(kWidestColumn, slot_ * kShare / series_ - (series_ > 1 ? kColumnGap : 0));
    plot_.right = plot_.left + slot_ * count;
  }

  double left_of(std::size_t row, std::size_t s) const {
    const double pitch = column_ + (series_ > 1 ? kColumnGap : 0);
    const double group = pitch * series_ - (series_ > 1 ? kColumnGap : 0);
    return plot_.left + slot_ * (static_cast<double>(row) + 0.5) - group / 2 + pitch * static_cast<double>(s);
  }

  std::vector<double> centres() const {
    std::vector<double> centres;
    for (std::size_t i = 0; i < data_.labels.size(); ++i) centres.push_back(plot_.left + slot_ * (static_cast<double>(i) + 0.5));
    return centres;
  }

  bool is_strong(std::size_t row, std::size_t s) const {
    const std::string& name = drawing_.spec.highlight.text;
    return !name.empty() && (data_.labels[row] == name || (data_.series.size() > 1 && data_.series[s].name == name));
  }

  // The shortest way to write the figures on their columns that has room; none when no way has.
  void write_figures() {
    const double room = data_.series.size() > 1 ? column_ + kColumnGap - 2 : slot_ - 4;
    const Numbers& numbers = drawing_.numbers;
    const bool marked = fill_figures(room, [&](double value) { return numbers.marked(value); });
    if (!marked && !fill_figures(room, [&](double value) { return numbers.bare(value); })) figures_.clear();
  }

  template <class Write>
  bool fill_figures(double room, Write write) {
    figures_.assign(data_.labels.size(), std::vector<std::string>(data_.series.size()));
    for (std::size_t row = 0; row < data_.labels.size(); ++row) {
      for (std::size_t s = 0; s < data_.series.size(); ++s) {
        const auto value = data_.series[s].values[row];
        figures_[row][s] = value ? write(*value) : std::string(kMissing);
        if (drawing_.measure.width(figures_[row][s], font_of(is_strong(row, s))) > room) return false;
      }
    }
    return true;
  }

  void use_axis() {
    axis_ = make_value_axis({.low = std::min(0.0, data_.least()), .high = std::max(0.0, data_.greatest()),
                             .steps = screen_ == Screen::wide ? 5 : 4}, drawing_.numbers);
    plot_.left = axis_margin(axis_, drawing_.measure);
    measure_slots();
  }

  double y_of(double value) const {
    if (figures_.empty()) return axis_.position(value, plot_.top, plot_.bottom);
    const double low = std::min(0.0, data_.least());
    const double high = std::max(0.0, data_.greatest());
    if (high == low) return plot_.bottom;
    const double below = low < 0 ? line_height(font_of(true)) + kFigureGap : 0;  // room for figures under the columns
    return plot_.bottom - below - (value - low) / (high - low) * (plot_.bottom - below - plot_.top);
  }

  void draw_one(std::size_t row, std::size_t s) {
    const auto value = data_.series[s].values[row];
    const double left = left_of(row, s);
    const double zero = y_of(0);
    const double end = y_of(value.value_or(0));
    const bool single = data_.series.size() == 1;
    const std::string classes = "shape " + series_class(s) + (single && is_strong(row, s) ? " highlight" : "");
    if (value.value_or(0) != 0) {
      const Box box{left, std::min(zero, end), column_, std::abs(end - zero)};
      scene_.rects.push_back({box, classes, single ? Texture::plain : series_texture(s)});
    }
    if (figures_.empty()) {
      if (value || column_ < kDashColumn) return;
      return draw_figure(std::string(kMissing), {.x = left + column_ / 2, .end = zero, .known = false});
    }
    draw_figure(figures_[row][s], {left + column_ / 2, end, is_strong(row, s), value.has_value(), value.value_or(0) < 0});
  }

  struct Figure {
    double x = 0;
    double end = 0;  // of the column
    bool strong = false;
    bool known = true;
    bool below = false;
  };
  void draw_figure(const std::string& text, const Figure& figure) {
    const Font font = font_of(figure.strong);
    const double baseline = figure.below ? figure.end + kFigureGap + ascent(font) : figure.end - kFigureGap - descent(font);
    add_text(scene_, {.text = text, .x = figure.x, .baseline = baseline, .anchor = Anchor::middle, .font = font,
                      .classes = figure.known ? "value" : "value missing"}, drawing_.measure);
  }

  // Beside an axis only the stressed column says its figure, above whatever stands near it.
  bool shows_strong_figure(std::size_t row) const {
    const bool alone = figures_.empty() && data_.series.size() == 1;
    return alone && is_strong(row, 0) && data_.series[0].values[row].value_or(-1) >= 0;
  }

  bool has_strong_figure() const {
    for (std::size_t row = 0; row < data_.labels.size(); ++row) {
      if (shows_strong_figure(row)) return true;
    }
    return false;
  }

  void draw_strong_figures() {
    for (std::size_t row = 0; row < data_.labels.size(); ++row) {
      if (!shows_strong_figure(row)) continue;
      const std::string text = drawing_.numbers.brief(*data_.series[0].values[row]);
      const double half = drawing_.measure.width(text, font_of(true)) / 2;
      const double centre = std::max(plot_.left + half, std::min(left_of(row, 0) + column_ / 2, scene_.width - half));
      draw_figure(text, {centre, highest_between(centre - half, centre + half), true, true, false});
      return;
    }
  }

  double highest_between(double left, double right) const {
    double y = y_of(0);
    for (const SceneRect& rect : scene_.rects) {
      if (rect.box.right() > left && rect.box.x < right && rect.box.y < plot_.bottom) y = std::min(y, rect.box.y);
    }
    for (const SceneText& text : scene_.texts) {  // signs for missing figures
      if (text.classes == "value missing" && text.box.right() > left && text.box.x < right) y = std::min(y, text.box.y);
    }
    return y;
  }

  void draw_labels() {
    double bottom = plot_.bottom + kColumnLabelGap;
    draw_bottom_labels(scene_, labels_, bottom, drawing_.measure);
    bottom += labels_.height;
    bottom = draw_bottom_title(scene_, {labels_.title, plot_.left, plot_.right, bottom}, drawing_.measure);
    scene_.height = bottom + 2;
  }

  const Drawing& drawing_;
  const ChartData& data_;
  Screen screen_;
  Scene scene_;
  PlotArea plot_;
  double series_ = 1;
  double slot_ = 0;
  double column_ = 0;
  std::vector<std::vector<std::string>> figures_;  // by row and series; empty: an axis is drawn
  ValueAxis axis_;
  BottomLabels labels_;
};

}  // namespace

Scene draw_column(const Drawing& drawing, Screen screen) {
  ColumnPicture picture(drawing, screen);
  return picture.fits() ? picture.draw() : draw_bar(drawing, screen);
}

}  // namespace infographic
