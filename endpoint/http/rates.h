// How many requests a second are answered, for each key and each address: so that one program that went mad, or one that guesses,
// does not take the place of all others.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <unordered_map>

namespace http {

struct Rate {
  double per_second = 0;  // 0: no limit
  double burst = 0;       // so many at once after a pause
};

// Token buckets (each request takes a token; tokens come back with time), in memory. From any thread.
class TokenBuckets {
 public:
  explicit TokenBuckets(Rate rate) : rate_(rate) {}

  // 0: it may be answered. Otherwise whole seconds to wait, at least 1. `now` is in seconds from any beginning.
  int take(const std::string& name, double now);
  // Names that are remembered: those whose buckets are not full.
  std::size_t size() const;

 private:
  struct Bucket {
    double tokens = 0;
    double counted = 0;  // when
  };
  double tokens_at(const Bucket& bucket, double now) const;
  void forget_full(double now);

  const Rate rate_;
  mutable std::mutex mutex_;
  std::unordered_map<std::string, Bucket> buckets_;  // mutex_
  std::size_t limit_ = 1'000;                        // mutex_: look for full ones beyond so many
};

double steady_seconds();

class Rates {
 public:
  Rates(Rate of_key, Rate of_address, std::function<double()> clock = steady_seconds)
      : keys_(of_key), addresses_(of_address), clock_(std::move(clock)) {}

  // As TokenBuckets::take.
  int take_for_key(const std::string& key) { return keys_.take(key, clock_()); }
  int take_for_address(const std::string& address) { return addresses_.take(address, clock_()); }

 private:
  TokenBuckets keys_, addresses_;
  const std::function<double()> clock_;
};

}  // namespace http
