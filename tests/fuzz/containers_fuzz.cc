// Lines drawn from a few that open, close and hold containers: nesting that random text never reaches. Each input byte is a
// line and its indentation. Invariant: as for markdown_fuzz.
#include <array>
#include <cstdint>
#include <string>

#include "tests/fuzz/page_check.h"

namespace {

constexpr std::array<std::string_view, 32> kLines = {
    ":::details", ":::example title=\"a b\"", ":::table caption=c rowheaders=yes", ":::facts", ":::quote by=\"d\"", ":::cta",
    ":::quiz id=e pass=1", ":::question id=f", ":::right", ":::wrong", ":::", "::::", ":::unknown key", ":::details summary=\"g",
    "", "", "teks h", "- i", "- **1** j", "- [x] k", "1. l", "> m", "> [!NOTE]", "```", "| n |", "|---|", "## o {#p}",
    "[^1]: q", "r[^1] [s](t.md) $u$", "![v](w.mp4)", "<div>", "    x"};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string body;
  for (std::size_t i = 0; i < size && i < 200; ++i) {
    body.append(std::size_t{data[i]} / kLines.size() % 8, ' ');
    body.append(kLines[data[i] % kLines.size()]).append("\n");
  }
  fuzz::check_page(body);
  return 0;
}
