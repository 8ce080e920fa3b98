#include "generator/preview/watch.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <map>
#include <set>
#include <utility>

#include "base/file_system.h"
#include "base/text.h"

namespace preview {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint32_t kEvents = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO;
constexpr std::uint32_t kWatch = kEvents | IN_ONLYDIR | IN_DONT_FOLLOW | IN_EXCL_UNLINK;
constexpr std::size_t kBufferBytes = 64 * 1024;

// Gone, changed into something else, or not ours to read: no reason to stop watching the others.
bool is_harmless(int code) { return code == ENOENT || code == ENOTDIR || code == EACCES; }

std::string absolute(const std::string& path) {
  std::error_code error;
  const auto resolved = std::filesystem::weakly_canonical(path, error);  // it need not exist
  return error ? path : resolved.string();
}

bool is_below(std::string_view path, std::string_view folder) {
  return path == folder || (path.starts_with(folder) && path.substr(folder.size()).starts_with('/'));
}

// A file just created, unlike a link, is followed by IN_CLOSE_WRITE when it is complete.
bool is_being_written(const std::string& path) {
  std::error_code error;
  const auto status = std::filesystem::symlink_status(path, error);
  return !error && std::filesystem::is_regular_file(status) && std::filesystem::hard_link_count(path, error) < 2;
}

}  // namespace

bool is_passed_over(std::string_view name) {
  const bool swap = name.ends_with(".swp") || name.ends_with(".swo") || name.ends_with(".swx");
  return name.starts_with('.') || name.starts_with('#') || name.ends_with('~') || swap || name == "4913";
}

base::Error watch_error(const std::string& path, int code) {
  const char* reason = strerrordesc_np(code);
  std::string message = fmt::format("cannot watch '{}': {}", path, base::to_lower(reason ? reason : "unknown error"));
  if (code == ENOSPC) message += " (raise fs.inotify.max_user_watches)";
  if (code == EMFILE) message += " (raise fs.inotify.max_user_instances)";
  return {std::move(message)};
}

class Watcher::Inotify {
 public:
  explicit Inotify(WatchOptions options) : options_(std::move(options)) {
    for (const auto& path : options_.ignored) ignored_.push_back(absolute(path));
  }
  Inotify(const Inotify&) = delete;
  Inotify& operator=(const Inotify&) = delete;
  ~Inotify() {
    if (queue_ >= 0) ::close(queue_);
    if (stop_ >= 0) ::close(stop_);
  }

  base::Result<void> start() {
    queue_ = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (queue_ < 0) return tl::unexpected(watch_error(options_.folders.empty() ? "" : options_.folders.front(), errno));
    stop_ = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (stop_ < 0) return tl::unexpected(watch_error("stop", errno));
    for (std::string folder : options_.folders) {
      while (folder.size() > 1 && folder.ends_with('/')) folder.pop_back();
      roots_.push_back({folder, absolute(folder)});
    }
    return watch_roots();
  }

  base::Result<std::vector<std::string>> wait() {
    std::set<std::string> changed;
    Clock::time_point last, end;
    for (;;) {
      const bool ready = poll(changed.empty() ? -1 : milliseconds_until(std::min(last + options_.quiet, end)));
      if (stopped_) return std::vector<std::string>();
      if (!ready) break;
      const bool first = changed.empty();
      const auto any = read_events(changed);
      if (!any) return tl::unexpected(any.error());
      if (!*any) continue;
      last = Clock::now();
      if (first) end = last + options_.longest;
      if (last >= end) break;
    }
    return std::vector<std::string>(changed.begin(), changed.end());
  }

  void stop() const {
    const std::uint64_t one = 1;
    // It can only fail when the counter is full, that is when it has long been stopped.
    [[maybe_unused]] const ssize_t written = ::write(stop_, &one, sizeof one);
  }

 private:
  struct Root {
    std::string given;
    std::string real;
  };
  struct Folder {
    std::string path;  // begins as given
    std::size_t root = 0;
  };

