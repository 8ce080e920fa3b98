#include "generator/codecs/video.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <functional>
#include <optional>

#include "base/file_system.h"
#include "generator/codecs/chunk_runner.h"
#include "generator/codecs/cuts.h"
#include "generator/codecs/encoders.h"
#include "generator/codecs/ladder.h"
#include "generator/codecs/packager.h"
#include "generator/codecs/poster.h"
#include "generator/codecs/sound.h"
#include "generator/codecs/storyboard.h"
#include "generator/media/video_plan.h"

namespace codecs {
namespace {

using base::Result;
using media::Rung;

constexpr double kLengthTolerance = 0.25;  // s

class VideoMaker {
 public:
  VideoMaker(const std::string& path, const media::Item& item, const media::VideoSettings& settings, const std::string& folder, const media::VideoWork& work)
      : path_(path), item_(item), settings_(settings), folder_(folder), work_(work) {}

  Result<void> make() {
    auto index = index_video(path_);
    if (!index) return base::fail(index.error().message);
    index_ = std::move(*index);
    trim(index_, item_.clip, item_.video.seconds);
    chunks_ = chunks_of(item_.video);
    if (auto made = encode_all(); !made) return made;
    Packager packager(item_, work_.folder, folder_, chunks_);
    if (auto written = packager.write_files(); !written) return written;
    for (const auto& rendition : item_.renditions) {
      if (auto good = verify(rendition); !good) return good;
    }
    if (auto written = packager.write_manifests(); !written) return written;
    if (!item_.video.has_picture()) return {};
    return draw_storyboard();
  }

 private:
  std::string path_of_chunk(std::size_t chunk, const media::Encoding& encoding) const {
    return chunk_path(work_.folder, chunk, item_.rungs[encoding.rung], encoding.codec);
  }
  static bool is_whole(const std::string& path) { return load(path).has_value(); }

  // Everything that no earlier run has finished.
  Result<void> encode_all() {
    ChunkRunner runner(path_, index_, item_.video.has_picture() ? chunks_.size() : 0, work_);
    for (std::size_t i = 0; item_.video.has_picture() && i < chunks_.size(); ++i) {
      if (std::ranges::all_of(encodings_, [&](const auto& encoding) { return is_whole(path_of_chunk(i, encoding)); })) runner.skip(i);
    }
    const auto aside = [&]() -> Result<void> {
      if (item_.video.has_picture()) {
        if (auto drawn = draw_poster(); !drawn) return drawn;
      }
      return item_.video.sound ? encode_and_save_sound(runner.stop()) : Result<void>{};
    };
    return runner.run(std::clamp(work_.workers, 1, affordable_chunks() * kThreadsAChunk), kThreadsAChunk, aside,
                      [&](VideoSource& source, std::size_t chunk, int threads) { return encode_and_save(source, chunk, threads, runner.stop()); });
  }

  Result<void> draw_poster() const {
    auto source = VideoSource::open(path_, index_);
    if (!source) return base::fail(source.error().message);
    const Rung* poster = media::download_rung(item_);
    return write_poster(**source, item_.video, item_.rungs.size() > 1 ? *poster : item_.rungs.back(), folder_ + "/" + media::poster_name(item_));
  }

  // From the copy to download, which is decoded in a tenth of the source's time; its pictures are still larger than the scenes.
  Result<void> draw_storyboard() const {
    if (item_.storyboard.count == 0) return {};
    const std::string copy = folder_ + "/" + media::download_name(item_);
    auto index = index_video(copy);
    if (!index) return base::fail(index.error().message);
    auto source = VideoSource::open(copy, *index);
    if (!source) return base::fail(source.error().message);
    return write_storyboard(**source, item_, folder_);
  }

