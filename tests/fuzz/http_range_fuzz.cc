// Ranges of any bytes, of files of any size: a part that is given lies within the file and is not empty; nothing else names a byte.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include "generator/preview/byte_range.h"

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

// The first eight bytes are the file's size, the rest is the header.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::uint64_t file_size = 0;
  if (size < sizeof file_size) return 0;
  std::memcpy(&file_size, data, sizeof file_size);
  const std::string_view header(reinterpret_cast<const char*>(data) + sizeof file_size, size - sizeof file_size);
  for (const std::uint64_t bytes : {file_size, file_size % 1000, std::uint64_t{0}}) {
    const auto range = preview::parse_range(header, bytes);
    if (range.kind == preview::ByteRange::Kind::part) {
      require(range.first <= range.last && range.last < bytes);
    } else {
      require(range.first == 0 && range.last == 0);
    }
  }
  return 0;
}
