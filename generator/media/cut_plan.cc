#include "generator/media/cut_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/hash.h"
#include "base/text.h"
#include "generator/media/video_plan.h"

namespace media {
namespace {

// Changes whenever the same settings give other bytes.
constexpr int kRecipe = 2;
constexpr int kMostShortSide = 720;
constexpr int kCrf = 23;
constexpr int kMostKbits = 2000;

struct Shape {
  const char* ratio;
  const char* file;       // behind the video's name
  double width;           // for each unit of height
  double caption_size;    // of the width
  double side_margin;     // of the width
  double bottom_margin;   // of the height: above buttons, names and the line to answer in
};
constexpr Shape kShapes[] = {{"9:16", "status", 9.0 / 16, 0.066, 0.1, 0.2}, {"1:1", "persegi", 1, 0.056, 0.07, 0.07}};

const Shape& shape_of(const std::string& ratio) { return ratio == kShapes[0].ratio ? kShapes[0] : kShapes[1]; }

int even(double size) { return std::max(2, static_cast<int>(std::lround(size / 2)) * 2); }

Cut plan_cut(const std::string& ratio, const VideoInfo& info, const FocalPoint& focus) {
  const Shape& shape = shape_of(ratio);
  const double width = std::min<double>(info.width, info.height * shape.width);
  const double height = width / shape.width;
  Cut cut;
  cut.ratio = ratio;
  cut.width = width / info.width;
  cut.height = height / info.height;
  cut.x = std::clamp(focus.x - cut.width / 2, 0.0, 1 - cut.width);
  cut.y = std::clamp(focus.y - cut.height / 2, 0.0, 1 - cut.height);
  const double scale = std::min(1.0, kMostShortSide / width);
  cut.rung = {even(width * scale), even(width * scale), even(height * scale), kCrf, kMostKbits, "main"};
  return cut;
}

std::string ass_time(double seconds) {
  const auto hundredths = static_cast<long long>(std::llround(seconds * 100));
  return fmt::format("{}:{:02}:{:02}.{:02}", hundredths / 360'000, hundredths / 6000 % 60, hundredths / 100 % 60, hundredths % 100);
}

// Lines were made for a wide picture: only those of different speakers stay apart. Braces and backslashes are commands there.
std::string ass_text(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n') {
      out += i + 1 < text.size() && text[i + 1] == '-' ? "\\N" : " ";
    } else if (c == '{' || c == '}') {
      out += c == '{' ? "\\{" : "\\}";
    } else if (c == '\\') {
      out += "\\\u2060";  // a word joiner, which is not seen, parts it from the next letter
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

Item plan_cuts(const std::string& source, const std::string& source_hash, const VideoInfo& info, const VideoSettings& settings,
               const std::string& libraries) {
  Item item;
  item.source = source;
  item.video = trimmed(info, settings.clip);
  item.clip = settings.clip;
  const auto name = base::file_name_of(source);
  std::string stem = base::slugify(name.substr(0, name.rfind('.')));
  if (stem.empty()) stem = "video";
  std::string recipe = fmt::format("cuts {}\n{}\n{} {}/{} {}\n{} {}\n", kRecipe, source_hash, settings.preset, item.video.rate.numerator, item.video.rate.denominator, stem,
                                   item.clip.from, item.video.seconds);
  for (const auto& ratio : settings.clip.cuts) {
    item.cuts.push_back(plan_cut(ratio, info, settings.clip.focus));
    const Cut& cut = item.cuts.back();
    item.renditions.push_back({fmt::format("{}-{}.mp4", stem, shape_of(ratio).file), "video/mp4", "cut " + ratio, cut.rung.width, cut.rung.height});
    recipe += fmt::format("{} {} {} {} {} {}x{} {} {}\n", ratio, cut.x, cut.y, cut.width, cut.height, cut.rung.width, cut.rung.height, kCrf, kMostKbits) + cut_captions(cut, item.clip.burned);
  }
  item.folder = "media/" + base::short_hash(recipe + libraries, 16);
  return item;
}

std::string cut_captions(const Cut& cut, const std::vector<Cue>& captions) {
  if (captions.empty()) return {};
  const Shape& shape = shape_of(cut.ratio);
  const int width = cut.rung.width;
  const int height = cut.rung.height;
  const double size = width * shape.caption_size;
  std::string text = fmt::format(
      "[Script Info]\nScriptType: v4.00+\nPlayResX: {}\nPlayResY: {}\nWrapStyle: 0\nScaledBorderAndShadow: yes\n\n[V4+ Styles]\n"
      "Format: Name, Fontname, Fontsize, PrimaryColour, OutlineColour, BackColour, Bold, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding\n"
      "Style: S,DejaVu Sans,{:.1f},&H00FFFFFF,&H00171E2A,&H80000000,-1,1,{:.1f},0,2,{:.0f},{:.0f},{:.0f},1\n\n[Events]\nFormat: Start, End, Style, Text\n",
      width, height, size, size / 9, width * shape.side_margin, width * shape.side_margin, height * shape.bottom_margin);
  for (const auto& cue : captions) text += fmt::format("Dialogue: {},{},S,{}\n", ass_time(cue.begin), ass_time(cue.end), ass_text(cue.text));
  return text;
}

}  // namespace media
