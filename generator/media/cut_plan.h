// Copies of a video in other shapes, for WhatsApp status and Instagram.
#pragma once

#include <string>

#include "generator/media/media.h"

namespace media {

// An item of its own, so that a corrected caption makes only these anew: settings.clip.cuts as MP4 with sound, cropped around its focus,
// with its captions burned in. Other parameters as for plan_video.
Item plan_cuts(const std::string& source, const std::string& source_hash, const VideoInfo& info, const VideoSettings& settings,
               const std::string& libraries);

// The captions of a cut as Advanced SubStation Alpha: white with a dark outline, clear of what WhatsApp and Instagram lay over the picture.
std::string cut_captions(const Cut& cut, const std::vector<Cue>& captions);

}  // namespace media
