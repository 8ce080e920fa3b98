#include "base/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <thread>
#include <utility>

extern char** environ;

namespace base {
namespace {

using Clock = std::chrono::steady_clock;

// Closes itself.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() { reset(); }

  int number() const { return number_; }
  bool open() const { return number_ >= 0; }
  void reset() {
    if (number_ >= 0) close(std::exchange(number_, -1));
  }

 private:
  int number_ = -1;
};

struct Pipe {
  Descriptor read;
  Descriptor write;
};

// Both ends are closed on exec: only what posix_spawn duplicates reaches the program.
bool make_pipe(Pipe& pipe) {
  std::array<int, 2> ends;
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return false;
  pipe.read = Descriptor(ends[0]);
  pipe.write = Descriptor(ends[1]);
  return true;
}

// A running program; killed and waited for at the latest when this ends.
class Child {
 public:
  explicit Child(pid_t pid) : pid_(pid) {}
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (pid_ <= 0) return;
    kill(pid_, SIGKILL);
    wait();
  }

  // Waits for its end; its exit status, or -1 when a signal ended it.
  int wait() {
    int status = 0;
    while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  // A program may close its output and go on: whether it ended in time.
  bool ends_before(Clock::time_point deadline) const {
    siginfo_t info{};
    for (;; std::this_thread::sleep_for(std::chrono::milliseconds(1))) {
      const int found = waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT);
      if (found == 0 && info.si_pid == pid_) return true;
      if (Clock::now() >= deadline) return false;
    }
  }

 private:
  pid_t pid_;
};

// 0, or an error number.
int spawn(const std::vector<std::string>& argv, const Pipe& input, const Pipe& output, pid_t& pid) {
  std::vector<char*> arguments;
  for (const auto& argument : argv) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input.read.number(), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output.write.number(), STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  // The program must die of a closed pipe even when we ignore that signal.
  sigset_t defaults;
  sigemptyset(&defaults);
  sigaddset(&defaults, SIGPIPE);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  const int error = posix_spawnp(&pid, arguments[0], &actions, &attributes, arguments.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

// While it lives, writing to a closed pipe in this thread gives EPIPE instead of ending the whole program.
class WithoutPipeSignal {
 public:
  WithoutPipeSignal() {
    sigemptyset(&signal_);
    sigaddset(&signal_, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &signal_, &before_);
  }
  WithoutPipeSignal(const WithoutPipeSignal&) = delete;
  WithoutPipeSignal& operator=(const WithoutPipeSignal&) = delete;
  ~WithoutPipeSignal() {
    const timespec none{0, 0};
    if (sigismember(&before_, SIGPIPE) == 0) sigtimedwait(&signal_, nullptr, &none);  // takes a pending one away
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }

 private:
  sigset_t signal_;
  sigset_t before_;
};

// Milliseconds until `deadline`, at least 0.
int remaining(Clock::time_point deadline) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
  return left < 0 ? 0 : static_cast<int>(std::min<std::int64_t>(left, 60'000));
}

// Moves bytes both ways until the program closes its output. An empty string, or what went wrong.
std::string exchange(Descriptor input, Descriptor output, std::string_view bytes, Clock::time_point deadline,
                     std::size_t limit, std::string& result) {
  const WithoutPipeSignal guard;
  fcntl(input.number(), F_SETFL, O_NONBLOCK);
  std::array<char, 16384> buffer;
  for (;;) {
    if (bytes.empty()) input.reset();
    std::array<pollfd, 2> polls{{{output.number(), POLLIN, 0}, {input.number(), POLLOUT, 0}}};
    const int ready = poll(polls.data(), input.open() ? 2 : 1, remaining(deadline));
    if (ready < 0 && errno != EINTR) return std::strerror(errno);
    if (ready <= 0 && Clock::now() >= deadline) return "it took too long";
    if (ready <= 0) continue;
    if (input.open() && polls[1].revents != 0) {
      const auto written = write(input.number(), bytes.data(), bytes.size());
      if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
      if (written < 0 && errno != EAGAIN && errno != EINTR) bytes = {};  // it reads no more: its own affair
    }
    if (polls[0].revents == 0) continue;
    const auto count = read(output.number(), buffer.data(), buffer.size());
    if (count == 0) return {};
    if (count < 0 && errno != EINTR) return std::strerror(errno);
    if (count > 0) result.append(buffer.data(), static_cast<std::size_t>(count));
    if (result.size() > limit) return "it wrote more than " + std::to_string(limit) + " bytes";
  }
}

}  // namespace

Result<std::string> run_program(const std::vector<std::string>& argv, std::string_view input, double timeout_seconds,
                                std::size_t output_limit) {
  const auto failed = [&](std::string_view why) { return fail("cannot run '" + argv[0] + "': " + std::string(why)); };
  const auto deadline = Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(timeout_seconds));
  Pipe to_program;
  Pipe from_program;
  if (!make_pipe(to_program) || !make_pipe(from_program)) return failed(std::strerror(errno));
  pid_t pid = 0;
  if (const int error = spawn(argv, to_program, from_program, pid)) return failed(std::strerror(error));
  Child child(pid);
  to_program.read.reset();
  from_program.write.reset();
  std::string result;
  const auto error = exchange(std::move(to_program.write), std::move(from_program.read), input, deadline, output_limit, result);
  if (!error.empty()) return failed(error);
  if (!child.ends_before(deadline)) return failed("it took too long");
  const int status = child.wait();
  if (status != 0) return failed(status < 0 ? "it was killed" : "it ended with status " + std::to_string(status));
  return result;
}

}  // namespace base
