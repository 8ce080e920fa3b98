#include "generator/codecs/cuts.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "base/file_system.h"
#include "generator/codecs/chunk_runner.h"
#include "generator/codecs/cut_filter.h"
#include "generator/codecs/encoders.h"
#include "generator/codecs/ladder.h"
#include "generator/codecs/mp4.h"
#include "generator/codecs/sound.h"
#include "generator/media/cut_plan.h"

namespace codecs {
namespace {

using base::Result;

constexpr double kLengthTolerance = 0.25;  // s

// One chunk of one cut.
class CutEncoder {
 public:
  CutEncoder(const VideoSource& source, const media::Cut& cut, const media::Rate& rate, const std::string& preset, std::string captions)
      : source_(source), cut_(cut), rate_(rate), preset_(preset), captions_(std::move(captions)) {}

  Result<void> take(const AVFrame* frame, std::int64_t number) {
    if (frame->width != width_ || frame->height != height_ || frame->format != format_) {
      if (auto opened = open(frame); !opened) return opened;
    }
    if (auto pushed = filter_.push(frame, number); !pushed) return pushed;
    return encode_ready();
  }

  Result<Encoded> finish() {
    if (auto ended = end_filter(); !ended) return base::fail(ended.error().message);
    if (auto done = receive_packets(encoder_.get(), true, encoded_); !done) return base::fail(done.error().message);
    drop_encoder_notes(encoded_);
    return std::move(encoded_);
  }

 private:
  // Also when the size changes on the way, as when a phone is turned.
  Result<void> open(const AVFrame* frame) {
    if (format_ != AV_PIX_FMT_NONE) {
      if (auto ended = end_filter(); !ended) return ended;
    }
    width_ = frame->width;
    height_ = frame->height;
    format_ = frame->format;
    return filter_.open(source_, frame, cut_, rate_, captions_);
  }

  Result<void> end_filter() {
    if (auto ended = filter_.end(); !ended) return ended;
    return encode_ready();
  }

  Result<void> encode_ready() {
    while (true) {
      const auto pulled = filter_.pull(frame_.get());
      if (!pulled) return base::fail(pulled.error().message);
      if (!*pulled) return {};
      if (!encoder_) {
        auto encoder = open_encoder(cut_.rung, media::Codec::h264, rate_, preset_, frame_.get());
        if (!encoder) return base::fail(encoder.error().message);
        encoder_ = std::move(*encoder);
      }
      frame_->pts = count_++;
      frame_->pict_type = AV_PICTURE_TYPE_NONE;
      const int status = avcodec_send_frame(encoder_.get(), frame_.get());
      av_frame_unref(frame_.get());
      if (auto sent = av_check(status, "encode"); !sent) return sent;
      if (auto received = receive_packets(encoder_.get(), false, encoded_); !received) return received;
    }
  }

  const VideoSource& source_;
  const media::Cut& cut_;
  const media::Rate& rate_;
  const std::string& preset_;
  std::string captions_;
  CutFilter filter_;
  CodecContext encoder_;
  Encoded encoded_;
  Frame frame_ = new_frame();
  std::int64_t count_ = 0;
  int width_ = 0;
  int height_ = 0;
  int format_ = AV_PIX_FMT_NONE;
};

class CutMaker {
 public:
  CutMaker(const std::string& path, const media::Item& item, const media::VideoSettings& settings, const std::string& folder, const media::VideoWork& work)
      : path_(path), item_(item), settings_(settings), folder_(folder), work_(work), chunks_(chunks_of(item.video)) {}

  Result<void> make() {
    auto index = index_video(path_);
    if (!index) return base::fail(index.error().message);
    index_ = std::move(*index);
    trim(index_, item_.clip, item_.video.seconds);
    if (auto written = write_captions(); !written) return written;
    if (auto made = encode_all(); !made) return made;
    for (std::size_t i = 0; i < item_.cuts.size(); ++i) {
      if (auto written = write_cut(i); !written) return written;
    }
    return {};
  }

 private:
  std::string chunk_path(std::size_t chunk, std::size_t cut) const { return fmt::format("{}/{:05d}-cut{}.packets", work_.folder, chunk, cut); }
  std::string sound_path() const { return work_.folder + "/sound.packets"; }
  std::string captions_path(std::size_t cut) const { return item_.clip.burned.empty() ? "" : fmt::format("{}/captions{}.ass", work_.folder, cut); }
  static bool is_whole(const std::string& path) { return load(path).has_value(); }

  Result<void> write_captions() {
    for (std::size_t i = 0; !item_.clip.burned.empty() && i < item_.cuts.size(); ++i) {
      auto written = base::real_file_system().write(captions_path(i), media::cut_captions(item_.cuts[i], item_.clip.burned));
      if (!written) return written;
    }
    return {};
  }

