// The program as users run it: a process with an end, an output, and what it costs.
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "tests/generator/app/site_folder.h"

namespace test {

inline const std::string kProgram = SANGGAR_PROGRAM;

struct Ended {
  int status = -1;         // 128 and the signal's number for one that was killed
  std::string output;      // both streams
  double seconds = 0;
  long peak_kilobytes = 0;
};

// A command that the shell runs meanwhile. What still runs when a test ends is killed.
class Process {
 public:
  explicit Process(const std::string& command);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  // Looks again and again until something is so: false when the process ends before, or after a minute.
  bool runs_until(const std::function<bool()>& so) const;
  void send(int signal) const;
  Ended wait();

 private:
  SiteFolder folder_;
  int process_ = -1;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

// Runs a command with the shell and waits for it.
Ended run(const std::string& command);

// The same on a terminal, where the program shows its progress: each line begins with '\r'.
std::string on_terminal(const std::string& command);

}  // namespace test
