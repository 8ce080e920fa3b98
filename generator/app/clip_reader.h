// What authors put beside a picture, video or sound: NAME.yaml, and captions.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "base/file_system.h"
#include "generator/content/media_file.h"
#include "generator/media/media.h"

namespace app {

// Of one file. All it refers to outlives it.
struct ClipReader {
  base::FileSystem& files;
  const std::string& root;      // the site's folder
  const std::string& language;  // the site's
  const std::string& path;      // of the picture, video or sound, relative to `root`
  base::Diagnostics& diagnostics;

  // NAME.yaml, or defaults where there is none.
  content::MediaFile notes(content::KeyScope scope) const;

  // The settings of a clip that is what `info` tells. Reports what cannot be done with it, and leaves that out.
  media::Clip clip(const content::MediaFile& notes, const media::VideoInfo& info) const;

  // Captions of "ikat.mp4" are "ikat.srt", "ikat.vtt", and with their language "ikat.en.srt"; those in the clip's own language come
  // first, and all begin and end with the clip.
  std::vector<media::Captions> captions(const media::Clip& clip) const;

 private:
  std::string in_root(const std::string& file) const { return root + "/" + file; }
  void check_range(const content::MediaFile& notes, double seconds, media::Clip& clip) const;
  void check_picture(const content::MediaFile& notes) const;
  void report(int line, int column, std::string message, std::string hint) const;
  bool read_captions(const std::string& file, media::Captions& captions) const;
};

}  // namespace app
