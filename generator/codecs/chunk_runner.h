// Workers that encode a video's chunks, and what else is made of the source beside them.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "generator/codecs/video_source.h"
#include "generator/media/media.h"

namespace codecs {

// Hands chunks to workers so that each mostly goes on where it was, for every jump decodes from a keyframe before. From any thread.
class ChunkQueue {
 public:
  explicit ChunkQueue(std::size_t count) : taken_(count, false) {}

  void skip(std::size_t chunk) { taken_[chunk] = true; }

  // The chunk after `last` when it is free, else the middle of the longest free stretch; nothing when all are taken.
  std::optional<std::size_t> next(std::optional<std::size_t> last);

 private:
  std::size_t take(std::size_t chunk);

  std::mutex mutex_;
  std::vector<bool> taken_;  // guarded by mutex_
};

// For one run(). What it is made of must outlive it.
class ChunkRunner {
 public:
  ChunkRunner(const std::string& path, const VideoIndex& index, std::size_t chunks, const media::VideoWork& work)
      : path_(path), index_(index), work_(work), chunks_(chunks), queue_(chunks) {}

  // Before run(): the chunk was made by an earlier one.
  void skip(std::size_t chunk);

  // The flag that ends long work: the caller's, else the one that a failure sets.
  const std::atomic<bool>& stop() const { return work_.stop ? *work_.stop : failed_; }
  // By the caller or a failure.
  bool stopped() const { return failed_ || stop(); }

  // Encodes one chunk from `source`, which it has for itself, with this many threads.
  using Encode = std::function<base::Result<void>(VideoSource& source, std::size_t chunk, int threads)>;

  // Calls `aside` once, and `encode` for each chunk, so many at once that `workers` threads are shared out by `a_chunk` of them. With several
  // workers `aside` has a thread of its own. Returns the first error; after it no chunk is begun.
  base::Result<void> run(int workers, int a_chunk, const std::function<base::Result<void>()>& aside, const Encode& encode);

 private:
  base::Result<void> encode_chunks(const Encode& encode, int threads);
  void tell(std::size_t done) const;
  void note(const base::Result<void>& result);

  const std::string& path_;
  const VideoIndex& index_;
  const media::VideoWork& work_;
  std::size_t chunks_;
  ChunkQueue queue_;
  std::atomic<std::size_t> done_ = 0;
  std::atomic<bool> failed_ = false;
  std::mutex mutex_;
  std::optional<base::Error> error_;  // guarded by mutex_
};

}  // namespace codecs
