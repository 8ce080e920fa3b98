#include "generator/codecs/video.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>
#include <optional>
#include <thread>

#include "base/file_system.h"
#include "generator/codecs/ladder.h"
#include "generator/codecs/mp4.h"
#include "generator/codecs/poster.h"
#include "generator/codecs/sound.h"
#include "generator/media/manifests.h"
#include "generator/media/video_plan.h"

namespace codecs {
namespace {

using base::Result;
using media::Rung;

constexpr double kLengthTolerance = 0.25;  // s

// Hands chunks to workers so that each mostly goes on where it was, for every jump decodes from a keyframe before.
class ChunkQueue {
 public:
  explicit ChunkQueue(std::size_t count) : taken_(count, false) {}

  void skip(std::size_t chunk) { taken_[chunk] = true; }

  // The chunk after `last` when it is free, else the middle of the longest free stretch; nothing when all are taken.
  std::optional<std::size_t> next(std::optional<std::size_t> last) {
    const std::lock_guard lock(mutex_);
    if (last && *last + 1 < taken_.size() && !taken_[*last + 1]) return take(*last + 1);
    std::size_t best = 0;
    std::size_t best_length = 0;
    for (std::size_t begin = 0; begin < taken_.size();) {
      std::size_t end = begin;
      while (end < taken_.size() && !taken_[end]) ++end;
      if (end - begin > best_length) {
        best_length = end - begin;
        // Another worker is about to go on at the beginning of a stretch that follows its chunk.
        best = begin == 0 ? 0 : begin + (end - begin) / 2;
      }
      begin = end + 1;
    }
    if (best_length == 0) return std::nullopt;
    return take(best);
  }

 private:
  std::size_t take(std::size_t chunk) {
    taken_[chunk] = true;
    return chunk;
  }

  std::mutex mutex_;
  std::vector<bool> taken_;
};

class VideoMaker {
 public:
  VideoMaker(const std::string& path, const media::Item& item, const media::VideoSettings& settings, const std::string& folder, const media::VideoWork& work)
      : path_(path), item_(item), settings_(settings), folder_(folder), work_(work) {}

  Result<void> make() {
    auto index = index_video(path_);
    if (!index) return base::fail(index.error().message);
    index_ = std::move(*index);
    chunks_ = chunks_of(item_.video);
    if (auto made = encode_all(); !made) return made;
    if (auto made = put_together(); !made) return made;
    for (const auto& rendition : item_.renditions) {
      if (auto good = verify(rendition); !good) return good;
    }
    if (!item_.video.has_picture()) return {};
    auto source = VideoSource::open(path_, index_);
    if (!source) return base::fail(source.error().message);
    const Rung* poster = media::download_rung(item_);
    return write_poster(**source, item_.video, item_.rungs.size() > 1 ? *poster : item_.rungs.back(), folder_ + "/" + media::poster_name(item_));
  }

 private:
  std::string chunk_path(std::size_t chunk, const Rung& rung) const { return fmt::format("{}/{:05d}-{}.packets", work_.folder, chunk, rung.name); }
  std::string sound_path() const { return work_.folder + "/sound.packets"; }
  static bool is_whole(const std::string& path) { return load(path).has_value(); }

  // Everything that no earlier run has finished. One worker takes the sound first.
  Result<void> encode_all() {
    ChunkQueue queue(item_.video.has_picture() ? chunks_.size() : 0);
    std::size_t finished = 0;
    for (std::size_t i = 0; item_.video.has_picture() && i < chunks_.size(); ++i) {
      if (!std::ranges::all_of(item_.rungs, [&](const Rung& rung) { return is_whole(chunk_path(i, rung)); })) continue;
      queue.skip(i);
      ++finished;
    }
    done_ = finished;
    std::atomic<bool> sound_taken = !item_.video.sound || is_whole(sound_path());
    std::vector<std::thread> threads;
    const int workers = std::clamp(work_.workers, 1, affordable_workers());
    threads.reserve(static_cast<std::size_t>(workers));
    for (int i = 0; i < workers; ++i) {
      threads.emplace_back([&] {
        if (!sound_taken.exchange(true)) note(encode_and_save_sound());
        note(encode_chunks(queue));
      });
    }
    for (auto& thread : threads) thread.join();
    if (error_) return base::fail(error_->message);
    return {};
  }

