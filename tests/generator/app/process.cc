#include "tests/generator/app/process.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <cstdlib>

#include "tests/support/child.h"

namespace test {

Process::Process(const std::string& command) {
  const std::string log = folder_.path("log");
  process_ = fork();
  if (process_ != 0) return;
  const int file = open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
  dup2(file, 1);
  dup2(file, 2);
  // The leak checker of a sanitized program crashes now and then in threads of the codecs' plugin; leaks are looked for in this process.
  if (getenv("ASAN_OPTIONS")) setenv("ASAN_OPTIONS", "detect_leaks=0", 1);
  execl("/bin/sh", "sh", "-c", command.c_str(), static_cast<char*>(nullptr));
  _exit(127);
}

Process::~Process() {
  if (process_ <= 0) return;
  send(SIGKILL);
  wait();
}

bool Process::runs_until(const std::function<bool()>& so) const { return test::runs_until(process_, so); }

void Process::send(int signal) const { ::kill(process_, signal); }

Ended Process::wait() {
  const auto [status, peak] = end_of(process_);
  process_ = -1;
  Ended ended;
  ended.status = status;
  ended.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
  ended.peak_kilobytes = peak;
  ended.output = folder_.text("log");
  return ended;
}

Ended run(const std::string& command) { return Process(command).wait(); }

std::string on_terminal(const std::string& command) { return "script -qec '" + command + "' /dev/null"; }

}  // namespace test
