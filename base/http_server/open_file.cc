#include "base/http_server/open_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "base/text.h"

namespace http_server {
namespace {

tl::unexpected<base::Error> cannot_read(const std::string& path, int code) {
  const char* reason = strerrordesc_np(code);
  return base::fail(fmt::format("cannot read '{}': {}", path, base::to_lower(reason ? reason : "unknown error")));
}

}  // namespace

base::Result<OpenFile> OpenFile::open(const std::string& path) {
  // O_NONBLOCK: a named pipe must not hold up the server.
  OpenFile file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK), path);
  struct stat status {};
  if (file.descriptor_ < 0 || ::fstat(file.descriptor_, &status) != 0) return cannot_read(path, errno);
  if (!S_ISREG(status.st_mode)) return cannot_read(path, S_ISDIR(status.st_mode) ? EISDIR : EINVAL);
  file.size_ = static_cast<std::uint64_t>(status.st_size);
  const auto time = static_cast<std::uint64_t>(status.st_mtim.tv_sec) * 1'000'000'000 +
                    static_cast<std::uint64_t>(status.st_mtim.tv_nsec);
  file.etag_ = fmt::format("\"{:x}-{:x}-{:x}\"", status.st_ino, file.size_, time);
  return file;
}

OpenFile::OpenFile(OpenFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      path_(std::move(other.path_)),
      size_(other.size_),
      etag_(std::move(other.etag_)) {}

OpenFile& OpenFile::operator=(OpenFile&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(path_, other.path_);
  std::swap(size_, other.size_);
  std::swap(etag_, other.etag_);
  return *this;
}

OpenFile::~OpenFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

base::Result<std::size_t> OpenFile::read_at(std::uint64_t offset, std::span<char> bytes) const {
  for (;;) {
    const ssize_t count = ::pread(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno != EINTR) return cannot_read(path_, errno);
  }
}

base::Result<std::string> OpenFile::read_all() const {
  std::string bytes(size_, '\0');
  std::size_t done = 0;
  while (done < bytes.size()) {
    const auto count = read_at(done, std::span(bytes).subspan(done));
    if (!count) return tl::unexpected(count.error());
    if (*count == 0) return base::fail(fmt::format("cannot read '{}': it became shorter", path_));
    done += *count;
  }
  return bytes;
}

}  // namespace http_server
