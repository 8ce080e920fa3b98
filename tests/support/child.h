// A process that a test has started: whether it still runs, and how it ended.
#pragma once

#include <sys/types.h>

#include <functional>

namespace test {

struct ChildEnd {
  int status = -1;  // 128 and the signal's number for one that was killed
  long peak_kilobytes = 0;
};

// False also for one that was waited for.
bool runs(pid_t child);
// Looks again and again until something is so: false when the child ends before, or after a minute.
bool runs_until(pid_t child, const std::function<bool()>& so);
// Waits for its end.
ChildEnd end_of(pid_t child);

}  // namespace test
