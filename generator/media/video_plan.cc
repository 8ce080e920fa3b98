#include "generator/media/video_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/hash.h"
#include "base/text.h"
#include "generator/media/storyboard.h"

namespace media {
namespace {

// Changes whenever the same settings give other bytes.
constexpr int kVideoRecipe = 6;
constexpr int kDownloadRung = 360;
constexpr int kLeastAv1Side = 64;  // px: SVT-AV1 takes no less


struct RungKind {
  int name;
  int crf;
  int most_kbits;
  const char* profile;
  std::int64_t least_source_bits;  // a source of fewer bits a second holds nothing that this rung could show
  int av1_crf;                     // of the same SSIM as `crf`; 0: AV1 saves too little here, or costs weak phones too much
};

// Baseline costs 11 to 33 % more bytes: only where the oldest phones play.
constexpr std::array kRungs = {
    RungKind{144, 26, 180, "baseline", 0, 0},      RungKind{240, 25, 350, "baseline", 0, 36},    RungKind{360, 23, 700, "main", 0, 36},
    RungKind{480, 23, 1100, "main", 40'000, 36},   RungKind{720, 23, 2500, "high", 100'000, 0}, RungKind{1080, 23, 4500, "high", 200'000, 0},
};

int even(double size) { return std::max(2, static_cast<int>(std::lround(size / 2)) * 2); }

Rung make_rung(const RungKind& kind, int short_side, const VideoInfo& info, bool av1) {
  const bool lying = info.width >= info.height;
  const double ratio = static_cast<double>(std::max(info.width, info.height)) / std::min(info.width, info.height);
  const int other = even(short_side * ratio);
  const int side = even(short_side);
  return {kind.name == 0 ? side : short_side, lying ? other : side, lying ? side : other, kind.crf, kind.most_kbits, kind.profile, av1 && std::min(side, other) >= kLeastAv1Side ? kind.av1_crf : 0};
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
    rungs.push_back(make_rung(kind, kind.name, info, settings.av1));
  }
  // A source between two rungs, or below all, keeps its own size.
  if (above && (rungs.empty() || own * 10 > rungs.back().name * 12)) rungs.push_back(make_rung(*above, own & ~1, info, settings.av1));
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

constexpr const char* kPlaylist = "application/vnd.apple.mpegurl";

struct PlannedTrack {
  std::string file;
  const char* type;
  const char* group;
  std::size_t segments;
  double most_kbits;
  const Rung* rung;  // nullptr: a sound
};

// A track's file, the files that hold the rest of its segments, and its playlist.
void add_track(Item& item, const PlannedTrack& track) {
  add(item, track.file, track.type, track.group, track.rung ? track.rung->width : 0, track.rung ? track.rung->height : 0);
  const FileSplit split = split_of(item, track.most_kbits);
  std::size_t number = 1;
  for (std::size_t placed = split.first; split.rest > 0 && placed < track.segments; placed += split.rest) add(item, part_name(track.file, ++number), track.type, "part");
  if (item.video.has_picture()) add(item, playlist_of(track.file), kPlaylist);
}

void add_sound(Item& item, Codec codec) {
  const auto packets = static_cast<std::size_t>(std::max(1.0, item.video.seconds * kSampleRate / packet_samples(codec)));
  const auto per_segment = static_cast<std::size_t>(segment_packets(codec));
  const bool opus = codec == Codec::opus;
  const char* type = opus ? "audio/mp4; codecs=\"opus\"" : "audio/mp4";
  const bool whole = item.layout == Layout::single;
  const char* group = whole ? (opus ? "sound-opus" : "sound") : (opus ? "track-opus" : "track");
  add_track(item, {sound_file(item, codec), type, group, (packets + per_segment - 1) / per_segment, kMostSoundKbits, nullptr});
  if (!whole) add(item, listen_name(item, codec), type, opus ? "sound-opus" : "sound");
}

void add_progressive(Item& item) {
  const Rung* download = download_rung(item);
  add(item, download_name(item), "video/mp4", "download", download->width, download->height);
  const Rung* saver = saver_rung(item);
  if (saver != download) add(item, saver_name(item), "video/mp4", "saver", saver->width, saver->height);
  if (const Rung* small = saver_rung(item, Codec::av1)) add(item, saver_name(item, Codec::av1), "video/mp4", "saver-av1", small->width, small->height);
}

void add_poster(Item& item) { add(item, poster_name(item), "image/jpeg", "poster", item.rungs.back().width, item.rungs.back().height); }

// So short that a browser fetches it whole: no other sizes, no manifests.
void add_loop(Item& item) {
  add(item, download_name(item), "video/mp4", "download", item.rungs.back().width, item.rungs.back().height);
  add_poster(item);
}

void add_files(Item& item) {
  if (item.video.sound) {
    add_sound(item, Codec::aac);
    if (item.opus) add_sound(item, Codec::opus);
  }
  if (!item.video.has_picture()) return;
  if (item.clip.loop) return add_loop(item);
  const auto segments = static_cast<std::size_t>(segment_count(item.video));
  for (const auto& [index, codec] : encodings(item.rungs)) {
    const Rung& rung = item.rungs[index];
    add_track(item, {rung_file(item, rung, codec), "video/mp4", codec == Codec::av1 ? "rung-av1" : "rung", segments, static_cast<double>(rung.most_kbits), &rung});
  }
  for (const Codec codec : {Codec::h264, Codec::av1}) {
    if (codec == Codec::av1 && !saver_rung(item, codec)) continue;
    add(item, master_name(item, codec), kPlaylist, codec == Codec::av1 ? "master-av1" : "master");
    add(item, dash_name(item, codec), "application/dash+xml", codec == Codec::av1 ? "dash-av1" : "dash");
  }
  if (item.layout != Layout::segments) add(item, key_playlist(item), kPlaylist);
  add_progressive(item);
  add_poster(item);
  if (item.storyboard.count == 0) return;
  add(item, storyboard_name(item), "image/jpeg", "storyboard", item.storyboard.width, item.storyboard.height);
  add(item, storyboard_list(item), "text/vtt", "scenes");
}

std::string suffix_of(Codec codec) { return codec == Codec::av1 ? "-av1" : codec == Codec::opus ? "-opus" : ""; }

std::string recipe_of(const Storyboard& board) { return fmt::format("{} {} {} {}x{}\n", board.count, board.columns, board.step, board.width, board.height); }

std::string recipe_of(const Clip& clip) { return fmt::format("{} {} {} {} {}\n", clip.from, clip.to, clip.loop, clip.silent, clip.language); }

}  // namespace

int segment_frames(const Rate& rate) { return std::max(1, static_cast<int>(std::lround(kSegmentSeconds * rate.value()))); }

std::int64_t frame_count(const VideoInfo& info) { return std::max<std::int64_t>(1, std::llround(info.seconds * info.rate.value())); }

std::int64_t segment_count(const VideoInfo& info) {
  const int length = segment_frames(info.rate);
  return (frame_count(info) + length - 1) / length;
}

int packet_samples(Codec codec) { return codec == Codec::opus ? 960 : 1024; }
int segment_packets(Codec codec) { return static_cast<int>(kSegmentSeconds * kSampleRate / packet_samples(codec)); }

std::vector<Encoding> encodings(const std::vector<Rung>& rungs) {
  std::vector<Encoding> list;
  for (std::size_t i = 0; i < rungs.size(); ++i) list.push_back({i, Codec::h264});
  for (std::size_t i = 0; i < rungs.size(); ++i) {
    if (rungs[i].av1_crf > 0) list.push_back({i, Codec::av1});
  }
  return list;
}

FileSplit split_of(const Item& item, double most_kbits) {
  if (item.layout == Layout::single) return {std::numeric_limits<std::size_t>::max(), 0};
  if (item.layout == Layout::segments) return {0, 1};
  // The rate may be kept only over two seconds, and a container adds a little.
  constexpr double kSpare = 1.15;
  const double segment_bytes = most_kbits * 125 * kSegmentSeconds * kSpare;
  const auto count = static_cast<std::size_t>(std::max(1.0, static_cast<double>(item.part_bytes) / segment_bytes - 1));
  return {count, count};
}

std::string master_name(const Item& item, Codec codec) { return stem_of(item) + suffix_of(codec) + ".m3u8"; }
std::string dash_name(const Item& item, Codec codec) { return stem_of(item) + suffix_of(codec) + ".mpd"; }
std::string rung_file(const Item& item, const Rung& rung, Codec codec) { return fmt::format("{}-{}{}.mp4", stem_of(item), rung.name, suffix_of(codec)); }
std::string key_playlist(const Item& item) { return stem_of(item) + "-kunci.m3u8"; }
std::string sound_file(const Item& item, Codec codec) { return stem_of(item) + "-suara" + suffix_of(codec) + (codec == Codec::opus ? ".mp4" : ".m4a"); }
std::string listen_name(const Item& item, Codec codec) { return stem_of(item) + "-dengar" + suffix_of(codec) + (codec == Codec::opus ? ".mp4" : ".m4a"); }
std::string playlist_of(const std::string& file) { return file.substr(0, file.rfind('.')) + ".m3u8"; }
std::string part_name(const std::string& file, std::size_t number) { return fmt::format("{}-{}.m4s", file.substr(0, file.rfind('.')), number); }
std::string download_name(const Item& item) { return stem_of(item) + "-unduh.mp4"; }
std::string saver_name(const Item& item, Codec codec) { return stem_of(item) + "-hemat" + suffix_of(codec) + ".mp4"; }
std::string poster_name(const Item& item) { return stem_of(item) + "-gambar.jpg"; }

std::string storyboard_name(const Item& item) { return stem_of(item) + "-adegan.jpg"; }
std::string storyboard_list(const Item& item) { return stem_of(item) + "-adegan.vtt"; }

const Rung* download_rung(const Item& item) {
  const Rung* best = item.rungs.empty() ? nullptr : &item.rungs.front();
  for (const auto& rung : item.rungs) {
    if (rung.name <= kDownloadRung) best = &rung;
  }
  return best;
}

const Rung* saver_rung(const Item& item, Codec codec) {
  const auto found = std::ranges::find_if(item.rungs, [&](const Rung& rung) { return codec != Codec::av1 || rung.av1_crf > 0; });
  return found == item.rungs.end() ? nullptr : &*found;
}

const Rung& sendable_rung(const Item& item, const std::function<std::uint64_t(const Rung& rung)>& bytes_of) {
  const Rung* rung = download_rung(item);
  while (rung != item.rungs.data() && bytes_of(*rung) > kMostDownloadBytes) --rung;
  return *rung;
}

bool av1_is_smaller(const Item& item) {
  std::uint64_t av1 = 0;
  std::uint64_t h264 = 0;
  for (const auto& rung : item.rungs) {
    if (rung.av1_crf == 0) continue;
    for (const auto& rendition : item.renditions) {
      if (rendition.name == rung_file(item, rung, Codec::av1)) av1 += rendition.size;
      if (rendition.name == rung_file(item, rung)) h264 += rendition.size;
    }
  }
  return av1 < h264;
}

std::vector<std::string> files_without_use(const Item& item) {
  std::vector<std::string> names;
  const auto size_of = [&](std::string_view group) {
    const auto found = std::ranges::find(item.renditions, group, &Rendition::group);
    return found == item.renditions.end() ? 0 : found->size;
  };
  const bool av1 = av1_is_smaller(item);
  const bool opus = size_of("sound-opus") < size_of("sound");
  const auto begins = [&](const std::string& name, const std::string& suffix) { return name.starts_with(stem_of(item) + suffix); };
  for (const auto& [name, type, group, width, height, size] : item.renditions) {
    const bool saver = group == "saver-av1";
    const bool sound = begins(name, "-suara-opus") || group == "sound-opus";
    const bool picture = !saver && (group.ends_with("-av1") || begins(name, "-av1.") || std::ranges::any_of(item.rungs, [&](const Rung& rung) { return begins(name, fmt::format("-{}-av1", rung.name)); }));
    const bool heard = av1 || (opus && group == "sound-opus");  // the manifest of AV1 names Opus
    if ((saver && size >= size_of("saver")) || (picture && !av1) || (sound && !heard)) names.push_back(name);
  }
  return names;
}

VideoInfo trimmed(VideoInfo info, const Clip& clip) {
  if (clip.trimmed()) info.seconds = (clip.to > 0 ? std::min(clip.to, info.seconds) : info.seconds) - clip.from;
  if (clip.silent) info.sound = false;
  return info;
}

Item plan_video(const std::string& source, const std::string& source_hash, const VideoInfo& info, const VideoSettings& settings,
                const std::string& libraries) {
  Item item;
  item.source = source;
  item.video = trimmed(info, settings.clip);
  item.clip = settings.clip;
  item.language = settings.clip.language;
  if (info.has_picture()) item.layout = settings.layout;
  item.part_bytes = settings.part_bytes;
  item.opus = settings.opus;
  if (info.has_picture()) item.rungs = rungs_of(info, settings);
  if (item.clip.loop && info.has_picture()) {
    item.rungs = {*download_rung(item)};
    item.rungs.front().av1_crf = 0;
  }
  if (!item.clip.loop) item.storyboard = plan_storyboard(item.video);
  std::string recipe = fmt::format("video {}\n{}\n{}\n{} {}/{} {} {} {} {}\n", kVideoRecipe, libraries, source_hash, settings.preset, info.rate.numerator,
                                   info.rate.denominator, stem_of(item), static_cast<int>(settings.layout), settings.part_bytes, settings.opus);
  recipe += recipe_of(item.clip) + recipe_of(item.storyboard);
  for (const auto& rung : item.rungs) {
    recipe += fmt::format("{} {}x{} {} {} {} {}\n", rung.name, rung.width, rung.height, rung.crf, rung.most_kbits, rung.profile, rung.av1_crf);
  }
  item.folder = "media/" + base::short_hash(recipe, 16);
  add_files(item);
  return item;
}

}  // namespace media
