// What a video file holds, found by reading it once, and how strangers' files are opened.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "generator/codecs/av.h"
#include "generator/codecs/limits.h"
#include "generator/media/media.h"

namespace codecs {

inline constexpr const char* kDamagedVideo = "the video is damaged or cut off (copy it again from the phone or camera)";

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

// How the picture is to be turned (ISO/IEC 14496-12, matrix), null when it is not.
const std::int32_t* display_matrix(const AVStream* stream);

}  // namespace codecs
