// The picture that stands for a video before it plays.
#pragma once

#include <string>

#include "base/result.h"
#include "generator/codecs/video_source.h"
#include "generator/media/media.h"

namespace codecs {

// Looks at keyframes spread over the video and writes the best as a JPEG of the rung's size: not black, not white, not blurred.
base::Result<void> write_poster(VideoSource& source, const media::VideoInfo& info, const media::Rung& rung, const std::string& path);

}  // namespace codecs
