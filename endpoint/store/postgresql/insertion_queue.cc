#include "endpoint/store/postgresql/insertion_queue.h"

#include <algorithm>

namespace store::postgresql {
namespace {

Result<std::int64_t> write_jobs(Pool& pool, const std::vector<Job*>& jobs) {
  return pool.with_connection([&](Connection& connection) { return insert_together(connection, jobs); });
}

}  // namespace

Result<std::optional<Conflict>> InsertionQueue::insert(const Insertion& insertion) {
  Waiting own{Job{insertion}};
  std::unique_lock lock(mutex_);
  waiting_.push_back(&own);
  changed_.wait(lock, [&] { return own.is_done || (!own.is_taken && writers_ < kMostWriters); });
  while (!own.is_done && !own.is_taken) {
    const auto group = take();
    ++writers_;
    lock.unlock();
    write(group);
    lock.lock();
    --writers_;
    for (auto* one : group) one->is_done = true;
    changed_.notify_all();
  }
  changed_.wait(lock, [&] { return own.is_done; });
  return own.job.result;
}

std::vector<InsertionQueue::Waiting*> InsertionQueue::take() {
  std::vector<Waiting*> group;
  for (std::size_t statements = 0; !waiting_.empty(); waiting_.pop_front()) {
    statements += waiting_.front()->job.insertion.statements.size();
    if (!group.empty() && statements > kMostStatements) break;
    waiting_.front()->is_taken = true;
    group.push_back(waiting_.front());
  }
  return group;
}

void InsertionQueue::count(const Result<std::int64_t>& written) {
  if (!written) return;
  ++commits_;
  statements_ += *written;
}

std::int64_t InsertionQueue::waiting() {
  const std::lock_guard lock(mutex_);
  return static_cast<std::int64_t>(waiting_.size());
}

// What one of them brings can make the database refuse all: then each is tried by itself.
void InsertionQueue::write(const std::vector<Waiting*>& group) {
  std::vector<Job*> jobs(group.size());
  std::transform(group.begin(), group.end(), jobs.begin(), [](Waiting* one) { return &one->job; });
  const auto written = write_jobs(pool_, jobs);
  count(written);
  if (written) return;
  for (auto* job : jobs) {
    const bool alone = jobs.size() > 1 && written.error().trouble == Trouble::broken;
    const auto again = alone ? write_jobs(pool_, {job}) : written;
    if (alone) count(again);
    if (!again) job->result = tl::unexpected<Failure>(again.error());
  }
}

}  // namespace store::postgresql
