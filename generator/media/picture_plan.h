// Which renditions a picture gets.
#pragma once

#include "generator/media/media.h"

namespace media {

// The plan for one picture: its folder by `source_hash` (32 hex digits), settings and libraries, and its renditions, equal sizes in
// a row. `source` is the path relative to the site's root.
Item plan_picture(const std::string& source, const std::string& source_hash, const PictureInfo& info, const PictureSettings& settings,
                  const std::string& libraries);

}  // namespace media
