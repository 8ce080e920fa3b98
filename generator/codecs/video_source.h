// A video file as upright frames at a constant rate, from any frame on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"
#include "generator/codecs/av.h"
#include "generator/codecs/video_index.h"

namespace codecs {

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
  // To the keyframe before a moment, or one of the `earlier` ones before that; true when that is the beginning.
  base::Result<bool> seek_before(std::int64_t timestamp, std::ptrdiff_t earlier);
  // So that the next frame decoded is not behind the moment, but for the first of all.
  base::Result<void> go_before(std::int64_t timestamp);
  base::Result<bool> decode_next();  // into next_; false at the end
  std::int64_t timestamp_of(std::int64_t n) const;
  std::int64_t timestamp_of_next();

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
  std::int64_t first_decoded_ = AV_NOPTS_VALUE;  // when the first packet after a seek is decoded
  std::int64_t decoder_delay_ = 0;
};

}  // namespace codecs
