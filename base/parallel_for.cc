#include "base/parallel_for.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace base {
namespace {

using Function = std::function<void(std::size_t, int)>;

// What the workers of one parallel_for share.
class SharedLoop {
 public:
  SharedLoop(std::size_t count, const Function& fn) : count_(count), fn_(fn) {}

  void work(int worker) {
    try {
      for (std::size_t index = next_++; index < count_; index = next_++) fn_(index, worker);
    } catch (...) {
      stop(std::current_exception());
    }
  }

  void rethrow() const {
    if (error_) std::rethrow_exception(error_);
  }

 private:
  void stop(std::exception_ptr error) {
    next_ = count_;
    const std::scoped_lock lock(error_mutex_);
    if (!error_) error_ = std::move(error);
  }

  const std::size_t count_;
  const Function& fn_;
  std::atomic<std::size_t> next_ = 0;
  std::mutex error_mutex_;
  std::exception_ptr error_;  // guarded by error_mutex_ until all workers have ended
};

}  // namespace

void parallel_for(std::size_t count, int workers, const Function& fn) {
  const std::size_t used = std::min(count, static_cast<std::size_t>(std::max(workers, 1)));
  SharedLoop loop(count, fn);
  {
    std::vector<std::jthread> others;
    try {
      for (std::size_t worker = 1; worker < used; ++worker) {
        others.emplace_back([&loop, worker] { loop.work(static_cast<int>(worker)); });
      }
    } catch (const std::system_error&) {
      // The system gives no more threads: those we have do the work.
    }
    loop.work(0);
  }
  loop.rethrow();
}

int worker_count(int jobs) {
  if (jobs > 0) return jobs;
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

}  // namespace base
