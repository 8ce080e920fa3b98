// Single frames of a video as pictures.
#pragma once

#include <string>
#include <vips/vips8>

#include "base/result.h"
#include "generator/codecs/video_source.h"

namespace codecs {

// A frame of `source`, upright, as 8-bit sRGB of a size. libvips' errors are thrown.
base::Result<vips::VImage> picture_of(VideoSource& source, const AVFrame* frame, int width, int height);

// A JPEG without metadata.
void save_jpeg(const vips::VImage& image, const std::string& path, int quality);

}  // namespace codecs
