// Compression as every browser and host understands it.
#pragma once

#include <string>
#include <string_view>

namespace base {

// One gzip member (RFC 1952); the same bytes give the same bytes. `level` is 1 (fast) to 12 (small).
std::string gzip(std::string_view bytes, int level);

}  // namespace base
