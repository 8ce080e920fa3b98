// What kind of address an author wrote behind a link or picture.
#pragma once

#include <string>
#include <string_view>

namespace markup {

// "https" of "https://…"; empty when the address has no scheme.
std::string_view scheme_of(std::string_view address);

// Appends an address for an href attribute: what URLs cannot hold is percent-encoded, & and ' are escaped.
void append_address(std::string& out, std::string_view address);

enum class MediaKind { picture, video, sound };
// By the file name's ending.
MediaKind media_kind(std::string_view address);

}  // namespace markup
