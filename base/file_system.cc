#include "base/file_system.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <utility>
#include <vector>

#include "base/text.h"

namespace base {
namespace {

constexpr std::size_t kReadBlock = 4096;

tl::unexpected<Error> cannot(std::string_view verb, const std::string& path, int code) {
  const char* reason = strerrordesc_np(code);  // unlike strerror: never translated, safe on several threads
  return fail(fmt::format("cannot {} '{}': {}", verb, path, to_lower(reason ? reason : "unknown error")));
}

Result<void> checked(int outcome, std::string_view verb, const std::string& path) {
  if (outcome != 0) return cannot(verb, path, errno);
  return {};
}

class FileDescriptor {
 public:
  FileDescriptor(const std::string& path, int flags, unsigned mode = 0)
      : number_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {}
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  ~FileDescriptor() {
    if (number_ >= 0) ::close(number_);
  }
  bool open() const { return number_ >= 0; }
  int number() const { return number_; }
  // Like close(2): 0, or -1 and errno.
  int close() { return ::close(std::exchange(number_, -1)); }

 private:
  int number_;
};

FileKind kind_of(mode_t mode) {
  if (S_ISREG(mode)) return FileKind::file;
  if (S_ISDIR(mode)) return FileKind::directory;
  if (S_ISLNK(mode)) return FileKind::symlink;
  return FileKind::other;
}

// Not every file system fills d_type.
FileKind kind_of(const dirent& entry, int folder) {
  switch (entry.d_type) {
    case DT_REG: return FileKind::file;
    case DT_DIR: return FileKind::directory;
    case DT_LNK: return FileKind::symlink;
    case DT_UNKNOWN: break;
    default: return FileKind::other;
  }
  struct stat status {};
  if (::fstatat(folder, entry.d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) return FileKind::missing;
  return kind_of(status.st_mode);
}

bool is_dots(const char* name) { return std::strcmp(name, ".") == 0 || std::strcmp(name, "..") == 0; }

// The C functions would cut such a path short and reach another file.
bool has_nul(const std::string& path) { return path.find('\0') != std::string::npos; }

// Reads to the end, or until there are more than `limit` bytes. False and errno on failure.
bool read_all(int file, const struct stat& status, std::uint64_t limit, std::string& bytes) {
  const bool known = S_ISREG(status.st_mode) && status.st_size > 0;  // /proc says 0 and has more
  const auto size = static_cast<std::size_t>(status.st_size);
  bytes.resize(known ? size : kReadBlock);
  std::size_t done = 0;
  while (done <= limit) {
    const ssize_t count = ::read(file, bytes.data() + done, bytes.size() - done);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    done += static_cast<std::size_t>(count);
    if (count == 0 || (known && done == size)) break;
    if (done == bytes.size()) bytes.resize(2 * done);
  }
  bytes.resize(done);
  return true;
}

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(file, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

bool copy_by_reading(int from, int to) {
  std::vector<char> buffer(1 << 20);
  while (true) {
    const ssize_t count = ::read(from, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return count == 0;
    if (!write_all(to, {buffer.data(), static_cast<std::size_t>(count)})) return false;
  }
}

class RealFileSystem final : public FileSystem {
 public:
  Result<std::string> read(const std::string& path, std::uint64_t limit) override {
    if (has_nul(path)) return cannot("read", path, EINVAL);
    const FileDescriptor file(path, O_RDONLY);
    struct stat status {};
    if (!file.open() || ::fstat(file.number(), &status) != 0) return cannot("read", path, errno);
    if (S_ISDIR(status.st_mode)) return cannot("read", path, EISDIR);
    std::string bytes;
    const bool fits = !S_ISREG(status.st_mode) || static_cast<std::uint64_t>(status.st_size) <= limit;
    if (fits && !read_all(file.number(), status, limit, bytes)) return cannot("read", path, errno);
    if (!fits || bytes.size() > limit) return fail(fmt::format("'{}' is larger than {} bytes", path, limit));
    return bytes;
  }

  Result<void> read_pieces(const std::string& path, const std::function<void(std::string_view piece)>& take) override {
    if (has_nul(path)) return cannot("read", path, EINVAL);
    const FileDescriptor file(path, O_RDONLY);
    if (!file.open()) return cannot("read", path, errno);
    std::vector<char> buffer(1 << 20);
    while (true) {
      const ssize_t count = ::read(file.number(), buffer.data(), buffer.size());
      if (count == 0) return {};
      if (count > 0) take({buffer.data(), static_cast<std::size_t>(count)});
      if (count < 0 && errno != EINTR) return cannot("read", path, errno);
    }
  }

  Result<void> write(const std::string& path, std::string_view bytes, unsigned mode) override {
    if (has_nul(path)) return cannot("write", path, EINVAL);
    FileDescriptor file(path, O_WRONLY | O_CREAT | O_TRUNC, mode);
    if (!file.open() || !write_all(file.number(), bytes)) return cannot("write", path, errno);
    return checked(file.close(), "write", path);
  }

  Result<void> copy(const std::string& from, const std::string& to) override {
    if (has_nul(from) || has_nul(to)) return cannot("copy", from, EINVAL);
    const FileDescriptor source(from, O_RDONLY);
    if (!source.open()) return cannot("read", from, errno);
    FileDescriptor target(to, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (!target.open()) return cannot("write", to, errno);
    ssize_t copied = 0;
    do {
      copied = ::copy_file_range(source.number(), nullptr, target.number(), nullptr, std::size_t{1} << 30, 0);
    } while (copied > 0 || (copied < 0 && errno == EINTR));
    // Some file systems cannot copy by themselves, or not into each other; nothing has been written then.
    if (copied < 0 && (errno == EXDEV || errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP)) {
      if (!copy_by_reading(source.number(), target.number())) return cannot("write", to, errno);
    } else if (copied < 0) {
      return cannot("write", to, errno);
    }
    return checked(target.close(), "write", to);
  }

  Result<void> rename(const std::string& from, const std::string& to) override {
    if (::rename(from.c_str(), to.c_str()) == 0) return {};
    const int code = errno;
    return cannot(fmt::format("rename '{}' to", from), to, code);
  }

  Result<void> remove_file(const std::string& path) override {
    return checked(::unlink(path.c_str()), "remove", path);
  }

  Result<void> remove_empty_directory(const std::string& path) override {
    return checked(::rmdir(path.c_str()), "remove folder", path);
  }

  Result<void> remove_tree(const std::string& path) override {
    std::error_code error;
    std::filesystem::remove_all(path, error);
    if (error) return cannot("remove folder", path, error.value());
    return {};
  }

  Result<void> make_directories(const std::string& path) override {
    if (::mkdir(path.c_str(), 0777) == 0) return {};
    std::error_code error;
    std::filesystem::create_directories(path, error);
    if (error) return cannot("create folder", path, error.value());
    return {};
  }

  Result<std::vector<DirectoryEntry>> list(const std::string& path) override {
    const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir(path.c_str()), ::closedir);
    if (!folder) return cannot("list folder", path, errno);
    std::vector<DirectoryEntry> entries;
    errno = 0;
    while (const dirent* entry = ::readdir(folder.get())) {
      if (!is_dots(entry->d_name)) entries.push_back({entry->d_name, kind_of(*entry, ::dirfd(folder.get()))});
      errno = 0;
    }
    if (errno != 0) return cannot("list folder", path, errno);
    std::ranges::sort(entries, {}, &DirectoryEntry::name);
    return entries;
  }

  Result<FileStatus> status(const std::string& path) override {
    if (has_nul(path)) return FileStatus{};
    struct stat status {};
    if (::lstat(path.c_str(), &status) == 0) {
      return FileStatus{kind_of(status.st_mode), static_cast<std::uint64_t>(status.st_size)};
    }
    if (errno == ENOENT || errno == ENOTDIR) return FileStatus{};
    return cannot("look at", path, errno);
  }

  Result<std::string> canonical(const std::string& path) override {
    const std::unique_ptr<char, void (*)(void*)> real(::realpath(path.c_str(), nullptr), std::free);
    if (!real) return cannot("resolve", path, errno);
    return std::string(real.get());
  }

  Result<void> sync(const std::string& path) override {
    const FileDescriptor file(path, O_RDONLY);
    if (!file.open()) return cannot("sync", path, errno);
    return checked(::fsync(file.number()), "sync", path);
  }
};

}  // namespace

Result<Hash128> hash_file(FileSystem& files, const std::string& path) {
  Hasher hasher;
  if (auto read = files.read_pieces(path, [&](std::string_view piece) { hasher.add(piece); }); !read) return fail(read.error().message);
  return hasher.finish();
}

FileSystem& real_file_system() {
  static RealFileSystem file_system;
  return file_system;
}

}  // namespace base