  // As many as fit into half of the machine's memory: each keeps the frames that its encoders look ahead at.
  int affordable_workers() const {
    constexpr double kFramesHeld = 60;
    constexpr double kBytesPerPixel = 2.5;  // 4:2:0, and the half-sized copy that is searched for motion
    double bytes = 1;
    for (const auto& rung : item_.rungs) bytes += kFramesHeld * kBytesPerPixel * rung.width * rung.height;
    const double memory = static_cast<double>(::sysconf(_SC_PHYS_PAGES)) * static_cast<double>(::sysconf(_SC_PAGESIZE));
    return std::max(1, static_cast<int>(memory / 2 / bytes));
  }

  void note(Result<void> result) {
    if (result) return;
    const std::lock_guard lock(mutex_);
    if (!error_) error_ = result.error();
    failed_ = true;
  }

  Result<void> encode_and_save_sound() {
    const auto sound = encode_sound(path_, index_, stop());
    return sound ? save(*sound, sound_path()) : base::fail(sound.error().message);
  }

  const std::atomic<bool>& stop() const { return work_.stop ? *work_.stop : failed_; }

  Result<void> encode_chunks(ChunkQueue& queue) {
    std::unique_ptr<VideoSource> source;
    for (std::optional<std::size_t> chunk; (chunk = queue.next(chunk));) {
      if (failed_ || stop()) return base::fail("stopped");
      if (!source) {
        auto opened = VideoSource::open(path_, index_);
        if (!opened) return base::fail(opened.error().message);
        source = std::move(*opened);
      }
      auto encoded = encode_chunk(*source, chunks_[*chunk], item_.video.rate, item_.rungs, settings_.preset, stop());
      if (!encoded) return base::fail(encoded.error().message);
      for (std::size_t i = 0; i < item_.rungs.size(); ++i) {
        if (auto saved = save((*encoded)[i], chunk_path(*chunk, item_.rungs[i])); !saved) return saved;
      }
      const std::size_t done = ++done_;
      if (work_.progress) work_.progress(static_cast<double>(done) / static_cast<double>(chunks_.size()));
    }
    return {};
  }

  Result<void> put_together() {
    media::Manifest manifest;
    manifest.language = item_.language;
    manifest.sound_name = "Suara asli";
    std::optional<Encoded> sound;
    StreamShape sound_shape;
    if (item_.video.sound) {
      auto loaded = load(sound_path());
      if (!loaded) return base::fail(loaded.error().message);
      sound = std::move(*loaded);
      sound_shape.header = sound->header;
      auto track = write_sound(*sound, sound_shape);
      if (!track) return base::fail(track.error().message);
      manifest.sounds.push_back(std::move(*track));
    }
    if (!item_.video.has_picture()) return {};
    for (const auto& rung : item_.rungs) {
      auto track = write_rung(rung);
      if (!track) return base::fail(track.error().message);
      manifest.pictures.push_back(std::move(*track));
    }
    auto& files = base::real_file_system();
    for (const auto& track : manifest.pictures) {
      if (auto written = files.write(folder_ + "/" + track.playlist, media::hls_playlist(track)); !written) return written;
    }
    for (const auto& track : manifest.sounds) {
      if (auto written = files.write(folder_ + "/" + track.playlist, media::hls_playlist(track)); !written) return written;
    }
    if (auto written = files.write(folder_ + "/" + media::master_name(item_), media::hls_master(manifest)); !written) return written;
    if (auto written = files.write(folder_ + "/" + media::dash_name(item_), media::dash(manifest)); !written) return written;
    const Rung& download = *media::download_rung(item_);
    const Rung& saver = *media::saver_rung(item_);
    if (auto written = write_whole(download, media::download_name(item_), sound_shape, sound); !written) return written;
    return &saver == &download ? Result<void>{} : write_whole(saver, media::saver_name(item_), sound_shape, sound);
  }

