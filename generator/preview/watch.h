// Tells when files of the author change: inotify over folders and all below them, gathered until the author pauses.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace preview {

struct WatchOptions {
  std::vector<std::string> folders;  // existing ones
  // Names that count at the top of each of `folders`; empty: all. Files at the top always count.
  std::vector<std::string> only = {};
  // Files and folders that are not watched; what lies beside them and begins with their name and a dot is not either, such as
  // "site.staging" for "site".
  std::vector<std::string> ignored = {};
  std::chrono::milliseconds quiet{80};    // a change is reported when nothing happened for so long
  std::chrono::milliseconds longest{500};  // but no later than this after the first
};

// True for names no author means: dotfiles, and what editors leave for a moment ("a.md~", "a.swp", "4913", "#a.md#").
bool is_passed_over(std::string_view name);

// The error of inotify_add_watch or inotify_init1: "cannot watch 'x': no space left on device (raise
// fs.inotify.max_user_watches)".
base::Error watch_error(const std::string& path, int code);

// Symbolic links are not followed. Folders that appear are watched too. `stop` may be called from any thread, the rest from one.
class Watcher {
 public:
  // Errors: a folder cannot be read, or inotify's limits are reached.
  static base::Result<std::unique_ptr<Watcher>> start(WatchOptions options);
  ~Watcher();
  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;

  // Waits for changes. What happened since start() or the last return is never lost. Returns the changed paths, sorted, each
  // beginning as its entry of `folders`; empty after stop(). A new folder is itself a path, what it held when it came is not.
  base::Result<std::vector<std::string>> wait();

  // Makes this and every later wait() return at once.
  void stop();

 private:
  class Inotify;
  explicit Watcher(std::unique_ptr<Inotify> inotify);
  std::unique_ptr<Inotify> inotify_;
};

}  // namespace preview
