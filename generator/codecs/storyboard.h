// The scenes of a video as small pictures in one file, and their list.
#pragma once

#include <string>

#include "base/result.h"
#include "generator/codecs/video_source.h"
#include "generator/media/media.h"

namespace codecs {

// Writes both files of the item's storyboard into `folder`; nothing when it has none.
base::Result<void> write_storyboard(VideoSource& source, const media::Item& item, const std::string& folder);

}  // namespace codecs
