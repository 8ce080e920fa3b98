// Copies of a video in other shapes, with its captions in the picture.
#pragma once

#include <string>

#include "base/result.h"
#include "generator/media/media.h"

namespace codecs {

// Writes item.cuts into `folder`, as media::Codecs::make_video does for other items.
base::Result<void> make_cuts(const std::string& path, const media::Item& item, const media::VideoSettings& settings, const std::string& folder,
                             const media::VideoWork& work);

}  // namespace codecs
