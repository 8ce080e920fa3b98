// Lying bars: a label, the bar, its figure at the end. Two to four series stand side by side with a key; more become a list under
// each label, every bar with its own name.
#include <algorithm>
#include <array>
#include <cmath>

#include "generator/infographic/kinds.h"
#include "generator/infographic/legend.h"

namespace infographic {
namespace {

constexpr double kBarLabelGap = 10;
constexpr double kValueGap = 6;
constexpr double kThickness = 24;
constexpr double kThinner = 18;
constexpr double kBarGap = 3;
constexpr double kBarRowGap = 12;
constexpr double kGroupGap = 18;
constexpr double kHeadingGap = 3;
constexpr double kSideShare = 0.36;   // of the width, for labels beside the bars

struct Bar {
  std::optional<double> value;
  std::string label;  // only where each bar has its own
  std::string figure;
  double figure_width = 0;
  std::string classes;
  Texture texture = Texture::plain;
  bool strong = false;
};

struct Group {
  std::string label;
  std::vector<Bar> bars;
  bool strong = false;
};

// The part of the width that bars should have.
double bar_share(Screen screen) { return screen == Screen::wide ? 0.3 : 0.42; }

class BarPicture {
 public:
  BarPicture(const Drawing& drawing, Screen screen) : drawing_(drawing), screen_(screen) {
    scene_.width = layout_width(screen);
    listed_ = drawing.data.series.size() > kMostSideBySide;
    make_groups();
    choose_layout();
  }

  Scene draw() {
    double y = 0;
    if (side_by_side()) y = draw_legend(scene_, drawing_, Sample::bar, 0);
    for (const Group& group : groups_) y = draw_group(group, y) + (listed_ || side_by_side() || !beside_ ? kGroupGap : kBarRowGap);
    scene_.height = y - (listed_ || side_by_side() || !beside_ ? kGroupGap : kBarRowGap) + 2;
    return std::move(scene_);
  }

 private:
  bool side_by_side() const { return drawing_.data.series.size() > 1 && !listed_; }

  void make_groups() {
    const ChartData& data = drawing_.data;
    const std::string& highlight = drawing_.spec.highlight.text;
    for (std::size_t row = 0; row < data.labels.size(); ++row) {
      Group group{data.labels[row], {}, !highlight.empty() && data.labels[row] == highlight};
      for (std::size_t s = 0; s < data.series.size(); ++s) {
        const bool strong = group.strong || (!highlight.empty() && data.series[s].name == highlight && data.series.size() > 1);
        Bar bar{.value = data.series[s].values[row], .label = {}, .figure = {}, .classes = {}, .strong = strong};
        bar.classes = "shape " + (side_by_side() ? series_class(s) : series_class(0) + (strong ? " highlight" : ""));
        if (side_by_side()) bar.texture = series_texture(s);
        if (listed_) bar.label = data.series[s].name;
        group.bars.push_back(std::move(bar));
      }
      groups_.push_back(std::move(group));
    }
  }

  enum class Form { marked, bare, brief };
  enum class Figures { at_ends, right };  // right: those of negative bars too
  struct Layout {
    bool beside;
    Form form;
    Figures figures;
  };

  std::string written(double value, Form form) const {
    if (form == Form::marked) return drawing_.numbers.marked(value);
    return form == Form::bare ? drawing_.numbers.bare(value) : drawing_.numbers.brief(value);
  }

  void write_figures(Form form) {
    for (Group& group : groups_) {
      for (Bar& bar : group.bars) {
        bar.figure = bar.value ? written(*bar.value, form) : std::string(kMissing);
        bar.figure_width = drawing_.measure.width(bar.figure, font_of(bar.strong));
      }
    }
  }

  // Labels beside the bars and full figures if that leaves long bars; else labels above, then shorter figures.
  void choose_layout() {
    constexpr std::array kLayouts = {Layout{true, Form::marked, Figures::at_ends}, Layout{false, Form::marked, Figures::at_ends},
                                     Layout{false, Form::bare, Figures::at_ends}, Layout{false, Form::brief, Figures::at_ends},
                                     Layout{false, Form::brief, Figures::right}};
    const bool can_stand_beside = measure_labels();
    Layout best = kLayouts.back();
    double longest = -1;
    for (const Layout& layout : kLayouts) {
      if (layout.beside && !can_stand_beside) continue;
      if (layout.figures == Figures::right && longest >= 0) continue;  // a last resort
      const double length = try_layout(layout);
      if (length > longest + 1) {
        longest = length;
        best = layout;
      }
      if (longest >= bar_share(screen_) * scene_.width) break;
    }
    try_layout(best);
  }

  // False when a label would take too many lines beside its bar.
  bool measure_labels() {
    const std::size_t most_lines = screen_ == Screen::wide ? 3 : 2;
    bool fits = true;
    for (const Group& group : groups_) {
      for (const Bar& bar : group.bars) {
        const std::string& label = listed_ ? bar.label : group.label;
        const Wrapped text = drawing_.measure.wrap(label, font_of(bar.strong || group.strong), kSideShare * scene_.width);
        fits = fits && !text.broke_a_word && text.lines.size() <= most_lines;
        label_width_ = std::max(label_width_, text.width);
      }
    }
    return fits;
  }

  // Sets the scale and returns how long all bars can be together; -1 when the figures alone need more room.
  double try_layout(const Layout& layout) {
    beside_ = layout.beside;
    figures_ = layout.figures;
    write_figures(layout.form);
    const double low = std::min(0.0, drawing_.data.least());
    const double high = std::max(0.0, drawing_.data.greatest());
    const double left = beside_ && label_width_ > 0 ? label_width_ + kBarLabelGap : 1;
    const double room = scene_.width - left;
    pixels_ = high > low ? largest_scale(room / (high - low), room) : 0;
    zero_ = left + reach(Side::left);
    return reach(Side::left) + reach(Side::right) <= room ? (high - low) * pixels_ : -1;
  }

