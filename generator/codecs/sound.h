// The sound of a video or sound file: levelled and encoded as AAC.
#pragma once

#include <atomic>
#include <string>

#include "base/result.h"
#include "generator/codecs/encoded.h"
#include "generator/codecs/video_source.h"

namespace codecs {

inline constexpr int kSampleRate = 48'000;

// Mono, 64 kbit/s, at −16 LUFS with a true peak of at most −1.5 dBTP (measured first, then one gain for all). Starts at the
// origin of `index`: silence stands where the source has none.
base::Result<Encoded> encode_sound(const std::string& path, const VideoIndex& index, const std::atomic<bool>& stop);

}  // namespace codecs
