#include "endpoint/store/postgresql/moments.h"

#include <algorithm>

namespace store::postgresql {

Time Moments::consistent_through() {
  {
    const std::lock_guard lock(mutex_);
    const auto now = Clock::now();
    if (told_ != 0 && now - asked_ < kFresh) return told_;
    asked_ = now;  // others are told the former one meanwhile
  }
  const auto answer = pool_.with_connection([](Connection& connection) { return connection.ask("consistent_through").integer(0, 0); });
  const std::lock_guard lock(mutex_);
  if (answer) told_ = std::max(told_, *answer);
  return told_;
}

}  // namespace store::postgresql
