// A file held open while it is sent: what was measured is what goes out, even when the name gets a new file meanwhile.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "base/result.h"

namespace http_server {

// Owns a descriptor; movable. Const functions may be called from several threads.
class OpenFile {
 public:
  // Opens a regular file; a symbolic link as the last part of the path is refused, so pass a canonical path.
  // Error: "cannot read 'site/a.mp4': permission denied".
  static base::Result<OpenFile> open(const std::string& path);

  OpenFile(OpenFile&& other) noexcept;
  OpenFile& operator=(OpenFile&& other) noexcept;
  ~OpenFile();

  // Bytes, when it was opened.
  std::uint64_t size() const { return size_; }
  // A strong validator with its quotes (RFC 9110, 8.8.3), from inode, size and time: "\"1f-2c0-17e3a9c4\"".
  const std::string& etag() const { return etag_; }

  // Fills `bytes` from `offset` on; the number of bytes read, 0 at the end.
  base::Result<std::size_t> read_at(std::uint64_t offset, std::span<char> bytes) const;
  // The whole file. Error when it has become shorter.
  base::Result<std::string> read_all() const;

 private:
  OpenFile(int descriptor, std::string path) : descriptor_(descriptor), path_(std::move(path)) {}

  int descriptor_ = -1;
  std::string path_;
  std::uint64_t size_ = 0;
  std::string etag_;
};

}  // namespace http_server
