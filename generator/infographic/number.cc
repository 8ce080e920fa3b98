// Big numbers: each row a figure with its label below; a second column says how it changed.
#include <algorithm>

#include <fmt/format.h>

#include "generator/infographic/kinds.h"

namespace infographic {
namespace {

constexpr double kBigSize = 40;
constexpr double kLeastSize = 22;
constexpr double kColumnGap = 24;
constexpr double kNumberGap = 26;
constexpr double kWidest = 0.6;      // of the picture, that a number may be before all are shortened
constexpr double kRule = 4;        // the short bar above each number
constexpr double kRuleWidth = 44;
constexpr double kNarrowTile = 128;  // what two tiles beside each other need at least

constexpr Font kLabelFont{};
constexpr Font kUnitFont{.size = 16, .weight = Weight::regular};

struct Tile {
  SceneText number;
  std::vector<std::string> label;
  std::vector<std::string> change;
  bool strong = false;

  double height() const {
    const double lines = static_cast<double>(label.size() + change.size());
    return kRule + 8 + line_height(number.font) + lines * line_height(kLabelFont);
  }
};

class NumberPicture {
 public:
  NumberPicture(const Drawing& drawing, Screen screen) : drawing_(drawing), data_(drawing.data) {
    scene_.width = layout_width(screen);
    brief_ = std::any_of(data_.series[0].values.begin(), data_.series[0].values.end(), [&](const std::optional<double>& value) {
      return value && drawing.measure.width(drawing.numbers.marked(*value), big_) > kWidest * scene_.width;
    });
    columns_ = choose_columns(screen);
    tile_width_ = (scene_.width - kColumnGap * static_cast<double>(columns_ - 1)) / static_cast<double>(columns_);
    choose_size();
  }

  Scene draw() {
    std::vector<Tile> tiles;
    for (std::size_t row = 0; row < data_.labels.size(); ++row) tiles.push_back(make_tile(row));
    double y = 0;
    for (std::size_t first = 0; first < tiles.size(); first += columns_) {
      const std::size_t end = std::min(first + columns_, tiles.size());
      double height = 0;
      for (std::size_t i = first; i < end; ++i) height = std::max(height, tiles[i].height());
      for (std::size_t i = first; i < end; ++i) {
        draw_tile(tiles[i], static_cast<double>(i - first) * (tile_width_ + kColumnGap), y);
      }
      y += height + kNumberGap;
    }
    scene_.height = y - kNumberGap + 4;
    return std::move(scene_);
  }

 private:
  std::size_t choose_columns(Screen screen) const {
    const std::size_t count = data_.labels.size();
    if (screen == Screen::wide) return most_columns(count == 4 ? 2 : std::min<std::size_t>(count, 3));
    for (std::size_t row = 0; row < count; ++row) {
      const Font font{.size = kBigSize, .weight = Weight::bold};
      if (drawing_.measure.width(figure(row) + " " + unit(row), font) > kNarrowTile) return 1;
      if (drawing_.measure.wrap(data_.labels[row], kLabelFont, kNarrowTile).broke_a_word) return 1;
    }
    return std::min<std::size_t>(count, 2);
  }

  // Fewer than wished when a number would not fit even in the least size.
  std::size_t most_columns(std::size_t wished) const {
    double widest = 0;
    for (std::size_t row = 0; row < data_.labels.size(); ++row) {
      widest = std::max(widest, drawing_.measure.width(figure(row), {.size = kLeastSize, .weight = Weight::bold}));
    }
    while (wished > 1 && widest > (scene_.width + kColumnGap) / static_cast<double>(wished) - kColumnGap) --wished;
    return wished;
  }

  std::string figure(std::size_t row) const {
    const auto value = data_.series[0].values[row];
    if (!value) return std::string(kMissing);
    return brief_ ? drawing_.numbers.brief(*value) : drawing_.numbers.marked(*value);
  }

  std::string unit(std::size_t row) const {
    const bool shown = drawing_.numbers.unit_is_word() && data_.series[0].values[row];
    return shown ? drawing_.numbers.unit() : std::string();
  }

  Tile make_tile(std::size_t row) const {
    Tile tile;
    tile.strong = data_.labels[row] == drawing_.spec.highlight.text;
    tile.number = {.text = figure(row), .font = big_, .classes = "big"};
    if (unit_behind_) {
      tile.number.suffix = suffix(row);
      tile.number.suffix_font = kUnitFont;
    } else if (!unit(row).empty()) {
      tile.label = drawing_.measure.wrap(unit(row), kLabelFont, tile_width_).lines;
    }
    const std::vector<std::string> label = drawing_.measure.wrap(data_.labels[row], kLabelFont, tile_width_).lines;
    tile.label.insert(tile.label.end(), label.begin(), label.end());
    if (data_.series.size() > 1) tile.change = drawing_.measure.wrap(change(row), kLabelFont, tile_width_).lines;
    return tile;
  }

  std::string suffix(std::size_t row) const { return unit(row).empty() ? std::string() : "\u00A0" + unit(row); }

  // Sets all numbers in one size, as large as the longest allows, with the units behind them or, without room, below.
  void choose_size() {
    double widest = 0;
    for (std::size_t row = 0; row < data_.labels.size(); ++row) {
      const double number = drawing_.measure.width(figure(row), big_);
      widest = std::max(widest, number);
      unit_behind_ = unit_behind_ && number + drawing_.measure.width(suffix(row), kUnitFont) <= tile_width_;
    }
    if (widest > tile_width_) big_.size = std::max(kLeastSize, kBigSize * tile_width_ / widest * 0.99);
  }

  std::string change(std::size_t row) const {
    const auto value = data_.series[1].values[row];
    if (!value) return fmt::format("{} {}", kMissing, data_.series[1].name);
    const char* arrow = *value > 0 ? "▲" : *value < 0 ? "▼" : "=";
    const std::string& name = data_.series[1].name;
    const char* space = name.starts_with('%') ? "" : " ";
    return fmt::format("{} {}{}{}", arrow, drawing_.numbers.bare(std::abs(*value)), space, name);
  }

  void draw_tile(const Tile& tile, double x, double y) {
    const Box rule{x, y, std::min(kRuleWidth, tile_width_), kRule};
    scene_.rects.push_back({rule, tile.strong ? "shape series-1 highlight" : "shape series-1"});
    SceneText number = tile.number;
    number.x = x;
    number.baseline = y + kRule + 8 + ascent(number.font);
    add_text(scene_, number, drawing_.measure);
    y += kRule + 8 + line_height(number.font);
    y = add_text_block(scene_, {.lines = tile.label, .x = x, .top = y, .font = kLabelFont, .classes = "label"}, drawing_.measure);
    add_text_block(scene_, {.lines = tile.change, .x = x, .top = y, .font = kLabelFont, .classes = "change"}, drawing_.measure);
  }

  const Drawing& drawing_;
  const ChartData& data_;
  Scene scene_;
  std::size_t columns_ = 1;
  double tile_width_ = 0;
  Font big_{.size = kBigSize, .weight = Weight::bold};
  bool unit_behind_ = true;
  bool brief_ = false;
};

}  // namespace

Scene draw_number(const Drawing& drawing, Screen screen) { return NumberPicture(drawing, screen).draw(); }

bool check_number(const ChartSpec& spec, const ChartData& data, base::Diagnostics& diagnostics) {
  if (data.series.size() <= 2) return true;
  diagnostics.report("chart", spec.data.place,
                     fmt::format("a number chart has {} columns of figures, at most 2 can be shown", data.series.size()),
                     "the first holds the figures, the second how they changed");
  return false;
}

}  // namespace infographic
