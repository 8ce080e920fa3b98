// The sound of a video or sound file: levelled and encoded as AAC.
#pragma once

#include <atomic>
#include <string>

#include "base/result.h"
#include "generator/codecs/encoded.h"
#include "generator/codecs/video_source.h"
#include "generator/media/video_plan.h"

namespace codecs {

using media::kSampleRate;

// dB to add for −16 LUFS with a true peak of at most −1.5 dBTP: one gain for the whole file. Decodes it.
base::Result<double> measure_gain(const std::string& path, const VideoIndex& index, const std::atomic<bool>& stop);

// Mono: AAC of 64 kbit/s, or Opus of 24 for speech. Starts at the origin of `index` and is as long as its file: silence stands where
// the source has none.
base::Result<Encoded> encode_sound(const std::string& path, const VideoIndex& index, media::Codec codec, double gain, const std::atomic<bool>& stop);

}  // namespace codecs
