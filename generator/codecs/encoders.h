// Encoders of pictures, each on one thread, set up so that equal frames give equal bytes.
#pragma once

#include <string>

#include "base/result.h"
#include "generator/codecs/av.h"
#include "generator/media/media.h"

namespace codecs {

// H.264 (libx264) or AV1 (SVT-AV1) of one rung, with a keyframe at every segment's beginning and none between. Frames are 8-bit 4:2:0 of
// the rung's size; their pts counts frames. Colours as `first` tells. `preset` is x264's; SVT-AV1 always uses 8.
base::Result<CodecContext> open_encoder(const media::Rung& rung, media::Codec codec, const media::Rate& rate, const std::string& preset, const AVFrame* first);

// Bytes of memory that one such encoder holds, about.
double memory_of_encoder(const media::Rung& rung, media::Codec codec);

}  // namespace codecs
