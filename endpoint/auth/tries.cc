#include "endpoint/auth/tries.h"

namespace auth {
namespace {

constexpr std::size_t kMostKeys = 20'000;  // some megabytes

}  // namespace

int Tries::take(const std::string& key, std::int64_t now) {
  const std::lock_guard lock(mutex_);
  if (tries_.size() >= kMostKeys) make_room(now);
  auto& times = tries_[key];
  while (!times.empty() && times.front() <= now - limit_.window) times.pop_front();
  if (times.size() < limit_.most) {
    times.push_back(now);
    return 0;
  }
  constexpr std::int64_t kSecond = 1'000'000;
  return static_cast<int>((times.front() + limit_.window - now + kSecond - 1) / kSecond);
}

void Tries::give_back(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = tries_.find(key);
  if (found == tries_.end()) return;
  if (!found->second.empty()) found->second.pop_back();
  if (found->second.empty()) tries_.erase(found);
}

// Old ones go. When all are new, they go as well: with codes of 66 bits it is memory that must be guarded.
void Tries::make_room(std::int64_t now) {
  std::erase_if(tries_, [&](const auto& one) { return one.second.empty() || one.second.back() <= now - limit_.window; });
  if (tries_.size() >= kMostKeys) tries_.clear();
}

}  // namespace auth
