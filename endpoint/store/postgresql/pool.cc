#include "endpoint/store/postgresql/pool.h"

namespace store::postgresql {

void Pool::begin(Connection& connection, Lock lock) {
  connection.send("begin");
  connection.send(lock == Lock::together ? "lock_together" : "lock_alone");
  connection.receive();
}

void Pool::roll_back(Connection& connection) {
  if (!connection.is_lost()) connection.ask("rollback");
}

std::unique_ptr<Connection> Pool::borrow() {
  std::unique_lock lock(mutex_);
  returned_.wait(lock, [&] { return lent_ < kMost; });
  ++lent_;
  if (idle_.empty()) {
    lock.unlock();
    return std::make_unique<Connection>(address_, busy_time_);
  }
  auto connection = std::move(idle_.back());
  idle_.pop_back();
  return connection;
}

void Pool::give_back(std::unique_ptr<Connection> connection) {
  {
    const std::lock_guard lock(mutex_);
    --lent_;
    idle_.push_back(std::move(connection));
  }
  returned_.notify_one();
}

// A connection whose query was refused may be in any state: it is closed. When the server has gone, the idle ones are as lost as it is.
void Pool::give_back_failed(std::unique_ptr<Connection> connection) {
  std::vector<std::unique_ptr<Connection>> lost;
  {
    const std::lock_guard lock(mutex_);
    --lent_;
    if (!connection || connection->is_lost()) lost.swap(idle_);
  }
  returned_.notify_one();
}

}  // namespace store::postgresql
