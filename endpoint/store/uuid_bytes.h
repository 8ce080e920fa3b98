// UUIDs as stores keep them.
#pragma once

#include <string>
#include <string_view>

namespace store {

// "0192f0c1-0000-7000-8000-000000000001" ↔ 16 bytes. Hyphens may be left out: a fingerprint is read the same way.
std::string uuid_bytes(std::string_view uuid);
std::string uuid_text(std::string_view bytes);

}  // namespace store
