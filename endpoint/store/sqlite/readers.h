// Connections that read, lent to one thread at a time.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "endpoint/store/sqlite/database.h"

namespace store::sqlite {

class Readers {
 public:
  explicit Readers(Place place) : place_(std::move(place)) {}

  // Calls `read` with a connection within one transaction: it sees one state of the database. Waits while all are lent.
  template <class T>
  Result<T> read(const std::function<T(Database&)>& read_with) {
    std::unique_ptr<Database> database;
    try {
      database = borrow();
      database->query("begin_read").run();
      T value = read_with(*database);
      database->query("commit").run();
      give_back(std::move(database));
      return value;
    } catch (const SqliteFailure& failed) {
      give_back(nullptr);  // a connection that failed is closed
      return tl::unexpected<Failure>(failed.failure);
    }
  }

 private:
  static constexpr int kMost = 8;
  std::unique_ptr<Database> borrow();
  void give_back(std::unique_ptr<Database> database);

  const Place place_;
  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<Database>> idle_;  // mutex_
  int lent_ = 0;                                 // mutex_
};

}  // namespace store::sqlite
