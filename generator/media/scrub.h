// Photos and films that are offered as they are: the same picture without what it tells about place, device and people.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace media {

// JPEG, PNG and WebP without EXIF, XMP, IPTC, comments, times, and the films and pictures that phones put behind a JPEG's end; a JPEG keeps
// its orientation, all their colour profile. MP4, QuickTime, M4A, HEIC and AVIF: see scrub_boxes.h. No pixel and no sample of sound changes.
// Nothing for other files, and for those that are damaged.
std::optional<std::string> without_metadata(std::string_view bytes);

}  // namespace media