  static int milliseconds_until(Clock::time_point time) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(time - Clock::now()).count();
    return static_cast<int>(std::max<std::int64_t>(left, 0));
  }

  // False when the time is over. Sets stopped_.
  bool poll(int milliseconds) {
    std::array<pollfd, 2> descriptors = {{{queue_, POLLIN, 0}, {stop_, POLLIN, 0}}};
    const int count = ::poll(descriptors.data(), descriptors.size(), milliseconds);
    stopped_ = stopped_ || (count > 0 && descriptors[1].revents != 0);
    return count != 0;  // an interrupting signal is no end: there is just nothing to read
  }

  base::Result<void> watch_roots() {
    for (std::size_t i = 0; i < roots_.size(); ++i) {
      if (const int code = watch({roots_[i].given, i})) return tl::unexpected(watch_error(roots_[i].given, code));
      if (auto done = watch_children({roots_[i].given, i}); !done) return done;
    }
    return {};
  }

  // 0 or errno.
  int watch(const Folder& folder) {
    const int id = ::inotify_add_watch(queue_, folder.path.c_str(), kWatch);
    if (id < 0) return errno;
    folders_[id] = folder;
    return 0;
  }

  base::Result<void> watch_tree(const Folder& folder) {
    const int code = watch(folder);
    if (code != 0 && is_harmless(code)) return {};
    if (code != 0) return tl::unexpected(watch_error(folder.path, code));
    return watch_children(folder);
  }

  base::Result<void> watch_children(const Folder& folder) {
    const auto entries = base::real_file_system().list(folder.path);
    if (!entries) return {};  // it has gone again
    for (const auto& entry : *entries) {
      if (entry.kind != base::FileKind::directory || is_ignored(folder, entry.name, true)) continue;
      if (auto done = watch_tree({folder.path + "/" + entry.name, folder.root}); !done) return done;
    }
    return {};
  }

  bool is_ignored(const Folder& folder, const std::string& name, bool is_folder) const {
    if (is_passed_over(name)) return true;
    const Root& root = roots_[folder.root];
    const bool top = folder.path == root.given;
    if (top && is_folder && !options_.only.empty() && std::ranges::count(options_.only, name) == 0) return true;
    const std::string real = root.real + folder.path.substr(root.given.size()) + "/" + name;
    return std::ranges::any_of(ignored_, [&](const auto& path) { return is_below(real, path) || real.starts_with(path + "."); });
  }

  // Adds what changed; true when that was anything at all, even a path already known.
  base::Result<bool> read_events(std::set<std::string>& changed) {
    alignas(inotify_event) std::array<char, kBufferBytes> buffer;
    bool any = false;
    for (;;) {
      const ssize_t count = ::read(queue_, buffer.data(), buffer.size());
      if (count <= 0) return any;  // EAGAIN: all read
      for (std::size_t at = 0; at < static_cast<std::size_t>(count);) {
        const auto* event = reinterpret_cast<const inotify_event*>(buffer.data() + at);
        at += sizeof(inotify_event) + event->len;
        const auto path = changed_path(*event);
        if (!path) return tl::unexpected(path.error());
        if (!path->empty()) changed.insert(*path);
        any = any || !path->empty();
      }
    }
  }

  // Empty when it does not count.
  base::Result<std::string> changed_path(const inotify_event& event) {
    if (event.mask & IN_Q_OVERFLOW) {  // events were lost: folders may have appeared
      if (auto done = watch_roots(); !done) return tl::unexpected(done.error());
      return roots_.front().given;
    }
    if (event.mask & IN_IGNORED) folders_.erase(event.wd);
    const auto found = folders_.find(event.wd);
    if (found == folders_.end() || event.len == 0) return std::string();
    const Folder folder = found->second;  // a copy: watching more moves the map's entries
    const std::string name = event.name;
    const bool is_folder = (event.mask & IN_ISDIR) != 0;
    if (is_ignored(folder, name, is_folder)) return std::string();
    const std::string path = folder.path + "/" + name;
    if (!is_folder && (event.mask & IN_CREATE) && is_being_written(path)) return std::string();
    if (is_folder && (event.mask & IN_MOVED_FROM)) forget(path);
    if (is_folder && (event.mask & (IN_CREATE | IN_MOVED_TO))) {
      if (auto done = watch_tree({path, folder.root}); !done) return tl::unexpected(done.error());
    }
    return path;
  }

  // A folder that moved keeps its watches, under a name that is no longer true.
  void forget(const std::string& path) {
    for (const auto& [id, folder] : folders_) {
      if (is_below(folder.path, path)) ::inotify_rm_watch(queue_, id);
    }
    std::erase_if(folders_, [&](const auto& item) { return is_below(item.second.path, path); });
  }

  const WatchOptions options_;
  std::vector<std::string> ignored_;  // absolute
  std::vector<Root> roots_;
  int queue_ = -1;
  int stop_ = -1;
  bool stopped_ = false;
  std::map<int, Folder> folders_;  // by inotify's watch descriptor
};

base::Result<std::unique_ptr<Watcher>> Watcher::start(WatchOptions options) {
  auto inotify = std::make_unique<Inotify>(std::move(options));
  if (auto started = inotify->start(); !started) return tl::unexpected(started.error());
  return std::unique_ptr<Watcher>(new Watcher(std::move(inotify)));  // private, so not make_unique
}

Watcher::Watcher(std::unique_ptr<Inotify> inotify) : inotify_(std::move(inotify)) {}
Watcher::~Watcher() = default;
base::Result<std::vector<std::string>> Watcher::wait() { return inotify_->wait(); }
void Watcher::stop() { inotify_->stop(); }

}  // namespace preview
