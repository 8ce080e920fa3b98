// The one thread that writes. Jobs that wait while the disk is busy are committed together, and each is answered after COMMIT alone:
// what was answered is on the disk.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "endpoint/store/records.h"
#include "endpoint/store/sqlite/database.h"

namespace store::sqlite {

class Writer {
 public:
  // Opens the file to write, and migrates it. Throws SqliteFailure.
  explicit Writer(const Place& place);
  ~Writer();  // waits for the jobs that were given
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  // What the writer's jobs see: the connection, and the moment of storing. Each call of next_stored() gives a later one.
  class Transaction {
   public:
    Transaction(Database& connection, Time& last, std::int64_t undone) : database(connection), rollbacks(undone), last_(last) {}
    Time next_stored();
    // A moment that another store gave: what comes next is later.
    Time stored_elsewhere(Time stored);
    Database& database;
    // So many times something was undone, or another program wrote: what was remembered of the database before may be wrong.
    const std::int64_t rollbacks;

   private:
    Time& last_;
  };

  // Runs the job within a transaction and returns when that is committed, or failed: then nothing of it is kept. The job runs on the
  // writer's thread and may throw SqliteFailure; false undoes what it did.
  Result<void> write(const std::function<bool(Transaction&)>& job);

  // Transactions committed, and jobs that wait.
  struct Work {
    std::int64_t commits = 0;
    std::int64_t waiting = 0;
  };
  Work work_until_now();

  // Every statement stored before it is committed.
  Time consistent_through();

 private:
  struct Job;
  void work();
  // Another process may have stored something later than our clock says.
  void remember_newest();
  bool commit_together(std::deque<Job*>& jobs);
  void run_job(Job& job);

  Database database_;
  Time last_stored_ = 0;         // the writer's thread alone
  std::int64_t rollbacks_ = 0;   // the writer's thread alone
  std::int64_t data_version_ = 0;  // the writer's thread alone; another when another program has written

  std::mutex mutex_;
  std::condition_variable given_, done_;
  std::deque<Job*> waiting_;    // mutex_
  std::int64_t commits_ = 0;    // mutex_
  Time working_since_ = 0;      // mutex_; 0 while idle
  bool ending_ = false;         // mutex_
  std::thread thread_;
};

}  // namespace store::sqlite
