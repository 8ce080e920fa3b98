// What a monitor asks a running endpoint: how many requests, how fast, how much is kept. Prometheus' text format 0.0.4.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "endpoint/store/records.h"

namespace http {

// From any thread.
class Metrics {
 public:
  // `resource` is one of a few fixed words.
  void count(std::string_view resource, int status, double seconds);
  void count_refused(int status);  // as resource "unread"; it took no time
  std::string text(const store::Figures& figures) const;

 private:
  static constexpr std::array kBounds{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0};  // seconds

  mutable std::mutex mutex_;
  std::map<std::pair<std::string, int>, std::int64_t> requests_;  // mutex_
  std::array<std::int64_t, kBounds.size() + 1> times_{};          // mutex_; the last is beyond all bounds
  double seconds_ = 0;                                            // mutex_
};

}  // namespace http
