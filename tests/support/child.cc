#include "tests/support/child.h"

#include <sys/resource.h>
#include <sys/wait.h>

#include <chrono>
#include <thread>

namespace test {

bool runs(pid_t child) {
  siginfo_t ended{};
  return child > 0 && ::waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOHANG | WNOWAIT) == 0 && ended.si_pid == 0;
}

bool runs_until(pid_t child, const std::function<bool()>& so) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(1);
  while (runs(child) && std::chrono::steady_clock::now() < deadline) {
    if (so()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return false;
}

ChildEnd end_of(pid_t child) {
  int status = 0;
  rusage usage{};
  ::wait4(child, &status, 0, &usage);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), usage.ru_maxrss};
}

}  // namespace test
