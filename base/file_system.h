// The seam between Sanggar and the disk: one interface, the real file system, and in tests/support one in memory.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/result.h"

namespace base {

enum class FileKind { missing, file, directory, symlink, other };

struct FileStatus {
  FileKind kind = FileKind::missing;
  std::uint64_t size = 0;
};

struct DirectoryEntry {
  std::string name;
  FileKind kind = FileKind::missing;  // of the entry itself: links are not followed
};

// All paths are as the operating system takes them. Every function may be called from several threads at once.
class FileSystem {
 public:
  virtual ~FileSystem() = default;

  // Follows symbolic links. `limit` in bytes: a larger file is an error "'x' is larger than N bytes".
  virtual Result<std::string> read(const std::string& path, std::uint64_t limit = UINT64_MAX) = 0;
  // Hands the file's bytes to `take`, a piece at a time.
  virtual Result<void> read_pieces(const std::string& path, const std::function<void(std::string_view piece)>& take) = 0;
  // Creates or replaces the file; mode as for open(2). The folder must exist.
  virtual Result<void> write(const std::string& path, std::string_view bytes, unsigned mode = 0644) = 0;
  // Creates or replaces `to` with the bytes of `from`, however large.
  virtual Result<void> copy(const std::string& from, const std::string& to) = 0;
  // Atomic; replaces an existing file.
  virtual Result<void> rename(const std::string& from, const std::string& to) = 0;
  virtual Result<void> remove_file(const std::string& path) = 0;
  virtual Result<void> remove_empty_directory(const std::string& path) = 0;
  // Removes a folder with all it holds, never following links. Missing is no error.
  virtual Result<void> remove_tree(const std::string& path) = 0;
  // Creates the folder and its parents; existing ones are no error.
  virtual Result<void> make_directories(const std::string& path) = 0;
  // Entries sorted by name (bytes).
  virtual Result<std::vector<DirectoryEntry>> list(const std::string& path) = 0;
  // Does not follow links; a missing path is FileKind::missing, not an error.
  virtual Result<FileStatus> status(const std::string& path) = 0;
  // The real path with all links resolved.
  virtual Result<std::string> canonical(const std::string& path) = 0;
  // Flushes a file or folder to disk.
  virtual Result<void> sync(const std::string& path) = 0;
};

// hash128 of a file's bytes, however large it is.
Result<Hash128> hash_file(FileSystem& files, const std::string& path);

// Stateless; lives for the whole program.
FileSystem& real_file_system();

}  // namespace base
