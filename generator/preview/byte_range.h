// The Range of a request: which of a file's bytes are asked for.
#pragma once

#include <cstdint>
#include <string_view>

namespace preview {

struct ByteRange {
  enum class Kind { whole, part, unsatisfiable };
  Kind kind = Kind::whole;
  // Of a part: 0 ≤ first ≤ last < the file's size. Else 0.
  std::uint64_t first = 0;
  std::uint64_t last = 0;  // inclusive
};

// RFC 9110, 14.1.2: "bytes=0-99", "bytes=100-", "bytes=-100" for a file of `size` bytes. What is no such range, or several, is
// ignored: the whole file.
ByteRange parse_range(std::string_view header, std::uint64_t size);

}  // namespace preview
