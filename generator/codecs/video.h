// A video or sound file → all its renditions and manifests. See media::Codecs for what each function does.
#pragma once

#include "base/result.h"
#include "generator/media/codecs.h"

namespace codecs {

std::string video_libraries();
base::Result<media::VideoInfo> probe_video(const std::string& path);
base::Result<void> make_video(const std::string& path, const media::Item& item, const media::VideoSettings& settings, const std::string& folder,
                              const media::VideoWork& work);

}  // namespace codecs
