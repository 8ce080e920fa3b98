// Pictures, sounds and videos of any bytes: what a probe finds lies within the limits, or it says in a sentence what is wrong.
#include <sys/mman.h>
#include <unistd.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "generator/codecs/codecs.h"
#include "generator/codecs/limits.h"

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

// A file without a place on the disk.
class MemoryFile {
 public:
  MemoryFile(const std::uint8_t* data, std::size_t size) : descriptor_(::memfd_create("probe", MFD_CLOEXEC)) {
    require(::write(descriptor_, data, size) == static_cast<ssize_t>(size));
  }
  ~MemoryFile() { ::close(descriptor_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_;
};

bool is_cured(const std::string& message) { return message.find(" (") != std::string::npos && message.ends_with(')'); }

void check(const media::PictureInfo& info) {
  require(info.width > 0 && info.height > 0 && info.frames > 0);
  require(std::int64_t{info.width} * info.height * info.frames <= media::kMostPixels);
  require(info.colour <= 0xFFFFFF);
}

void check(const media::VideoInfo& info) {
  require(std::isfinite(info.seconds) && info.seconds > 0 && info.seconds <= codecs::kLongestHours * 3600);
  require(info.has_picture() || info.sound);
  if (!info.has_picture()) return;
  require(info.height > 0 && info.bits_per_second >= 0 && info.width <= codecs::kLongestSide && info.height <= codecs::kLongestSide);
  require(std::int64_t{info.width} * info.height <= codecs::kMostVideoPixels);
  require(info.rate.numerator > 0 && info.rate.denominator > 0);
}

template <typename Info>
void check(const base::Result<Info>& found) {
  if (!found) return require(is_cured(found.error().message));
  check(*found);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const MemoryFile file(data, size);
  check(codecs::instance().probe_picture(file.path()));
  check(codecs::instance().probe_video(file.path()));
  return 0;
}
