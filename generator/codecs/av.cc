#include "generator/codecs/av.h"

#include <fmt/format.h>

#include <array>

namespace codecs {

std::string av_message(int error) {
  std::array<char, AV_ERROR_MAX_STRING_SIZE> text{};
  av_strerror(error, text.data(), text.size());
  if (text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] + 32);
  return text.data();
}

base::Result<void> av_check(int status, const char* doing) {
  if (status >= 0) return {};
  return base::fail(fmt::format("cannot {}: {}", doing, av_message(status)));
}

}  // namespace codecs
