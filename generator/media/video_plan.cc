#include "generator/media/video_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/hash.h"
#include "base/text.h"

namespace media {
namespace {

// Changes whenever the same settings give other bytes.
constexpr int kRecipe = 2;
constexpr int kDownloadRung = 360;

struct RungKind {
  int name;
  int crf;
  int most_kbits;
  const char* profile;
  std::int64_t least_source_bits;  // a source of fewer bits a second holds nothing that this rung could show
};

// Baseline costs 11 to 33 % more bytes: only where the oldest phones play.
constexpr std::array kRungs = {
    RungKind{144, 26, 180, "baseline", 0},     RungKind{240, 25, 350, "baseline", 0},  RungKind{360, 23, 700, "main", 0},
    RungKind{480, 23, 1100, "main", 40'000},   RungKind{720, 23, 2500, "high", 100'000}, RungKind{1080, 23, 4500, "high", 200'000},
};

int even(double size) { return std::max(2, static_cast<int>(std::lround(size / 2)) * 2); }

Rung make_rung(const RungKind& kind, int short_side, const VideoInfo& info) {
  const bool lying = info.width >= info.height;
  const double ratio = static_cast<double>(std::max(info.width, info.height)) / std::min(info.width, info.height);
  const int other = even(short_side * ratio);
  const int side = even(short_side);
  return {kind.name == 0 ? side : short_side, lying ? other : side, lying ? side : other, kind.crf, kind.most_kbits, kind.profile};
}

std::vector<Rung> rungs_of(const VideoInfo& info, const VideoSettings& settings) {
  std::vector<Rung> rungs;
  const int own = std::min(info.width, info.height);
  const RungKind* above = nullptr;  // the first rung that is larger than the source
  for (const auto& kind : kRungs) {
    if (std::ranges::find(settings.rungs, kind.name) == settings.rungs.end()) continue;
    if (kind.least_source_bits > info.bits_per_second && info.bits_per_second > 0) continue;
    if (kind.name > own) {
      above = above ? above : &kind;
      continue;
    }
    rungs.push_back(make_rung(kind, kind.name, info));
  }
  // A source between two rungs, or below all, keeps its own size.
  if (above && (rungs.empty() || own * 10 > rungs.back().name * 12)) rungs.push_back(make_rung(*above, own & ~1, info));
  return rungs;
}

std::string stem_of(const Item& item) {
  const auto name = base::file_name_of(item.source);
  const std::string stem = base::slugify(name.substr(0, name.rfind('.')));
  return stem.empty() ? "video" : stem;
}

void add(Item& item, std::string name, const char* type, const char* group = "", int width = 0, int height = 0) {
  item.renditions.push_back({std::move(name), type, group, width, height});
}

void add_files(Item& item) {
  constexpr const char* kPlaylist = "application/vnd.apple.mpegurl";
  if (item.video.sound) {
    add(item, sound_file(item), "audio/mp4", "sound");
    if (item.video.has_picture()) add(item, sound_playlist(item), kPlaylist);
  }
  if (!item.video.has_picture()) return;
  for (const auto& rung : item.rungs) {
    add(item, rung_file(item, rung), "video/mp4", "rung", rung.width, rung.height);
    add(item, rung_playlist(item, rung), kPlaylist);
  }
  add(item, master_name(item), kPlaylist, "master");
  add(item, dash_name(item), "application/dash+xml", "dash");
  const Rung* download = download_rung(item);
  add(item, download_name(item), "video/mp4", "download", download->width, download->height);
  const Rung* saver = saver_rung(item);
  if (saver != download) add(item, saver_name(item), "video/mp4", "saver", saver->width, saver->height);
  add(item, poster_name(item), "image/jpeg", "poster", item.rungs.back().width, item.rungs.back().height);
}

}  // namespace

int segment_frames(const Rate& rate) { return std::max(1, static_cast<int>(std::lround(kSegmentSeconds * rate.value()))); }

std::string master_name(const Item& item) { return stem_of(item) + ".m3u8"; }
std::string dash_name(const Item& item) { return stem_of(item) + ".mpd"; }
std::string rung_file(const Item& item, const Rung& rung) { return fmt::format("{}-{}.mp4", stem_of(item), rung.name); }
std::string rung_playlist(const Item& item, const Rung& rung) { return fmt::format("{}-{}.m3u8", stem_of(item), rung.name); }
std::string sound_file(const Item& item) { return stem_of(item) + "-suara.m4a"; }
std::string sound_playlist(const Item& item) { return stem_of(item) + "-suara.m3u8"; }
std::string download_name(const Item& item) { return stem_of(item) + "-unduh.mp4"; }
std::string saver_name(const Item& item) { return stem_of(item) + "-hemat.mp4"; }
std::string poster_name(const Item& item) { return stem_of(item) + "-gambar.jpg"; }

const Rung* download_rung(const Item& item) {
  const Rung* best = item.rungs.empty() ? nullptr : &item.rungs.front();
  for (const auto& rung : item.rungs) {
    if (rung.name <= kDownloadRung) best = &rung;
  }
  return best;
}

const Rung* saver_rung(const Item& item) { return item.rungs.empty() ? nullptr : &item.rungs.front(); }

Item plan_video(const std::string& source, const std::string& source_hash, const VideoInfo& info, const VideoSettings& settings,
                const std::string& libraries) {
  Item item;
  item.source = source;
  item.video = info;
  if (info.has_picture()) item.rungs = rungs_of(info, settings);
  std::string recipe = fmt::format("video {}\n{}\n{}\n{} {}/{} {}\n", kRecipe, libraries, source_hash, settings.preset, info.rate.numerator,
                                   info.rate.denominator, stem_of(item));
  for (const auto& rung : item.rungs) {
    recipe += fmt::format("{} {}x{} {} {} {}\n", rung.name, rung.width, rung.height, rung.crf, rung.most_kbits, rung.profile);
  }
  item.folder = "media/" + base::short_hash(recipe, 16);
  add_files(item);
  return item;
}

}  // namespace media
