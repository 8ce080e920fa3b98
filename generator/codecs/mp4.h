// Encoded packets → MP4 files.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "generator/codecs/encoded.h"
#include "generator/media/manifests.h"
#include "generator/media/media.h"

namespace codecs {

// What a file says of a stream.
struct StreamShape {
  media::Codec codec = media::Codec::h264;  // sounds are mono at kSampleRate
  int width = 0;                            // px of a picture
  int height = 0;
  media::Rate rate;
  std::string header;  // the codec's extradata

  bool is_picture() const { return codec == media::Codec::h264 || codec == media::Codec::av1; }
};

// RFC 6381: "avc1.64001f", "av01.0.01M.08", "mp4a.40.2", "opus".
std::string codec_name(const StreamShape& shape);

// A fragmented MP4 (CMAF, ISO/IEC 23000-19) of one stream: a header, then one fragment for each segment.
class FragmentWriter {
 public:
  static base::Result<std::unique_ptr<FragmentWriter>> create(const std::string& path, const StreamShape& shape);

  // Timestamps count from the file's beginning.
  base::Result<void> add_segment(const std::vector<EncodedPacket>& packets, double seconds);
  base::Result<void> close();

  // After close(): sizes and places as they were written.
  std::uint64_t header_size() const { return header_size_; }
  const std::vector<media::Segment>& segments() const { return segments_; }

 private:
  FormatContext format_;
  std::string path_;
  AVRational units_{1, 1};
  std::uint64_t header_size_ = 0;
  std::vector<media::Segment> segments_;
};

// One MP4 for all players, its index first: picture (may be empty) and sound (may be empty) side by side. `pictures` are the chunks of
// one rung in their order, each with timestamps from its own beginning at `begins`.
base::Result<void> write_mp4(const std::string& path, const StreamShape& shape, const std::vector<std::string>& picture_files,
                             const std::vector<std::int64_t>& begins, const StreamShape& sound_shape, const Encoded* sound);

}  // namespace codecs
