// How much of anybody's time and memory a stranger's file may take. What is larger is refused in one plain sentence.
#pragma once

#include <cstddef>
#include <cstdint>

namespace codecs {

inline constexpr int kLongestSide = 8192;                     // px of a video
inline constexpr std::int64_t kMostVideoPixels = 36'000'000;  // of a frame: 8K
inline constexpr double kLongestHours = 12;                   // of a video or sound
inline constexpr double kLongestStill = 600;                  // s that one frame may be shown, or sound be silent: slides of a talk
inline constexpr int kMostBrokenFrames = 3000;                // in a row: after these no whole one is waited for
// Bytes at a time that FFmpeg may ask for: a header of a hundred bytes can promise a billion packets.
inline constexpr std::size_t kMostAllocation = std::size_t{384} << 20;

// Reading all packets of a file: seconds for every file, and more for large ones, from a slow disk even.
inline constexpr double kProbeSeconds = 60;
inline constexpr double kProbeBytesPerSecond = 5e6;

}  // namespace codecs
