#include "generator/codecs/ladder.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

#include "generator/codecs/encoders.h"
#include "generator/codecs/scaling_cascade.h"
#include "generator/media/video_plan.h"

namespace codecs {
namespace {

using base::Result;
using media::Rung;

constexpr int kMostChunks = 64;  // of a long video; a short one has one a segment

// One encoder of the ladder, and the frames on their way to it.
struct Lane {
  media::Encoding encoding;
  CodecContext encoder;       // opened with its first frame
  std::deque<Frame> waiting;  // scaled, in order
  bool busy = false;          // a thread encodes from it
  bool ended = false;         // nothing is left in its encoder
  Encoded encoded;
};

// Any number of threads share the work of a chunk: one decodes and scales, others encode, each lane by one at a time. What goes into a
// lane does not depend on who did it when.
class ChunkEncoder {
 public:
  ChunkEncoder(VideoSource& source, const Ladder& ladder, const std::atomic<bool>& stop) : source_(source), ladder_(ladder), rungs_(ladder.rungs), stop_(stop) {
    for (const auto& encoding : media::encodings(rungs_)) lanes_.emplace_back().encoding = encoding;
  }

  Result<std::vector<Encoded>> run(const Chunk& chunk, int threads) {
    next_ = begin_ = chunk.begin;
    end_ = chunk.end;
    {
      std::vector<std::jthread> helpers;
      for (int i = 1; i < threads; ++i) helpers.emplace_back([this] { work(); });
      work();
    }
    if (error_) return base::fail(error_->message);
    std::vector<Encoded> encoded;
    encoded.reserve(lanes_.size());
    for (auto& lane : lanes_) encoded.push_back(std::move(lane.encoded));
    return encoded;
  }

 private:
  // What a thread does until the chunk is encoded: full lanes first, then new frames for them, then whatever waits.
  void work() {
    std::unique_lock lock(mutex_);
    while (!error_) {
      if (stop_) {
        error_ = base::Error{"stopped"};
      } else if (Lane* full = longest(kMostWaiting)) {
        encode_one(*full, lock);
      } else if (may_scale()) {
        scale_one(lock);
      } else if (Lane* lane = longest(scaled_all_ ? 0 : 1)) {
        encode_one(*lane, lock);
      } else if (std::ranges::all_of(lanes_, &Lane::ended)) {
        break;
      } else {
        changed_.wait(lock);
        continue;
      }
      changed_.notify_all();
    }
    changed_.notify_all();
  }

  // The lane that no thread has and most frames wait for, of those with `least` or more; with 0 also one that only has to end.
  Lane* longest(std::size_t least) {
    Lane* best = nullptr;
    for (auto& lane : lanes_) {
      if (lane.busy || lane.ended || lane.waiting.size() < least) continue;
      if (!best || lane.waiting.size() > best->waiting.size()) best = &lane;
    }
    return best;
  }

  bool may_scale() const {
    return !scaling_ && !scaled_all_ && std::ranges::none_of(lanes_, [](const Lane& lane) { return lane.waiting.size() >= kMostWaiting; });
  }

  // The next frame of the source into all lanes; after the last, what filters hold back.
  void scale_one(std::unique_lock<std::mutex>& lock) {
    scaling_ = true;
    lock.unlock();
    const bool last = next_ == end_;
    auto done = last ? end_scaling() : scale(next_ - begin_);
    lock.lock();
    ++next_;
    scaling_ = false;
    scaled_all_ = last;
    note(done);
  }

  Result<void> scale(std::int64_t pts) {
    const auto frame = source_.frame_at(next_);
    if (!frame) return base::fail(frame.error().message);
    const AVFrame* decoded = *frame;
    if (decoded->width != width_ || decoded->height != height_ || decoded->format != format_) {
      if (auto opened = open(decoded); !opened) return opened;
    }
    if (auto pushed = cascade_.push(decoded, pts); !pushed) return pushed;
    return hand_out();
  }

  // Every frame that has come out of the cascade, to the lanes of its rung.
  Result<void> hand_out() {
    while (true) {
      for (std::size_t rung = 0; rung < rungs_.size(); ++rung) {
        const Frame scaled = new_frame();
        const auto pulled = cascade_.pull(rung, scaled.get());
        if (!pulled) return base::fail(pulled.error().message);
        if (!*pulled) return {};  // all rungs come out together
        scaled->pts = scaled_count_;
        scaled->pict_type = AV_PICTURE_TYPE_NONE;
        const std::lock_guard lock(mutex_);
        for (auto& lane : lanes_) {
          if (lane.encoding.rung == rung) lane.waiting.emplace_back(av_frame_clone(scaled.get()));
        }
        changed_.notify_all();
      }
      ++scaled_count_;
    }
  }

