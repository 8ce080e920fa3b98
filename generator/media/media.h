// What becomes of pictures, sounds and videos: the words that planning, making and rendering share.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace media {

// What a probe tells of a picture, after turning it upright. Sizes in px.
struct PictureInfo {
  int width = 0;
  int height = 0;
  bool transparent = false;
  int frames = 1;              // more than 1: animated
  std::uint32_t colour = 0;    // its dominant colour, 0xRRGGBB
};

// One file that is made of a source.
struct Rendition {
  std::string name;  // "foto-640.avif"
  std::string type;  // "image/avif"
  std::string group; // what pages choose by: "" for the whole picture, "card" for the crop on cards, "still" for an animation's first frame
  int width = 0;     // px
  int height = 0;
};

// A source and all that is made of it. `folder` names source bytes, settings and library versions: equal names, equal files.
struct Item {
  std::string source;  // relative to the site's root
  std::string folder;  // "media/1a2b3c4d5e6f7a8b", where its renditions go in the site
  PictureInfo picture;
  std::vector<Rendition> renditions;
};

// Where the author says that a picture's subject lies, in parts of its width and height.
struct FocalPoint {
  double x = 0.5;
  double y = 0.5;
};

// What the site and the author ask for one picture.
struct PictureSettings {
  bool card = false;        // also cropped for cards
  double card_ratio = 0;    // width / height of that crop
  FocalPoint focus;
};

}  // namespace media
