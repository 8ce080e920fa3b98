// Photos that are offered as they are: the same picture without what it tells about place, device and people.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace media {

// JPEG, PNG and WebP without EXIF, XMP, IPTC, comments and times; a JPEG keeps its orientation. No pixel changes. Nothing for other
// files, and for those that are damaged.
std::optional<std::string> without_metadata(std::string_view bytes);

}  // namespace media
