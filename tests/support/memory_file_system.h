// A file system in memory for tests: it remembers reads and writes, and fails when told to.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"

namespace support {

// Messages are those of the real file system. Paths "a", "./a" and "a/" are the same; "" and "." are the start, which always
// exists, as does "/". Symbolic links are followed by `read` and `canonical` (a link as the last part of the path only).
// Synchronised: may be used from several threads at once.
class MemoryFileSystem final : public base::FileSystem {
 public:
  // For the test: creates a file and the folders above it; not remembered as a write.
  void add(std::string_view path, std::string_view bytes);
  void add_link(std::string_view path, std::string_view target);

  // For the test: the bytes of a file, or "(missing)"; whether anything stands there; the mode given to `write`.
  std::string content(std::string_view path) const;
  bool exists(std::string_view path) const;
  unsigned mode(std::string_view path) const;
  // Paths of all files, sorted.
  std::vector<std::string> files() const;

  // Paths in the order in which `read` and `write` were called, failed ones included.
  std::vector<std::string> reads() const;
  std::vector<std::string> writes() const;
  // Every change in order: "write a", "rename a b", "remove a", "mkdir a".
  std::vector<std::string> changes() const;
  // Empties these three lists.
  void forget();

  // The nth `write` from now (1: the next) fails: "cannot write 'x': no space left on device". It writes half the bytes first.
  void fail_write(int nth, std::string reason = "no space left on device");
  // As if the program was killed: `allowed` changes are done, each later one fails and changes nothing.
  void stop_after_changes(int allowed, std::string reason = "input/output error");
  // Each `read` of this path fails.
  void fail_read(std::string_view path, std::string reason = "permission denied");
  // Takes the three back.
  void heal();

  base::Result<std::string> read(const std::string& path, std::uint64_t limit = UINT64_MAX) override;
  base::Result<void> read_pieces(const std::string& path, const std::function<void(std::string_view piece)>& take) override;
  base::Result<void> write(const std::string& path, std::string_view bytes, unsigned mode = 0644) override;
  base::Result<void> copy(const std::string& from, const std::string& to) override;
  base::Result<void> rename(const std::string& from, const std::string& to) override;
  base::Result<void> remove_file(const std::string& path) override;
  base::Result<void> remove_empty_directory(const std::string& path) override;
  base::Result<void> remove_tree(const std::string& path) override;
  base::Result<void> make_directories(const std::string& path) override;
  base::Result<std::vector<base::DirectoryEntry>> list(const std::string& path) override;
  base::Result<base::FileStatus> status(const std::string& path) override;
  base::Result<std::string> canonical(const std::string& path) override;
  base::Result<void> sync(const std::string& path) override;

 private:
  struct Node {
    base::FileKind kind = base::FileKind::file;
    std::string bytes;  // a link's target
    unsigned mode = 0644;
  };
  using Nodes = std::map<std::string, Node>;

  // All expect mutex_ to be held and paths to be normalised.
  const Node* find(const std::string& path) const;
  bool is_folder(const std::string& path) const;
  bool has_children(const std::string& path) const;
  std::string resolved(std::string path) const;
  void add_folders(std::string_view path);
  std::string change_refused(std::string change);
  // Why a file or folder cannot be put there; empty when it can.
  std::string parent_problem(const std::string& path) const;
  void move_nodes(const std::string& from, const std::string& to);

  mutable std::mutex mutex_;
  // guarded by mutex_:
  Nodes nodes_;
  std::vector<std::string> reads_, writes_, changes_;
  std::map<std::string, std::string> failing_reads_;
  int writes_until_failure_ = 0;  // 0: none fails
  std::string write_failure_;
  int changes_allowed_ = -1;  // -1: all
  std::string change_failure_;
};

}  // namespace support
