// How far the making of a site's media is, in words: the file at work and all of them, each with the time that is left.
#pragma once

#include <cstddef>
#include <mutex>
#include <string>
#include <vector>

#include "generator/media/media.h"

namespace app {

// What an item costs to make: seconds × pixels of a video. Above 0.
double work_of(const media::Item& item);

// Thread-safe.
class MediaProgress {
 public:
  struct Job {
    std::string name;  // "pages/ikat.mp4"
    double work = 1;   // above 0
  };

  // In the order in which they are made.
  explicit MediaProgress(std::vector<Job> jobs);

  // Now `part` (0 to 1) of a job is done, `seconds` after the run began. What was done when a job is named for the first time was no work of
  // this run. Returns the line to show: "pages/ikat.mp4 (2 of 5): 40 %, 12 s left; all 35 %, 48 s left".
  std::string note(std::size_t job, double part, double seconds);

 private:
  struct State {
    Job job;
    bool begun = false;
    double begin = 0;       // seconds
    double begin_part = 0;
    double part = 0;
  };

  std::mutex mutex_;
  std::vector<State> states_;
  double total_ = 0;  // work
  double done_ = 0;   // of it, ever
  double made_ = 0;   // of it, by this run
};

}  // namespace app