  // Everything that no earlier run has finished: a chunk of all cuts is decoded once.
  Result<void> encode_all() {
    ChunkRunner runner(path_, index_, chunks_.size(), work_);
    for (std::size_t chunk = 0; chunk < chunks_.size(); ++chunk) {
      if (is_finished(chunk)) runner.skip(chunk);
    }
    const auto sound = [&] { return item_.video.sound && !is_whole(sound_path()) ? encode_and_save_sound(runner.stop()) : Result<void>{}; };
    return runner.run(std::clamp(work_.workers, 1, static_cast<int>(chunks_.size())), 1, sound,
                      [&](VideoSource& source, std::size_t chunk, int) { return encode_chunk(source, chunk, runner); });
  }

  bool is_finished(std::size_t chunk) const {
    for (std::size_t i = 0; i < item_.cuts.size(); ++i) {
      if (!is_whole(chunk_path(chunk, i))) return false;
    }
    return true;
  }

  Result<void> encode_and_save_sound(const std::atomic<bool>& stop) const {
    const auto gain = measure_gain(path_, index_, stop);
    if (!gain) return base::fail(gain.error().message);
    const auto sound = encode_sound(path_, index_, media::Codec::aac, *gain, stop);
    return sound ? save(*sound, sound_path()) : base::fail(sound.error().message);
  }

  Result<void> encode_chunk(VideoSource& source, std::size_t chunk, const ChunkRunner& runner) const {
    std::vector<std::unique_ptr<CutEncoder>> encoders(item_.cuts.size());
    for (std::size_t i = 0; i < item_.cuts.size(); ++i) {
      if (!is_whole(chunk_path(chunk, i))) encoders[i] = std::make_unique<CutEncoder>(source, item_.cuts[i], item_.video.rate, settings_.preset, captions_path(i));
    }
    for (std::int64_t n = chunks_[chunk].begin; n < chunks_[chunk].end; ++n) {
      if (runner.stopped()) return base::fail("stopped");
      const auto frame = source.frame_at(n);
      if (!frame) return base::fail(frame.error().message);
      for (const auto& encoder : encoders) {
        if (!encoder) continue;
        if (auto taken = encoder->take(*frame, n); !taken) return taken;
      }
    }
    for (std::size_t i = 0; i < encoders.size(); ++i) {
      if (!encoders[i]) continue;
      const auto encoded = encoders[i]->finish();
      if (!encoded) return base::fail(encoded.error().message);
      if (auto saved = save(*encoded, chunk_path(chunk, i)); !saved) return saved;
    }
    return {};
  }

  Result<void> write_cut(std::size_t cut) {
    std::vector<std::string> files;
    std::vector<std::int64_t> begins;
    for (std::size_t i = 0; i < chunks_.size(); ++i) {
      files.push_back(chunk_path(i, cut));
      begins.push_back(chunks_[i].begin);
    }
    const auto first = load(files.front());
    if (!first) return base::fail(first.error().message);
    std::optional<Encoded> sound;
    StreamShape sound_shape;
    if (item_.video.sound) {
      auto loaded = load(sound_path());
      if (!loaded) return base::fail(loaded.error().message);
      sound = std::move(*loaded);
      sound_shape.codec = media::Codec::aac;
      sound_shape.header = sound->header;
    }
    const auto& rung = item_.cuts[cut].rung;
    const std::string& name = item_.renditions[cut].name;
    const StreamShape shape{media::Codec::h264, rung.width, rung.height, item_.video.rate, first->header};
    if (auto written = write_mp4(folder_ + "/" + name, shape, files, begins, sound_shape, sound ? &*sound : nullptr); !written) return written;
    return verify(name);
  }

  // Reads the finished file again: the streams that it shall have, as long as they shall be.
  Result<void> verify(const std::string& name) const {
    const auto made = index_video(folder_ + "/" + name);
    if (!made) return base::fail(fmt::format("'{}' came out wrong: {}", name, made.error().message));
    const double seconds = static_cast<double>(chunks_.back().end) / item_.video.rate.value();
    const bool streams = made->picture >= 0 && (made->sound >= 0) == item_.video.sound;
    if (streams && made->info.seconds > seconds - kLengthTolerance) return {};
    return base::fail(fmt::format("'{}' came out wrong: {:.2f} s instead of {:.2f} (run it again)", name, made->info.seconds, seconds));
  }

  const std::string& path_;
  const media::Item& item_;
  const media::VideoSettings& settings_;
  const std::string& folder_;
  const media::VideoWork& work_;
  VideoIndex index_;
  std::vector<Chunk> chunks_;
};

}  // namespace

Result<void> make_cuts(const std::string& path, const media::Item& item, const media::VideoSettings& settings, const std::string& folder,
                       const media::VideoWork& work) {
  return CutMaker(path, item, settings, folder, work).make();
}

}  // namespace codecs
