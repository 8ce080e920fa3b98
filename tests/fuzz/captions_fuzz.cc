// Captions of any bytes: cues come out in order, none reaches into the next, and what is written is read again as it was.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/text.h"
#include "generator/media/captions.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  base::Diagnostics diagnostics;
  const auto cues = media::read_captions(bytes, "a.srt", diagnostics);
  for (std::size_t i = 0; i < cues.size(); ++i) {
    if (cues[i].text.empty() || cues[i].end <= cues[i].begin) std::abort();
    if (base::find_invalid_utf8(cues[i].text) != std::string_view::npos) std::abort();
    if (i > 0 && cues[i - 1].end > cues[i].begin) std::abort();
  }
  base::Diagnostics none;
  if (!cues.empty() && media::read_captions(media::to_webvtt(cues), "a.vtt", none).size() > cues.size()) std::abort();
  return 0;
}
