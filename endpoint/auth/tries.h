// How often something may be tried within a time, kept in memory.
#pragma once

#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <unordered_map>

namespace auth {

// From any thread. Times are microseconds since 1970.
class Tries {
 public:
  struct Limit {
    std::size_t most = 10;
    std::int64_t window = 600'000'000;
  };
  explicit Tries(Limit limit) : limit_(limit) {}

  // Counts one try. Seconds to wait, at least 1, when there were too many already; then this one does not count.
  int take(const std::string& key, std::int64_t now);
  // The last one was right, and does not count.
  void give_back(const std::string& key);

 private:
  void make_room(std::int64_t now);
  const Limit limit_;
  std::mutex mutex_;
  std::unordered_map<std::string, std::deque<std::int64_t>> tries_;  // mutex_
};

}  // namespace auth
