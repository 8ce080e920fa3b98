// Batches that wait while others are written are written together. There is no thread for it: the first who waits does it for all.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <vector>

#include "endpoint/store/postgresql/insertion.h"
#include "endpoint/store/postgresql/pool.h"

namespace store::postgresql {

class InsertionQueue {
 public:
  explicit InsertionQueue(Pool& pool) : pool_(pool) {}

  // See Store::insert.
  Result<std::optional<Conflict>> insert(const Insertion& insertion);

  // Since the start.
  std::int64_t statements() const { return statements_; }
  std::int64_t commits() const { return commits_; }
  // Batches not yet begun.
  std::int64_t waiting();

 private:
  struct Waiting {
    Job job;
    bool is_taken = false;  // mutex_
    bool is_done = false;   // mutex_
  };
  std::vector<Waiting*> take();  // mutex_ is held
  void write(const std::vector<Waiting*>& group);
  void count(const Result<std::int64_t>& written);

  static constexpr int kMostWriters = 2;               // more make smaller groups
  static constexpr std::size_t kMostStatements = 500;  // a transaction
  Pool& pool_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Waiting*> waiting_;  // mutex_
  int writers_ = 0;               // mutex_
  std::atomic<std::int64_t> statements_ = 0, commits_ = 0;
};

}  // namespace store::postgresql
