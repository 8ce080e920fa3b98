#include "generator/infographic/legend.h"

#include <array>

#include <fmt/format.h>

namespace infographic {
namespace {

constexpr std::size_t kLooks = 6;
constexpr double kBarSample = 16;
constexpr double kLineSample = 28;
constexpr double kSampleGap = 7;
constexpr double kItemGap = 18;
constexpr double kLegendRowGap = 5;
constexpr double kBelow = 12;

class Legend {
 public:
  Legend(Scene& scene, const Drawing& drawing, Sample sample, double top)
      : scene_(scene), drawing_(drawing), sample_(sample), y_(top) {}

  double draw() {
    for (std::size_t i = 0; i < drawing_.data.series.size(); ++i) draw_item(i);
    return y_ + row_height_ + kBelow;
  }

 private:
  void draw_item(std::size_t index) {
    const std::string& name = drawing_.data.series[index].name;
    const Font font{.size = 15, .weight = name == drawing_.spec.highlight.text ? Weight::bold : Weight::regular};
    const double sample_width = sample_ == Sample::bar ? kBarSample : kLineSample;
    const Wrapped text = drawing_.measure.wrap(name, font, scene_.width - sample_width - kSampleGap);
    const double width = sample_width + kSampleGap + text.width;
    if (x_ > 0 && x_ + width > scene_.width) start_row();
    draw_sample(index, x_, y_ + line_height(font) / 2);
    const double text_x = x_ + sample_width + kSampleGap;
    add_text_block(scene_, {.lines = text.lines, .x = text_x, .top = y_, .font = font, .classes = "label"}, drawing_.measure);
    x_ += width + kItemGap;
    row_height_ = std::max(row_height_, static_cast<double>(text.lines.size()) * line_height(font));
  }

  void start_row() {
    y_ += row_height_ + kLegendRowGap;
    x_ = 0;
    row_height_ = 0;
  }

  void draw_sample(std::size_t index, double x, double middle) {
    if (sample_ == Sample::bar) {
      const Box box{x, middle - kBarSample / 2, kBarSample, kBarSample};
      scene_.rects.push_back({box, "shape " + series_class(index), series_texture(index)});
      return;
    }
    scene_.front.push_back({horizontal_line(x, x + kLineSample, middle), "line " + series_class(index)});
    scene_.front.push_back(series_marker(index, x + kLineSample / 2, middle));
  }

  Scene& scene_;
  const Drawing& drawing_;
  Sample sample_;
  double x_ = 0;
  double y_;
  double row_height_ = 0;
};

}  // namespace

std::string series_class(std::size_t index) { return fmt::format("series-{}", index % kLooks + 1); }

Texture series_texture(std::size_t index) {
  constexpr std::array kTextures = {Texture::plain, Texture::plain, Texture::stripes,
                                    Texture::dots,  Texture::grid,  Texture::plain};
  return kTextures[index % kLooks];
}

double draw_legend(Scene& scene, const Drawing& drawing, Sample sample, double top) {
  return Legend(scene, drawing, sample, top).draw();
}

ScenePath series_marker(std::size_t index, double x, double y) {
  PathData path;
  // Half widths that make the shapes look equally large.
  const double square = 3.75;
  const double triangle = 4.5;
  const double diamond = 5.25;
  switch (index % 4) {
    case 0: path.circle(x, y, 4); break;
    case 1:
      path.move_to(x - square, y - square).line_to(x + square, y - square);
      path.line_to(x + square, y + square).line_to(x - square, y + square).close();
      break;
    case 2:
      path.move_to(x, y - triangle).line_to(x + triangle, y + triangle * 0.8).line_to(x - triangle, y + triangle * 0.8).close();
      break;
    default:
      path.move_to(x, y - diamond).line_to(x + diamond, y).line_to(x, y + diamond).line_to(x - diamond, y).close();
      break;
  }
  const char* hollow = index % 8 >= 4 ? " hollow" : "";
  return {path.take(), "marker " + series_class(index) + hollow};
}

}  // namespace infographic
