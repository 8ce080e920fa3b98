#include "endpoint/store/sqlite/readers.h"

namespace store::sqlite {

std::unique_ptr<Database> Readers::borrow() {
  std::unique_lock lock(mutex_);
  returned_.wait(lock, [&] { return lent_ < kMost; });
  ++lent_;
  if (idle_.empty()) {
    lock.unlock();
    return std::make_unique<Database>(place_, Database::Mode::read);
  }
  auto database = std::move(idle_.back());
  idle_.pop_back();
  return database;
}

void Readers::give_back(std::unique_ptr<Database> database) {
  {
    const std::lock_guard lock(mutex_);
    --lent_;
    if (database) idle_.push_back(std::move(database));
  }
  returned_.notify_one();
}

}  // namespace store::sqlite
