#include "generator/codecs/chunk_runner.h"

#include <memory>
#include <thread>

namespace codecs {

using base::Result;

std::optional<std::size_t> ChunkQueue::next(std::optional<std::size_t> last) {
  const std::lock_guard lock(mutex_);
  if (last && *last + 1 < taken_.size() && !taken_[*last + 1]) return take(*last + 1);
  std::size_t best = 0;
  std::size_t best_length = 0;
  for (std::size_t begin = 0; begin < taken_.size();) {
    std::size_t end = begin;
    while (end < taken_.size() && !taken_[end]) ++end;
    if (end - begin > best_length) {
      best_length = end - begin;
      // Another worker is about to go on at the beginning of a stretch that follows its chunk.
      best = begin == 0 ? 0 : begin + (end - begin) / 2;
    }
    begin = end + 1;
  }
  if (best_length == 0) return std::nullopt;
  return take(best);
}

std::size_t ChunkQueue::take(std::size_t chunk) {
  taken_[chunk] = true;
  return chunk;
}

void ChunkRunner::skip(std::size_t chunk) {
  queue_.skip(chunk);
  ++done_;
}

Result<void> ChunkRunner::run(int workers, int a_chunk, const std::function<Result<void>()>& aside, const Encode& encode) {
  tell(done_);
  const int at_once = (workers + a_chunk - 1) / a_chunk;
  std::vector<std::jthread> threads;
  threads.emplace_back([&] { note(aside()); });
  if (workers == 1) threads.clear();  // waits for it
  for (int i = 0; i < at_once; ++i) {
    const int shared = workers / at_once + (i < workers % at_once ? 1 : 0);
    threads.emplace_back([&, shared] { note(encode_chunks(encode, shared)); });
  }
  threads.clear();
  if (error_) return base::fail(error_->message);
  return {};
}

Result<void> ChunkRunner::encode_chunks(const Encode& encode, int threads) {
  std::unique_ptr<VideoSource> source;
  for (std::optional<std::size_t> chunk; (chunk = queue_.next(chunk));) {
    if (stopped()) return base::fail("stopped");
    if (!source) {
      auto opened = VideoSource::open(path_, index_);
      if (!opened) return base::fail(opened.error().message);
      source = std::move(*opened);
    }
    if (auto encoded = encode(*source, *chunk, threads); !encoded) return encoded;
    tell(++done_);
  }
  return {};
}

void ChunkRunner::tell(std::size_t done) const {
  if (work_.progress && chunks_ > 0) work_.progress(static_cast<double>(done) / static_cast<double>(chunks_));
}

void ChunkRunner::note(const Result<void>& result) {
  if (result) return;
  const std::lock_guard lock(mutex_);
  if (!error_) error_ = result.error();
  failed_ = true;
}

}  // namespace codecs
