// The endpoint's connections, lent to one thread at a time; those that were lost are opened again.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "endpoint/store/postgresql/connection.h"

namespace store::postgresql {

// What a transaction must keep away from: see lock_together and lock_alone in queries.sql.
enum class Lock { together, alone };

class Pool {
 public:
  Pool(std::string address, std::chrono::milliseconds busy_time) : address_(std::move(address)), busy_time_(busy_time) {}

  // Calls `work` with a connection and returns what it returns. Waits while all are lent. Trouble::busy when the server is away.
  template <class Work>
  auto with_connection(const Work& work) -> Result<decltype(work(std::declval<Connection&>()))> {
    std::unique_ptr<Connection> connection;
    try {
      connection = borrow();
      auto value = work(*connection);
      give_back(std::move(connection));
      return value;
    } catch (const PostgresqlFailure& failed) {
      give_back_failed(std::move(connection));
      return tl::unexpected<Failure>(failed.failure);
    } catch (...) {  // `work` is the caller's
      give_back_failed(std::move(connection));
      throw;
    }
  }

  // The same within a transaction under a lock; it is committed when `work` returns, and again from the start when the database gave it
  // up for another's sake.
  template <class Work>
  auto with_transaction(Lock lock, const Work& work) -> Result<decltype(work(std::declval<Connection&>()))> {
    return with_connection([&](Connection& connection) {
      for (int tries = 1;; ++tries) {
        try {
          begin(connection, lock);
          auto value = work(connection);
          connection.ask("commit");
          ++commits_;
          return value;
        } catch (const PostgresqlFailure& failed) {
          roll_back(connection);
          if (!failed.state.starts_with("40") || tries == kMostTries) throw;
        }
      }
    });
  }

  // By with_transaction, since the start.
  std::int64_t commits() const { return commits_; }

  static constexpr int kMostTries = 10;
  static void begin(Connection& connection, Lock lock);
  // Nothing, when the connection is lost: the server does it by itself.
  static void roll_back(Connection& connection);

 private:
  static constexpr int kMost = 12;  // a server has a hundred for all endpoints unless it is told otherwise
  std::unique_ptr<Connection> borrow();
  void give_back(std::unique_ptr<Connection> connection);
  void give_back_failed(std::unique_ptr<Connection> connection);

  const std::string address_;
  const std::chrono::milliseconds busy_time_;
  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<Connection>> idle_;  // mutex_
  int lent_ = 0;                                   // mutex_
  std::atomic<std::int64_t> commits_ = 0;
};

}  // namespace store::postgresql
