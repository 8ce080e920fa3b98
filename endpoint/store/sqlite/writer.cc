#include "endpoint/store/sqlite/writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/clock.h"
#include "endpoint/store/sqlite/sql_text.h"

namespace store::sqlite {
namespace {

constexpr std::size_t kMostTogether = 64;  // jobs a commit
constexpr std::array kMigrations{&k_0001_statements_sql, &k_0002_learners_sql, &k_0003_bundles_sql, &k_0004_classes_sql, &k_0005_cmi5_sql, &k_0006_consent_sql};
constexpr int kSchema = kMigrations.size();

// Migrations are numbered by user_version; each is a transaction.
void migrate(Database& database, const std::string& path) {
  const auto version = database.pragma("user_version");
  if (version > kSchema) {
    throw SqliteFailure{{Trouble::broken, fmt::format("'{}' was made by a newer sanggar-endpoint (its format is {}, this program knows {}); "
                                                      "use that one", path, version, kSchema)}};
  }
  for (auto next = version; next < kSchema; ++next) {
    database.run(fmt::format("BEGIN IMMEDIATE; {} PRAGMA user_version={}; COMMIT;", *kMigrations[static_cast<std::size_t>(next)], next + 1));
  }
}

}  // namespace

struct Writer::Job {
  const std::function<bool(Transaction&)>& work;
  Result<void> result;
  bool undone = false;
  bool ended = false;  // mutex_
};

Time Writer::Transaction::next_stored() {
  last_ = std::max(last_ + 1, base::microseconds_now());
  return last_;
}

Time Writer::Transaction::stored_elsewhere(Time stored) {
  last_ = std::max(last_, stored);
  return stored;
}

Writer::Writer(const Place& place) : database_(place, Database::Mode::write) {
  migrate(database_, place.path);
  remember_newest();
  thread_ = std::thread([this] { work(); });
}

void Writer::remember_newest() {
  auto newest = database_.query("newest_stored");
  if (newest.step()) last_stored_ = std::max(last_stored_, newest.integer(0));
}

Writer::~Writer() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  given_.notify_all();
  thread_.join();
}

Result<void> Writer::write(const std::function<bool(Transaction&)>& work) {
  Job job{work, {}};
  std::unique_lock lock(mutex_);
  waiting_.push_back(&job);
  given_.notify_one();
  done_.wait(lock, [&] { return job.ended; });
  return job.result;
}

Writer::Work Writer::work_until_now() {
  const std::lock_guard lock(mutex_);
  return {commits_, static_cast<std::int64_t>(waiting_.size())};
}

Time Writer::consistent_through() {
  const std::lock_guard lock(mutex_);
  return working_since_ != 0 ? working_since_ : base::microseconds_now();
}

void Writer::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    given_.wait(lock, [&] { return ending_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    std::deque<Job*> jobs;
    while (!waiting_.empty() && jobs.size() < kMostTogether) {
      jobs.push_back(waiting_.front());
      waiting_.pop_front();
    }
    working_since_ = std::max(base::microseconds_now(), last_stored_);
    lock.unlock();
    const bool committed = commit_together(jobs);
    lock.lock();
    working_since_ = 0;
    if (committed) ++commits_;
    for (Job* job : jobs) job->ended = true;
    done_.notify_all();
  }
}

// Each job has a savepoint of its own: one that fails or changes its mind takes none of the others with it.
void Writer::run_job(Job& job) {
  database_.query("begin_job").run();
  Transaction transaction(database_, last_stored_, rollbacks_);
  try {
    job.undone = !job.work(transaction);
  } catch (const SqliteFailure& failed) {
    job.result = tl::unexpected<Failure>(failed.failure);
    job.undone = true;
  }
  if (job.undone) {
    database_.query("undo_job").run();
    ++rollbacks_;
  }
  database_.query("end_job").run();
}

bool Writer::commit_together(std::deque<Job*>& jobs) {
  try {
    database_.query("begin_write").run();
    if (const auto seen = database_.pragma("data_version"); seen != data_version_) {
      data_version_ = seen;
      ++rollbacks_;
      remember_newest();
    }
    for (Job* job : jobs) run_job(*job);
    database_.query("commit").run();
    return true;
  } catch (const SqliteFailure& failed) {
    // A full disk or a lock: nothing was kept, and each of them hears it.
    ++rollbacks_;
    try {
      database_.run("ROLLBACK");
    } catch (const SqliteFailure&) {
      // SQLite has rolled back by itself
    }
    for (Job* job : jobs) job->result = tl::unexpected<Failure>(failed.failure);
    return false;
  }
}

}  // namespace store::sqlite
