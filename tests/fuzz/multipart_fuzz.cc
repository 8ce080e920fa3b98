// Bodies of any bytes, their boundary on the first line as a Content-Type. Invariant: parts that are read are the same after they have
// been written and read again, and a boundary that is named can be named again.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "endpoint/xapi/multipart.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

bool are_equal(const xapi::Part& one, const xapi::Part& other) {
  return one.content_type == other.content_type && one.hash == other.hash && one.encoding == other.encoding && one.body == other.body;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t line = std::min(input.find('\n'), input.size());
  const auto boundary = xapi::boundary_of(input.substr(0, line));
  if (!boundary) return 0;
  require(xapi::boundary_of("multipart/mixed; boundary=\"" + *boundary + "\"") == boundary);
  const auto parts = xapi::parse_multipart(input.substr(std::min(line + 1, input.size())), *boundary);
  if (!parts) return 0;
  const auto again = xapi::parse_multipart(xapi::multipart_text(*parts, *boundary), *boundary);
  require(again && std::equal(parts->begin(), parts->end(), again->begin(), again->end(), are_equal));
  return 0;
}
