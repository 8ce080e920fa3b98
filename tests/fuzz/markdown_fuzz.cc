// Any text as a page. Invariant: the HTML is well-formed, references ascend, nothing crashes.
#include <cstdint>

#include "tests/fuzz/page_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::check_page({reinterpret_cast<const char*>(data), size});
  return 0;
}
