// Since when everything is found: asked of the database, but not for every answer that the endpoint gives.
#pragma once

#include <chrono>
#include <mutex>

#include "endpoint/store/postgresql/pool.h"

namespace store::postgresql {

class Moments {
 public:
  explicit Moments(Pool& pool) : pool_(pool) {}

  // See Store::consistent_through. What was true a few milliseconds ago still is; so is it while the server cannot be reached.
  Time consistent_through();

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr std::chrono::milliseconds kFresh{5};

  Pool& pool_;
  std::mutex mutex_;
  Time told_ = 0;            // mutex_
  Clock::time_point asked_;  // mutex_
};

}  // namespace store::postgresql
