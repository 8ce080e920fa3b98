// Films, sounds and pictures in boxes (ISO/IEC 14496-12): the same without what they tell about place, device and people. Everything
// keeps its place and size, so that no offset changes: what goes becomes zeros and free space.
#pragma once

#include <string>
#include <string_view>

namespace media {

// MP4, QuickTime, M4A: user data, names of tracks, and whole tracks of other things than picture, sound, captions and time codes, for
// cameras write places and movements into them, moment by moment. HEIC, AVIF: EXIF, XMP and the film that a phone adds to a photo.
// What lies behind a damaged box is left as it is. Subtitle tracks stay, whatever they say.
std::string boxes_without_metadata(std::string_view bytes);

}  // namespace media
