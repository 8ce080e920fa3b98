// Pictures through libvips: what one is, and its renditions.
#pragma once

#include <string>

#include "base/result.h"
#include "generator/media/media.h"

namespace media {

// More pixels than this are refused before any is decoded: a picture of 200 kB can hold 2.5 billion.
inline constexpr std::int64_t kMostPixels = 120'000'000;

// Reads the whole picture once, small. `path` as the operating system takes it; errors say what is wrong and what to do, without
// the path: "the file is no picture that can be read (save it as JPEG or PNG)".
base::Result<PictureInfo> probe_picture(const std::string& path);

// Writes every rendition of `item` into `folder`, which exists. The source is decoded once. Upright, sRGB, 8 bits, and without
// any metadata. Same bytes for the same library versions and CPU family.
base::Result<void> make_picture(const std::string& path, const Item& item, const PictureSettings& settings, const std::string& folder);

// "libvips 8.14.1 libheif …": part of every recipe key.
std::string picture_libraries();

}  // namespace media