  Result<void> end_scaling() {
    if (auto ended = cascade_.end(); !ended) return ended;
    return hand_out();
  }

  // Also when the size changes on the way, as when a phone is turned.
  Result<void> open(const AVFrame* frame) {
    width_ = frame->width;
    height_ = frame->height;
    if (format_ != AV_PIX_FMT_NONE) {
      if (auto ended = end_scaling(); !ended) return ended;
    }
    format_ = frame->format;
    return cascade_.open(source_, frame, rungs_);
  }

  // The lane's next frame, or its end when none comes any more.
  void encode_one(Lane& lane, std::unique_lock<std::mutex>& lock) {
    lane.busy = true;
    Frame frame;
    if (!lane.waiting.empty()) {
      frame = std::move(lane.waiting.front());
      lane.waiting.pop_front();
    }
    lock.unlock();
    auto done = frame ? encode(lane, frame.get()) : end(lane);
    lock.lock();
    lane.busy = false;
    lane.ended = !frame;
    note(done);
  }

  Result<void> encode(Lane& lane, const AVFrame* frame) {
    if (!lane.encoder) {
      auto opened = open_encoder(rungs_[lane.encoding.rung], lane.encoding.codec, ladder_.rate, ladder_.preset, frame);
      if (!opened) return base::fail(opened.error().message);
      lane.encoder = std::move(*opened);
    }
    if (auto sent = av_check(avcodec_send_frame(lane.encoder.get(), frame), "encode"); !sent) return sent;
    return receive_packets(lane.encoder.get(), false, lane.encoded);
  }

  static Result<void> end(Lane& lane) {
    if (!lane.encoder) return base::fail("no frame came out of scaling");
    if (auto done = receive_packets(lane.encoder.get(), true, lane.encoded); !done) return done;
    if (lane.encoding.codec == media::Codec::h264) drop_encoder_notes(lane.encoded);
    lane.encoder.reset();  // its memory is for the next chunk
    return {};
  }

  void note(const Result<void>& result) {
    if (!result && !error_) error_ = result.error();
  }

  static constexpr std::size_t kMostWaiting = 4;  // frames before a lane

  VideoSource& source_;
  const Ladder& ladder_;
  const std::vector<Rung>& rungs_;
  const std::atomic<bool>& stop_;

  // Used by the thread that scales.
  ScalingCascade cascade_;
  std::int64_t scaled_count_ = 0;
  int width_ = 0;
  int height_ = 0;
  int format_ = AV_PIX_FMT_NONE;
  std::int64_t begin_ = 0, end_ = 0, next_ = 0;  // frames of the source

  std::mutex mutex_;
  std::condition_variable changed_;
  // Guarded by mutex_, but for `encoder` and `encoded` of a lane that is busy.
  std::vector<Lane> lanes_;
  bool scaling_ = false;
  bool scaled_all_ = false;
  std::optional<base::Error> error_;
};

}  // namespace

// x264 writes its options into the first packet of each chunk: 700 bytes that nobody reads (SEI, unit type 6). Units have a start
// code of three or four bytes (ITU-T H.264, annex B).
void drop_encoder_notes(Encoded& encoded) {
  if (encoded.packets.empty()) return;
  std::string& bytes = encoded.packets.front().bytes;
  std::string kept;
  for (std::size_t at = 0; at < bytes.size();) {
    std::size_t next = bytes.find(std::string_view("\0\0\1", 3), at + 4);
    if (next == std::string::npos) next = bytes.size();
    else if (bytes[next - 1] == '\0') --next;
    const std::size_t code = bytes.compare(at, 3, std::string_view("\0\0\1", 3)) == 0 ? 3 : 4;
    const bool note = at + code < bytes.size() && (bytes[at + code] & 0x1F) == 6;
    if (!note) kept.append(bytes, at, next - at);
    at = next;
  }
  bytes = std::move(kept);
}

std::vector<Chunk> chunks_of(const media::VideoInfo& info) {
  const std::int64_t frames = media::frame_count(info);
  const std::int64_t segment = media::segment_frames(info.rate);
  const std::int64_t segments = media::segment_count(info);
  const std::int64_t length = segment * std::max<std::int64_t>(1, (segments + kMostChunks - 1) / kMostChunks);
  std::vector<Chunk> chunks;
  for (std::int64_t begin = 0; begin < frames; begin += length) chunks.push_back({begin, std::min(frames, begin + length)});
  return chunks;
}

Result<std::vector<Encoded>> encode_chunk(VideoSource& source, const Chunk& chunk, const Ladder& ladder, int threads, const std::atomic<bool>& stop) {
  return ChunkEncoder(source, ladder, stop).run(chunk, threads);
}

}  // namespace codecs
