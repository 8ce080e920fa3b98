#include "generator/infographic/bottom_labels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <span>

#include "base/text.h"
#include "generator/infographic/data.h"

namespace infographic {
namespace {

constexpr double kLabelSpace = 8;
constexpr std::size_t kMostLines = 3;
constexpr std::array kRoundSteps = {1, 2, 5, 10, 20, 25, 50, 100};
constexpr std::array kCountSteps = {1, 2, 3, 4, 6, 12, 24, 48, 96};  // months come in twelves

// The labels as whole numbers, when all are.
std::optional<std::vector<double>> whole_numbers(const std::vector<std::string>& labels) {
  std::vector<double> numbers;
  for (const std::string& label : labels) {
    double number = 0;
    if (!parse_count(label, number)) return std::nullopt;
    numbers.push_back(number);
  }
  return numbers;
}

// Which labels to show for one step: round numbers (1990, 2000) where labels are numbers, else every step-th.
std::vector<std::size_t> choose(const std::vector<std::string>& labels, int step) {
  std::vector<std::size_t> chosen;
  const auto numbers = whole_numbers(labels);
  double distance = 0;
  for (std::size_t i = 1; numbers && i < labels.size(); ++i) {
    const double between = std::abs((*numbers)[i] - (*numbers)[i - 1]);
    if (between > 0 && (distance == 0 || between < distance)) distance = between;
  }
  for (std::size_t i = 0; distance > 0 && i < labels.size(); ++i) {
    if (std::fmod((*numbers)[i], distance * step) == 0) chosen.push_back(i);
  }
  if (chosen.size() >= 2) return chosen;
  chosen.clear();
  for (std::size_t i = 0; i < labels.size(); i += static_cast<std::size_t>(step)) chosen.push_back(i);
  return chosen;
}

class Placer {
 public:
  Placer(const LabelRow& row, const TextMeasure& measure) : row_(row), measure_(measure) {}

  // Fills `out` and returns true when the chosen labels fit side by side, on one line or else wrapped.
  bool try_labels(const std::vector<std::size_t>& chosen, BottomLabels& out) const {
    return place(chosen, Wrap::no, out) || place(chosen, Wrap::yes, out);
  }

  // Sees to it that the label to stress is shown: what stands in its way gives way.
  void add_strong(BottomLabels& out) const {
    const auto strong = std::find(row_.labels.begin(), row_.labels.end(), row_.strong);
    const auto shown = [&](const PlacedLabel& label) { return label.strong; };
    if (row_.strong.empty() || strong == row_.labels.end() || std::any_of(out.labels.begin(), out.labels.end(), shown)) return;
    const auto index = static_cast<std::size_t>(strong - row_.labels.begin());
    const double width = measure_.width(row_.strong, font_of(true));
    const double centre = clamped(row_.centres[index], width);
    std::erase_if(out.labels, [&](const PlacedLabel& label) {
      double other = 0;
      for (const std::string& line : label.lines) other = std::max(other, measure_.width(line, font_of(false)));
      return std::abs(label.centre - centre) < (width + other) / 2 + kLabelSpace;
    });
    const auto follows = [&](const PlacedLabel& label) { return label.index > index; };
    const auto after = std::find_if(out.labels.begin(), out.labels.end(), follows);
    out.labels.insert(after, {index, centre, true, {row_.strong}});
  }

  // The first and last label, whatever it takes.
  void place_ends(BottomLabels& out) const {
    out.labels.clear();
    const std::size_t last = row_.labels.size() - 1;
    const double room = (row_.right - row_.left) / 2 - kLabelSpace;
    for (const std::size_t index : {std::size_t{0}, last}) {
      const bool strong = row_.labels[index] == row_.strong;
      const Wrapped text = measure_.wrap(row_.labels[index], font_of(strong), room);
      const double wished = index == 0 ? row_.left : row_.right;
      out.labels.push_back({index, clamped(wished, text.width), strong, text.lines});
      if (last == 0) return;
    }
  }

 private:
  enum class Wrap { no, yes };

  bool place(const std::vector<std::size_t>& chosen, Wrap wrap, BottomLabels& out) const {
    out.labels.clear();
    double taken = row_.left - kLabelSpace;
    for (std::size_t i = 0; i < chosen.size(); ++i) {
      const bool strong = row_.labels[chosen[i]] == row_.strong;
      const double room = wrap == Wrap::yes ? room_of(chosen, i) : row_.right - row_.left;
      const Wrapped text = measure_.wrap(row_.labels[chosen[i]], font_of(strong), room);
      if (text.broke_a_word || text.lines.size() > (wrap == Wrap::yes ? kMostLines : 1)) return false;
      const double centre = clamped(row_.centres[chosen[i]], text.width);
      if (centre - text.width / 2 < taken + kLabelSpace - 0.01) return false;
      taken = centre + text.width / 2;
      out.labels.push_back({chosen[i], centre, strong, text.lines});
    }
    return taken <= row_.right + 0.01;
  }

