// One page's text after parsing: HTML with the places where addresses are still to be filled in, and what the model needs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "generator/markup/quiz.h"

namespace markup {

// Ids are only looked up, and a site has many: their hashes suffice.
inline std::uint64_t anchor_hash(std::string_view id) { return base::hash128(id).low; }

struct Heading {
  int level = 0;      // 2 to 6
  std::string text;   // plain
  std::string id;     // its anchor
  int line = 0;
};

// Something in the HTML that only the whole site can tell.
struct Reference {
  enum class Kind {
    link,     // insert the address of a page or file at `offset`
    player,   // put the player of a video or sound in the place of the empty <video …> or <audio …> at `offset`
    film,     // the same for one that stands alone: with what is said in it, to read
    picture,  // the <img …> that starts at `offset` shows a file: put its address, sizes and other formats around it
    figure,   // the same for a picture that stands alone
    note,     // insert " (PDF, 12 kB)" at `offset` when the target is a file and no page; else nothing
  };
  std::size_t offset = 0;  // into Document::html, ascending
  Kind kind = Kind::link;
  std::string target;      // as the author wrote it: "../02-b/index.md#contoh", "foto.svg", "#contoh"
  int line = 0;
  int column = 0;
};

// A part of a video or sound, by the moment at which it begins.
struct Chapter {
  std::size_t reference = 0;  // into Document::references: the clip, of kind `film`
  double seconds = 0;
  std::string text;  // plain
  int line = 0;
  int column = 0;
};

// A file that the page brings along, written beside its index.html (a chart's CSV).
struct GeneratedFile {
  std::string name;
  std::string bytes;
};

struct Document {
  std::string html;
  std::vector<Reference> references;
  std::vector<Heading> headings;
  std::vector<Chapter> chapters;  // of each clip in rising order
  std::vector<std::uint64_t> anchors;  // anchor_hash of every id in `html`, sorted
  std::vector<Quiz> quizzes;
  std::vector<GeneratedFile> files;
  std::string summary;               // plain text of the first paragraph, at most 160 characters
  int words = 0;
  int charts = 0;
  bool has_media = false;            // video or sound
};

}  // namespace markup
