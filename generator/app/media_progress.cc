#include "generator/app/media_progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace app {
namespace {

// Measured on one thread: a video costs 4 s for a million pixels and second, a picture 0.2 s for a million pixels, a sound 0.02 s a second.
constexpr double kPictureSeconds = 0.05;
constexpr double kSoundPixels = 5'000;

// "40 %, 12 s left" of work that took `seconds` for `made` of it; without a promise when nothing was made yet, or nothing is left.
std::string how_far(double part, double left, double made, double seconds) {
  constexpr double kRounding = 1e-6;  // of sums of parts
  std::string percent = fmt::format("{:.0f} %", std::floor(part * 100 + kRounding));
  if (made <= kRounding * left || part >= 1 - kRounding) return percent;
  return fmt::format("{}, {:.0f} s left", percent, seconds * left / made);
}

}  // namespace

double work_of(const media::Item& item) {
  const auto pixels = [](const auto& info) { return static_cast<double>(info.width) * info.height; };
  const double work = item.video.seconds > 0 ? item.video.seconds * std::max(pixels(item.video), kSoundPixels) : pixels(item.picture) * kPictureSeconds;
  return std::max(work, 1.0);
}

MediaProgress::MediaProgress(std::vector<Job> jobs) {
  for (auto& job : jobs) {
    total_ += job.work;
    states_.emplace_back().job = std::move(job);
  }
}

std::string MediaProgress::note(std::size_t job, double part, double seconds) {
  const std::lock_guard lock(mutex_);
  State& state = states_[job];
  const double work = state.job.work;
  if (!state.begun) {
    state.begun = true;
    state.begin = seconds;
    state.begin_part = state.part = part;
    done_ += work * part;
  }
  // Threads may tell it in another order than it was done.
  const double step = std::max(0.0, part - state.part);
  state.part += step;
  done_ += work * step;
  made_ += work * step;
  return fmt::format("{} ({} of {}): {}; all {}", state.job.name, job + 1, states_.size(),
                     how_far(state.part, 1 - state.part, state.part - state.begin_part, seconds - state.begin),
                     how_far(done_ / total_, total_ - done_, made_, seconds));
}

}  // namespace app
