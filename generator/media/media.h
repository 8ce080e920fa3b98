// What becomes of pictures, sounds and videos: the words that planning, making and rendering share.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
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

// Frames a second, exactly.
struct Rate {
  int numerator = 25;
  int denominator = 1;
  double value() const { return static_cast<double>(numerator) / denominator; }
};

// What a probe tells of a video or sound. Sizes in px of the upright picture with square pixels.
struct VideoInfo {
  double seconds = 0;
  int width = 0;               // 0: sound alone
  int height = 0;
  Rate rate;                   // of what is made of it: constant, at most 30 a second
  std::int64_t bits_per_second = 0;  // of its picture
  bool sound = false;

  bool has_picture() const { return width > 0; }
};

enum class Codec { h264, av1, aac, opus };

// Where the author says that a picture's subject lies, in parts of its width and height.
struct FocalPoint {
  double x = 0.5;
  double y = 0.5;
};

// What is said from one moment to another, in seconds. Plain text; lines are parted by '\n'.
struct Cue {
  double begin = 0;
  double end = 0;
  std::string text;
};

// What the author asks for one video or sound.
struct Clip {
  double from = 0;       // seconds into the source: where all that is made begins
  double to = 0;         // and ends; 0: at the source's end
  bool loop = false;     // one small file without sound, that begins anew
  bool silent = false;   // its sound is left out
  std::string language = "id";  // of what is said
  FocalPoint focus;               // of cuts
  std::vector<std::string> cuts;  // "9:16", "1:1"
  std::vector<Cue> burned;        // captions that stand in the picture of cuts

  bool trimmed() const { return from > 0 || to > 0; }
};

// One size and quality of a video, named by its short side: "480".
struct Rung {
  int name = 0;
  int width = 0;
  int height = 0;
  int crf = 23;                // x264's constant rate factor
  int most_kbits = 0;          // kbit/s: maxrate; the buffer holds two seconds of it
  std::string profile;         // "baseline", "main", "high"
  int av1_crf = 0;             // SVT-AV1's, for the same size as AV1; 0: H.264 alone
};

// How segments lie in files: all of a rung in one, asked for by byte ranges; in several of bounded size, for hosts with a limit; or each in a file of its own, for hosts that know no ranges.
enum class Layout { single, parts, segments };

// A copy in another shape: a part of the picture, of its width and height.
struct Cut {
  std::string ratio;  // "9:16"
  double x = 0;
  double y = 0;
  double width = 1;
  double height = 1;
  Rung rung;          // what it becomes
};

// One file that is made of a source.
struct Rendition {
  std::string name;  // "foto-640.avif"
  std::string type;  // "image/avif"
  std::string group; // what pages choose by: "" for the whole picture, "card" for the crop on cards, "still" for an animation's first frame
  int width = 0;     // px
  int height = 0;
  std::uint64_t size = 0;  // bytes; of a video's files once they are made, else 0
};

// A video's scenes as small pictures in rows, in one file.
struct Storyboard {
  int count = 0;    // of pictures; 0: there is no such file
  int columns = 0;
  double step = 0;  // seconds from one to the next
  int width = 0;    // px, of each
  int height = 0;
};

// What is said in a video or sound, in one language.
struct Captions {
  std::string language;  // "id"
  std::string url;       // of the WebVTT file, relative to the site's root
  std::vector<Cue> cues;
};

// A source and all that is made of it: a picture, or a video or sound. `folder` names source bytes, settings and library versions:
// equal names, equal files.
struct Item {
  std::string source;  // relative to the site's root
  std::string folder;  // "media/1a2b3c4d5e6f7a8b", where its renditions go in the site
  PictureInfo picture;
  VideoInfo video;     // of what is made: trimmed, and without sound where there shall be none
  Clip clip;
  std::string language = "id";  // of what is said
  std::vector<Captions> captions;  // the site's language first
  std::vector<Rung> rungs;         // smallest first
  Layout layout = Layout::single;
  std::uint64_t part_bytes = 0;
  bool opus = false;
  Storyboard storyboard;
  std::vector<Cut> cuts;           // of an item that is only these, in the order of its renditions
  std::vector<Rendition> renditions;
  const Item* cut_item = nullptr;  // of the same source: its copies in other shapes
  std::optional<std::size_t> sign;  // the same in sign language: its place in the list that pages know
};

// What the site and the author ask for one picture.
struct PictureSettings {
  bool card = false;        // also cropped for cards
  double card_ratio = 0;    // width / height of that crop
  FocalPoint focus;
};

// What the site asks for all videos, and the author for this one.
struct VideoSettings {
  Clip clip;
  std::vector<int> rungs = {144, 240, 360, 480, 720, 1080};
  std::string preset = "medium";  // x264's
  bool av1 = true;                // also as AV1, up to 480
  bool opus = true;               // sound also as Opus
  Layout layout = Layout::single;
  std::uint64_t part_bytes = 20 * 1024 * 1024;  // most of one file in the layout `parts`
};

// How a video is worked on; none of it changes the result.
struct VideoWork {
  std::string folder;  // exists; keeps finished chunks, so that a run that was ended goes on there
  int workers = 1;     // threads
  const std::atomic<bool>* stop = nullptr;           // true: end soon, with the error "stopped"
  std::function<void(double part)> progress;         // 0 to 1, first what an earlier run has done; from any thread
};

}  // namespace media