  // Reads a finished file again: the streams that it shall have, as long as they shall be.
  Result<void> verify(const media::Rendition& rendition) const {
    const bool whole = rendition.group == "download" || rendition.group == "saver";
    if (!whole && rendition.group != "rung" && rendition.group != "sound") return {};
    const bool picture = rendition.group != "sound";
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

  StreamShape shape_of(const Rung& rung, std::string header) const { return {rung.width, rung.height, item_.video.rate, std::move(header)}; }

  Result<media::Track> write_rung(const Rung& rung) {
    std::unique_ptr<FragmentWriter> writer;
    media::Track track;
    for (std::size_t i = 0; i < chunks_.size(); ++i) {
      auto chunk = load(chunk_path(i, rung));
      if (!chunk) return base::fail(chunk.error().message);
      if (!writer) {
        const StreamShape shape = shape_of(rung, chunk->header);
        track.codecs = codec_name(shape);
        auto made = FragmentWriter::create(folder_ + "/" + media::rung_file(item_, rung), shape);
        if (!made) return base::fail(made.error().message);
        writer = std::move(*made);
      }
      if (auto written = add_segments(*writer, std::move(chunk->packets), chunks_[i].begin); !written) return base::fail(written.error().message);
    }
    if (auto closed = writer->close(); !closed) return base::fail(closed.error().message);
    track.file = media::rung_file(item_, rung);
    track.playlist = media::rung_playlist(item_, rung);
    track.width = rung.width;
    track.height = rung.height;
    track.frame_rate = item_.video.rate.value();
    track.header_size = writer->header_size();
    track.segments = writer->segments();
    return track;
  }

  // A segment begins at every keyframe.
  Result<void> add_segments(FragmentWriter& writer, std::vector<EncodedPacket> packets, std::int64_t begin) {
    std::vector<EncodedPacket> segment;
    const auto flush = [&]() -> Result<void> {
      if (segment.empty()) return {};
      const double seconds = static_cast<double>(segment.size()) / item_.video.rate.value();
      auto written = writer.add_segment(segment, seconds);
      segment.clear();
      return written;
    };
    for (auto& packet : packets) {
      if (packet.key) {
        if (auto written = flush(); !written) return written;
      }
      packet.pts += begin;
      packet.dts += begin;
      segment.push_back(std::move(packet));
    }
    return flush();
  }

  Result<media::Track> write_sound(const Encoded& sound, const StreamShape& shape) {
    media::Track track;
    track.file = media::sound_file(item_);
    track.playlist = media::sound_playlist(item_);
    track.codecs = codec_name(shape);
    track.sample_rate = kSampleRate;
    auto writer = FragmentWriter::create(folder_ + "/" + track.file, shape);
    if (!writer) return base::fail(writer.error().message);
    std::vector<EncodedPacket> segment;
    const auto limit = static_cast<std::size_t>(media::kSegmentSeconds * kSampleRate / 1024);
    for (std::size_t i = 0; i < sound.packets.size(); ++i) {
      segment.push_back(sound.packets[i]);
      if (segment.size() < limit && i + 1 < sound.packets.size()) continue;
      if (auto written = (*writer)->add_segment(segment, static_cast<double>(segment.size()) * 1024 / kSampleRate); !written) return base::fail(written.error().message);
      segment.clear();
    }
    if (auto closed = (*writer)->close(); !closed) return base::fail(closed.error().message);
    track.header_size = (*writer)->header_size();
    track.segments = (*writer)->segments();
    return track;
  }

  Result<void> write_whole(const Rung& rung, const std::string& name, const StreamShape& sound_shape, const std::optional<Encoded>& sound) {
    std::vector<std::string> files;
    std::vector<std::int64_t> begins;
    for (std::size_t i = 0; i < chunks_.size(); ++i) {
      files.push_back(chunk_path(i, rung));
      begins.push_back(chunks_[i].begin);
    }
    const auto first = load(files.front());
    if (!first) return base::fail(first.error().message);
    return write_mp4(folder_ + "/" + name, shape_of(rung, first->header), files, begins, sound_shape, sound ? &*sound : nullptr);
  }

  const std::string& path_;
  const media::Item& item_;
  const media::VideoSettings& settings_;
  const std::string& folder_;
  const media::VideoWork& work_;
  VideoIndex index_;
  std::vector<Chunk> chunks_;
  std::atomic<std::size_t> done_ = 0;
  std::atomic<bool> failed_ = false;
  std::mutex mutex_;
  std::optional<base::Error> error_;
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
  return VideoMaker(path, item, settings, folder, work).make();
}

}  // namespace codecs
