// What an author writes about a picture, sound or video in NAME.yaml beside it ("foto.jpg.yaml").
#pragma once

#include <string>
#include <string_view>

#include "base/diagnostics.h"

namespace content {

struct MediaFile {
  double focus_x = 0.5;  // where the subject is, in parts of the width and height
  double focus_y = 0.5;
};

// Reads the text of such a file; `file` is its path for messages. Reports check "key".
MediaFile read_media_file(std::string_view text, const std::string& file, base::Diagnostics& diagnostics);

}  // namespace content
