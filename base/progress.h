// Telling whoever waits how far a pass is. Libraries call it, only the app prints.
#pragma once

#include <cstddef>
#include <string_view>

namespace base {

class Progress {
 public:
  virtual ~Progress() = default;
  // A pass begins; `total` things will be done (0: unknown).
  virtual void start(std::string_view what, std::size_t total) = 0;
  // `done` of them are done. May be called from several threads.
  virtual void advance(std::size_t done) = 0;
};

}  // namespace base
