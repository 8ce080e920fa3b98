// Drawings of any bytes: what comes out is a drawing without script, links to the outside or pictures, and cleaning it again changes nothing.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/text.h"
#include "generator/media/svg.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto clean = media::clean_svg({reinterpret_cast<const char*>(data), size});
  if (!clean) return 0;
  const std::string lower = base::to_lower(clean->bytes);
  for (const auto* harm : {"<script", "<foreignobject", "<image", "<animate", "<!entity", "<!doctype", "<?"}) {
    if (lower.find(harm) != std::string::npos) std::abort();
  }
  const auto again = media::clean_svg(clean->bytes);
  if (!again || again->bytes != clean->bytes || !again->removed.empty()) std::abort();
  return 0;
}