  // As much as keeps half the gap to the middle between neighbours; the first and last may lean inward.
  double room_of(const std::vector<std::size_t>& chosen, std::size_t i) const {
    const double centre = row_.centres[chosen[i]];
    double half = row_.right - row_.left;
    if (i > 0) half = std::min(half, (centre - row_.centres[chosen[i - 1]]) / 2);
    if (i + 1 < chosen.size()) half = std::min(half, (row_.centres[chosen[i + 1]] - centre) / 2);
    return std::min(2 * half, row_.right - row_.left + kLabelSpace) - kLabelSpace;
  }

  double clamped(double centre, double width) const {
    return std::max(row_.left + width / 2, std::min(centre, row_.right - width / 2));
  }

  const LabelRow& row_;
  const TextMeasure& measure_;
};

bool try_all(const LabelRow& row, const TextMeasure& measure, BottomLabels& out) {
  const Placer placer(row, measure);
  const bool numbers = whole_numbers(row.labels).has_value();
  const std::span<const int> steps = numbers ? std::span<const int>(kRoundSteps) : std::span<const int>(kCountSteps);
  for (const int step : steps) {
    if (step > 1 && row.thin == Thin::no) return false;
    if (!placer.try_labels(choose(row.labels, step), out)) continue;
    placer.add_strong(out);
    return true;
  }
  placer.place_ends(out);
  return true;
}

// "Minggu 1", "Minggu 2" → "Minggu" and "1", "2"; an empty prefix when there is nothing in common.
std::string split_common_word(const std::vector<std::string>& labels, std::vector<std::string>& rest) {
  const std::size_t space = labels[0].rfind(' ');
  if (labels.size() < 2 || space == std::string::npos) return {};
  const std::string word = labels[0].substr(0, space + 1);
  for (const std::string& label : labels) {
    double number = 0;
    if (!label.starts_with(word) || !parse_cell(label.substr(word.size()), number)) return {};
    rest.push_back(label.substr(word.size()));
  }
  return labels[0].substr(0, space);
}

bool has_second_line(const BottomLabels& labels) {
  return std::any_of(labels.labels.begin(), labels.labels.end(), [](const PlacedLabel& label) { return label.lines.size() > 1; });
}

double height_of(const BottomLabels& labels) {
  std::size_t lines = 0;
  for (const PlacedLabel& label : labels.labels) lines = std::max(lines, label.lines.size());
  return static_cast<double>(lines) * line_height(font_of(false));
}

}  // namespace

BottomLabels place_bottom_labels(const LabelRow& row, const TextMeasure& measure) {
  BottomLabels out;
  if (row.labels.empty()) return out;
  LabelRow complete = row;
  complete.thin = Thin::no;
  out.fits = try_all(complete, measure, out);
  std::vector<std::string> rest;
  if (!out.fits || has_second_line(out)) out.title = split_common_word(row.labels, rest);
  if (!out.title.empty()) {
    const std::string strong = row.strong.empty() ? "" : row.strong.substr(std::min(row.strong.size(), out.title.size() + 1));
    out.fits = try_all({rest, row.centres, row.left, row.right, Thin::yes, strong}, measure, out);
  } else if (!out.fits && row.thin == Thin::yes) {
    out.fits = try_all(row, measure, out);
  }
  out.height = height_of(out);
  return out;
}

void draw_bottom_labels(Scene& scene, const BottomLabels& labels, double top, const TextMeasure& measure) {
  for (const PlacedLabel& label : labels.labels) {
    add_text_block(scene, {.lines = label.lines, .x = label.centre, .top = top, .anchor = Anchor::middle,
                           .font = font_of(label.strong), .classes = "label"}, measure);
  }
}

double draw_bottom_title(Scene& scene, const BottomTitle& title, const TextMeasure& measure) {
  if (title.text.empty()) return title.top;
  const Wrapped text = measure.wrap(title.text, font_of(false), scene.width);
  const double centre = std::max(text.width / 2, std::min((title.left + title.right) / 2, scene.width - text.width / 2));
  return add_text_block(scene, {.lines = text.lines, .x = centre, .top = title.top + 2, .anchor = Anchor::middle,
                                .classes = "axis"}, measure);
}

}  // namespace infographic
