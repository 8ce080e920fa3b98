#include "endpoint/http/rates.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace http {

double TokenBuckets::tokens_at(const Bucket& bucket, double now) const {
  return std::min(rate_.burst, bucket.tokens + (now - bucket.counted) * rate_.per_second);
}

int TokenBuckets::take(const std::string& name, double now) {
  if (rate_.per_second <= 0) return 0;
  const std::lock_guard lock(mutex_);
  if (buckets_.size() > limit_) forget_full(now);
  Bucket& bucket = buckets_.try_emplace(name, Bucket{rate_.burst, now}).first->second;
  bucket = {tokens_at(bucket, now), now};
  if (bucket.tokens < 1) return std::max(1, static_cast<int>(std::ceil((1 - bucket.tokens) / rate_.per_second)));
  bucket.tokens -= 1;
  return 0;
}

// A full bucket says nothing that a new one would not. Looked for only after the number has doubled, so that it costs little.
void TokenBuckets::forget_full(double now) {
  std::erase_if(buckets_, [&](const auto& named) { return tokens_at(named.second, now) >= rate_.burst; });
  limit_ = std::max<std::size_t>(1'000, 2 * buckets_.size());
}

std::size_t TokenBuckets::size() const {
  const std::lock_guard lock(mutex_);
  return buckets_.size();
}

double steady_seconds() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

}  // namespace http
