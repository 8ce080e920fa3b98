// A video file as upright frames at a constant rate, from any frame on.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "generator/codecs/av.h"
#include "generator/codecs/limits.h"
#include "generator/media/media.h"

namespace codecs {

// What one reading of all packets tells, without decoding any.
struct VideoIndex {
  int picture = -1;              // stream indices, -1: none
  int sound = -1;
  std::int64_t origin = 0;       // µs: the earliest timestamp; 0 of all that is made
  std::int64_t picture_first = 0;  // in the stream's time base
  std::int64_t picture_end = 0;
  std::int64_t frames = 0;
  std::vector<std::int64_t> keyframes;  // timestamps in the stream's time base, ascending
  bool trimmed = false;          // `origin` and info.seconds are an author's
  bool timestamps = true;        // every packet of the picture has one, so that seeking can be trusted
  media::VideoInfo info;
};

// Errors: "the file is no video or sound that can be read (save it as MP4)", "the video is damaged or cut off (…)", limits. `seconds`
// is what a small file may take.
base::Result<VideoIndex> index_video(const std::string& path, double seconds = kProbeSeconds);

// All that is read of the source begins `clip.from` seconds later and lasts `seconds`.
void trim(VideoIndex& index, const media::Clip& clip, double seconds);

// Ends what FFmpeg reads from a file when the time is over.
class Deadline {
 public:
  explicit Deadline(double seconds) : end_(std::chrono::steady_clock::now() + std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::duration<double>(seconds))) {}
  bool is_over() const { return std::chrono::steady_clock::now() >= end_; }

 private:
  std::chrono::steady_clock::time_point end_;
};

// Opens for reading with the limits that hold for strangers' files. `deadline`, when given, lives as long as what is opened.
base::Result<FormatContext> open_media(const std::string& path, Deadline* deadline = nullptr);

// A decoder for one stream, one thread.
base::Result<CodecContext> open_decoder(const AVStream* stream);

// Not thread-safe: one for each worker.
class VideoSource {
 public:
  static base::Result<std::unique_ptr<VideoSource>> open(const std::string& path, const VideoIndex& index);

  // The frame that is shown at number `n` of the constant rate; owned by the source until the next call. Going on from n to n + 1
  // reads on, any other step seeks. The same frame for the same n, however it was reached.
  base::Result<const AVFrame*> frame_at(std::int64_t n);

  // The nearest keyframe at or before a time in seconds, cheaply; never one before the origin.
  base::Result<const AVFrame*> keyframe_at(double seconds);

  // Filters that make a frame upright, progressive, of square pixels and 8-bit: "transpose=clock,", or empty.
  std::string repairs(const AVFrame* frame) const;

  const AVStream* stream() const { return format_->streams[index_.picture]; }

 private:
  explicit VideoSource(const VideoIndex& index) : index_(index) {}
  base::Result<void> seek_before(std::int64_t timestamp);
  base::Result<bool> decode_next();  // into next_; false at the end
  std::int64_t timestamp_of(std::int64_t n) const;

  VideoIndex index_;
  FormatContext format_;
  CodecContext decoder_;
  Packet packet_ = new_packet();
  Frame current_ = new_frame();
  Frame next_ = new_frame();
  bool has_current_ = false;
  bool has_next_ = false;
  bool draining_ = false;
  int broken_ = 0;  // frames in a row that could not be decoded
  std::int64_t expected_ = -1;  // the frame number that frame_at can give without seeking
  std::int64_t last_timestamp_ = AV_NOPTS_VALUE;
};

}  // namespace codecs