  // The largest scale, at most `limit`, at which every bar with its figure fits on its side of the zero line.
  double largest_scale(double limit, double room) {
    double below = 0;
    for (double above = limit; above - below > 1e-4 * limit;) {
      pixels_ = (above + below) / 2;
      (reach(Side::left) + reach(Side::right) <= room ? below : above) = pixels_;
    }
    return below;
  }

  enum class Side { left, right };

  // How far bars and figures go to one side of the zero line.
  double reach(Side side) const {
    double most = 0;
    for (const Group& group : groups_) {
      for (const Bar& bar : group.bars) {
        const double value = bar.value.value_or(0);
        const bool bar_here = (value < 0) == (side == Side::left);
        const bool figure_here = figure_on_left(value) == (side == Side::left);
        most = std::max(most, (bar_here ? std::abs(value) * pixels_ : 0) + (figure_here ? kValueGap + bar.figure_width : 0));
      }
    }
    return most;
  }

  bool figure_on_left(double value) const { return value < 0 && figures_ == Figures::at_ends; }

  double draw_group(const Group& group, double y) {
    if (listed_ || !beside_) {
      y = draw_label_above(group.label, font_of(listed_ || group.strong), y) + kHeadingGap;
    }
    if (listed_) return draw_listed(group, y);
    const double count = static_cast<double>(group.bars.size());
    const double bars = count * thickness() + (count - 1) * kBarGap;
    const double height = beside_ ? std::max(bars, label_height(group.label, group.strong)) : bars;
    if (beside_) draw_side_label(group.label, group.strong, y + height / 2);
    double top = y + (height - bars) / 2;
    draw_zero_line(top, top + bars);
    for (const Bar& bar : group.bars) {
      draw_one(bar, top);
      top += thickness() + kBarGap;
    }
    return y + height;
  }

  double draw_listed(const Group& group, double y) {
    for (const Bar& bar : group.bars) {
      double height = thickness();
      if (beside_) {
        height = std::max(height, label_height(bar.label, bar.strong));
        draw_side_label(bar.label, bar.strong, y + height / 2);
      } else {
        y = draw_label_above(bar.label, font_of(bar.strong), y);
      }
      const double top = y + (height - thickness()) / 2;
      draw_zero_line(top, top + thickness());
      draw_one(bar, top);
      y += height + (beside_ ? kBarGap : kBarRowGap / 2);
    }
    return y;
  }

  double thickness() const { return drawing_.data.series.size() > 1 ? kThinner : kThickness; }

  double label_height(const std::string& label, bool strong) const {
    const Wrapped text = drawing_.measure.wrap(label, font_of(strong), label_width_);
    return static_cast<double>(text.lines.size()) * line_height(font_of(strong));
  }

  void draw_side_label(const std::string& label, bool strong, double middle) {
    const Wrapped text = drawing_.measure.wrap(label, font_of(strong), label_width_);
    const double height = static_cast<double>(text.lines.size()) * line_height(font_of(strong));
    add_text_block(scene_, {.lines = text.lines, .x = label_width_, .top = middle - height / 2, .anchor = Anchor::end,
                            .font = font_of(strong), .classes = "label"}, drawing_.measure);
  }

  double draw_label_above(const std::string& label, const Font& font, double y) {
    const Wrapped text = drawing_.measure.wrap(label, font, scene_.width);
    return add_text_block(scene_, {.lines = text.lines, .x = 0, .top = y, .font = font, .classes = "label"}, drawing_.measure);
  }

  void draw_zero_line(double top, double bottom) {
    scene_.front.push_back({vertical_line(zero_, top - 2, bottom + 2), "baseline"});
  }

  void draw_one(const Bar& bar, double top) {
    const double value = bar.value.value_or(0);
    const double end = zero_ + value * pixels_;
    const Box box{std::min(zero_, end), top, std::abs(end - zero_), thickness()};
    if (value != 0) scene_.rects.push_back({box, bar.classes, bar.texture});
    const Font font = font_of(bar.strong);
    const double baseline = top + thickness() / 2 + (ascent(font) - descent(font)) / 2;
    const bool left = figure_on_left(value);
    const double edge = value < 0 && !left ? zero_ : end;
    add_text(scene_, {.text = bar.figure, .x = left ? edge - kValueGap : edge + kValueGap, .baseline = baseline,
                      .anchor = left ? Anchor::end : Anchor::start, .font = font, .classes = bar.value ? "value" : "value missing"},
             drawing_.measure);
  }

  const Drawing& drawing_;
  Screen screen_;
  Scene scene_;
  std::vector<Group> groups_;
  bool listed_ = false;
  bool beside_ = true;
  Figures figures_ = Figures::at_ends;
  double label_width_ = 0;
  double zero_ = 0;
  double pixels_ = 0;  // for one of the unit
};

}  // namespace

Scene draw_bar(const Drawing& drawing, Screen screen) { return BarPicture(drawing, screen).draw(); }

bool check_bars(const ChartSpec& spec, const ChartData&, base::Diagnostics& diagnostics) {
  if (!spec.start || *spec.start == 0) return true;
  diagnostics.report("chart", spec.start_place, "a " + spec.kind.text + " chart must start at 0",
                     "remove 'start', or use 'kind: line'");
  return false;
}

}  // namespace infographic
