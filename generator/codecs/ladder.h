// A stretch of a video in all its rungs: decoded once, scaled from rung to rung, each encoded by itself.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "generator/codecs/encoded.h"
#include "generator/codecs/video_source.h"
#include "generator/media/media.h"

namespace codecs {

// Frames [begin, end) of the constant rate.
struct Chunk {
  std::int64_t begin = 0;
  std::int64_t end = 0;
};

// Whole segments, by the video's length alone: what is encoded in a chunk depends on nothing outside it.
std::vector<Chunk> chunks_of(const media::VideoInfo& info);

// Threads that one chunk keeps busy: its largest rung takes about half of the work.
constexpr int kThreadsAChunk = 2;

// What a video is encoded as.
struct Ladder {
  const media::Rate& rate;
  const std::vector<media::Rung>& rungs;
  const std::string& preset;  // x264's
};

// Encodes one chunk as everything that media::encodings(rungs) names, in its order. Timestamps count from the chunk's beginning. The bytes
// are the same for any number of threads; `stop` ends it with an error.
base::Result<std::vector<Encoded>> encode_chunk(VideoSource& source, const Chunk& chunk, const Ladder& ladder, int threads, const std::atomic<bool>& stop);

// Takes x264's own notes out of a chunk.
void drop_encoder_notes(Encoded& encoded);

}  // namespace codecs
