#include "generator/media/picture_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/hash.h"
#include "base/text.h"

namespace media {
namespace {

// Changes whenever the same settings give other bytes.
constexpr int kPictureRecipe = 2;
constexpr std::array kWidths = {320, 640, 1280, 1920};
constexpr std::array kCardWidths = {320, 640};
constexpr int kLargestAnimation = 640;

int height_for(int width, int full_width, int full_height) {
  return std::max(1, static_cast<int>(std::lround(static_cast<double>(full_height) * width / full_width)));
}

// Widths that are worth a file: those of the table below the picture's own, and its own.
std::vector<int> widths_for(int full_width, int most) {
  std::vector<int> widths;
  const int largest = std::min(full_width, most);
  for (const int width : kWidths) {
    if (width * 10 <= largest * 9) widths.push_back(width);
  }
  widths.push_back(largest);
  return widths;
}

class PicturePlanner {
 public:
  PicturePlanner(const PictureInfo& info, std::string stem) : info_(info), stem_(std::move(stem)) {}

  // AVIF and WebP, and what every browser reads.
  void add_stills(const std::string& group, int width, int height) {
    add(group, "avif", "image/avif", width, height);
    add(group, "webp", "image/webp", width, height);
    if (info_.transparent) {
      add(group, "png", "image/png", width, height);
    } else {
      add(group, "jpg", "image/jpeg", width, height);
    }
  }

  void add(const std::string& group, const char* ending, const char* type, int width, int height) {
    const std::string dash = group.empty() ? "" : "-" + group;
    renditions_.push_back({fmt::format("{}{}-{}.{}", stem_, dash, width, ending), type, group, width, height});
  }

  std::vector<Rendition> take() { return std::move(renditions_); }

 private:
  const PictureInfo& info_;
  std::string stem_;
  std::vector<Rendition> renditions_;
};

std::vector<Rendition> renditions_of(const std::string& stem, const PictureInfo& info, const PictureSettings& settings) {
  PicturePlanner planner(info, stem);
  const bool animated = info.frames > 1;
  for (const int width : widths_for(info.width, animated ? kLargestAnimation : kWidths.back())) {
    const int height = height_for(width, info.width, info.height);
    if (animated) planner.add("", "webp", "image/webp", width, height);
    planner.add_stills(animated ? "still" : "", width, height);
  }
  if (settings.card) {
    const int crop_width = std::min(info.width, static_cast<int>(info.height * settings.card_ratio));
    for (const int wanted : kCardWidths) {
      const int width = std::min(wanted, std::max(1, crop_width));
      planner.add_stills("card", width, std::max(1, static_cast<int>(std::lround(width / settings.card_ratio))));
      if (width < wanted) break;
    }
  }
  return planner.take();
}

}  // namespace

Item plan_picture(const std::string& source, const std::string& source_hash, const PictureInfo& info, const PictureSettings& settings,
                  const std::string& libraries) {
  Item item;
  item.source = source;
  item.picture = info;
  const auto name = base::file_name_of(source);
  const std::string stem = base::slugify(name.substr(0, name.rfind('.')));
  item.renditions = renditions_of(stem.empty() ? "gambar" : stem, info, settings);
  std::string recipe = fmt::format("picture {}\n{}\n{}\ncard {} {} {} {}\n", kPictureRecipe, libraries, source_hash, settings.card, settings.card_ratio,
                                   settings.focus.x, settings.focus.y);
  for (const auto& rendition : item.renditions) recipe += fmt::format("{} {}x{}\n", rendition.name, rendition.width, rendition.height);
  item.folder = "media/" + base::short_hash(recipe, 16);
  return item;
}

}  // namespace media
