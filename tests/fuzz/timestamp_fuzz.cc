// Any text as a timestamp. Invariant: the text of a moment that is read is that moment's, and stays as it is.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "endpoint/xapi/formats.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto moment = xapi::timestamp_of({reinterpret_cast<const char*>(data), size});
  if (!moment) return 0;
  const std::string text = xapi::timestamp_text(*moment);
  require(text.size() == 27 && xapi::timestamp_of(text) == moment);
  require(xapi::timestamp_text(*xapi::timestamp_of(text)) == text);
  return 0;
}
