// What opens strangers' pictures, sounds and videos: the seam between Sanggar and the libraries that decode and encode them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "generator/media/media.h"

namespace media {

// More pixels than this are refused before any is decoded: a picture of 200 kB can hold 2.5 billion.
inline constexpr std::int64_t kMostPixels = 120'000'000;
// Bytes of a picture's file: all those pixels, stored without compression in 16 bits, are a gigabyte that nobody meant to publish.
inline constexpr std::uint64_t kLargestPicture = 256u << 20;

// All functions may be called from several threads. `path` as the operating system takes it. Errors say what is wrong and what to
// do, without the path: "the file is no picture that can be read (save it as JPEG or PNG)".
class Codecs {
 public:
  virtual ~Codecs() = default;

  // Names and versions, part of every recipe key.
  virtual std::string picture_libraries() = 0;

  // Reads the whole picture once, small.
  virtual base::Result<PictureInfo> probe_picture(const std::string& path) = 0;

  // Writes every rendition of `item` into `folder`, which exists. The source is decoded once. Upright, sRGB, 8 bits, and without
  // any metadata. Same bytes for the same library versions and CPU family.
  virtual base::Result<void> make_picture(const std::string& path, const Item& item, const PictureSettings& settings,
                                          const std::string& folder) = 0;

  virtual std::string video_libraries() = 0;

  // Reads every packet, decodes none.
  virtual base::Result<VideoInfo> probe_video(const std::string& path) = 0;

  // Writes every rendition and manifest of `item` into `folder`, which exists. Same bytes for any number of workers and any number
  // of interruptions, for the same library versions and CPU family. Nothing of the source's metadata is kept.
  virtual base::Result<void> make_video(const std::string& path, const Item& item, const VideoSettings& settings, const std::string& folder,
                                        const VideoWork& work) = 0;
};

// Loads the library from the first of `paths` that exists (docs/decisions/codecs.md). It stays loaded.
base::Result<Codecs*> load_codecs(const std::vector<std::string>& paths);

// The function that the library exports: media::Codecs* sanggar_codecs().
inline constexpr const char* kCodecsFunction = "sanggar_codecs";

}  // namespace media