  // As many at once as fit into half of the machine's memory.
  int affordable_chunks() const {
    constexpr double kFramesDecoded = 16;  // that a decoder may refer to
    constexpr double kMostChunks = 1024;  // where there is no picture to keep
    double bytes = kFramesDecoded * 1.5 * item_.video.width * item_.video.height + 1;
    for (const auto& [rung, codec] : encodings_) bytes += memory_of_encoder(item_.rungs[rung], codec);
    const double memory = static_cast<double>(::sysconf(_SC_PHYS_PAGES)) * static_cast<double>(::sysconf(_SC_PAGESIZE));
    return static_cast<int>(std::clamp(memory / 2 / bytes, 1.0, kMostChunks));
  }

  Result<void> encode_and_save_sound(const std::atomic<bool>& stop) const {
    std::optional<double> gain;
    for (const media::Codec codec : sound_codecs(item_)) {
      const std::string path = sound_path(work_.folder, codec);
      if (is_whole(path)) continue;
      if (!gain) {
        const auto measured = measure_gain(path_, index_, stop);
        if (!measured) return base::fail(measured.error().message);
        gain = *measured;
      }
      const auto sound = encode_sound(path_, index_, codec, *gain, stop);
      if (!sound) return base::fail(sound.error().message);
      if (auto saved = save(*sound, path); !saved) return saved;
    }
    return {};
  }

  Result<void> encode_and_save(VideoSource& source, std::size_t chunk, int threads, const std::atomic<bool>& stop) const {
    const auto encoded = encode_chunk(source, chunks_[chunk], {item_.video.rate, item_.rungs, settings_.preset}, threads, stop);
    if (!encoded) return base::fail(encoded.error().message);
    for (std::size_t i = 0; i < encodings_.size(); ++i) {
      if (auto saved = save((*encoded)[i], path_of_chunk(chunk, encodings_[i])); !saved) return saved;
    }
    return {};
  }

  // Reads a finished file again: the streams that it shall have, as long as they shall be.
  Result<void> verify(const media::Rendition& rendition) const {
    const std::string_view group = std::string_view(rendition.group).substr(0, rendition.group.find('-'));  // "rung" for "rung-av1"
    const bool whole = group == "download" || group == "saver";
    const bool sound = group == "sound" || group == "track";
    if (!whole && !sound && group != "rung") return {};
    const bool picture = !sound;
    const auto made = index_video(folder_ + "/" + rendition.name);
    if (!made) return base::fail(fmt::format("'{}' came out wrong: {}", rendition.name, made.error().message));
    const double seconds = picture ? static_cast<double>(chunks_.back().end) / item_.video.rate.value() : item_.video.seconds;
    const bool streams = (made->picture >= 0) == picture && (made->sound >= 0) == (whole ? item_.video.sound : !picture);
    // A sound may end before its picture.
    const bool length = picture ? std::abs(made->info.seconds - seconds) < kLengthTolerance || (whole && made->info.seconds > seconds)
                                : made->info.seconds < seconds + kLengthTolerance;
    if (streams && length) return {};
    return base::fail(fmt::format("'{}' came out wrong: {:.2f} s instead of {:.2f} (run it again)", rendition.name, made->info.seconds, seconds));
  }

  const std::string& path_;
  const media::Item& item_;
  const media::VideoSettings& settings_;
  const std::string& folder_;
  const media::VideoWork& work_;
  VideoIndex index_;
  std::vector<Chunk> chunks_;
  const std::vector<media::Encoding> encodings_ = media::encodings(item_.rungs);
};

}  // namespace

std::string video_libraries() {
  return fmt::format("libavcodec {} libavformat {} libavfilter {} {}", avcodec_version(), avformat_version(), avfilter_version(), avcodec_configuration());
}

Result<media::VideoInfo> probe_video(const std::string& path) {
  auto index = index_video(path);
  if (!index) return base::fail(index.error().message);
  return index->info;
}

Result<void> make_video(const std::string& path, const media::Item& item, const media::VideoSettings& settings, const std::string& folder,
                        const media::VideoWork& work) {
  if (!item.cuts.empty()) return make_cuts(path, item, settings, folder, work);
  return VideoMaker(path, item, settings, folder, work).make();
}

}  // namespace codecs
