// Pictures through libvips: what one is, and its renditions. See media::Codecs for what each function does.
#pragma once

#include <string>

#include "base/result.h"
#include "generator/media/codecs.h"

namespace codecs {

// One thread a picture, no cache, and only the loaders that are needed.
void initialize_pictures();

std::string picture_libraries();
base::Result<media::PictureInfo> probe_picture(const std::string& path);
base::Result<void> make_picture(const std::string& path, const media::Item& item, const media::PictureSettings& settings,
                                const std::string& folder);

}  // namespace codecs
