// Bytes of unknown encoding → UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace base {

// By the byte order mark: UTF-8, UTF-16. Without one: UTF-8 where it is valid, else Windows-1252, as old programs write it. What an
// encoding does not define becomes U+FFFD. No mark is kept.
std::string decoded_text(std::string_view bytes);

}  // namespace base
