// What an author writes about a picture, sound or video in NAME.yaml beside it ("foto.jpg.yaml").
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "generator/content/keys.h"

namespace content {

// A value, and where it stands in its file; line 0: it is not written.
struct WrittenMoment {
  double seconds = 0;
  int line = 0;
  int column = 0;
};
struct WrittenText {
  std::string text;
  int line = 0;
  int column = 0;
};

struct MediaFile {
  double focus_x = 0.5;  // where the subject is, in parts of the width and height
  double focus_y = 0.5;

  // Of a video or sound.
  WrittenMoment from;
  WrittenMoment to;               // after `from`
  std::vector<WrittenText> cuts;  // "9:16" or "1:1", each once
  WrittenText loop;               // "yes", or not written
  WrittenText sign;               // a file beside it
  std::string language;           // of what is said; empty: the site's
};

// Reads the text of such a file; `file` is its path for messages, `scope` what it may hold. Reports check "key".
MediaFile read_media_file(std::string_view text, const std::string& file, KeyScope scope, base::Diagnostics& diagnostics);

}  // namespace content
