// How wide a text will be on the reader's screen, so that labels can be placed without overlapping.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

struct hb_font_t;

namespace infographic {

enum class Weight { regular, bold };

struct Font {
  double size = 15;  // pixels
  Weight weight = Weight::regular;
};

// A label's font.
inline Font font_of(bool strong) { return {.weight = strong ? Weight::bold : Weight::regular}; }

// What a font needs above and below the baseline, and from baseline to baseline.
double ascent(const Font& font);
double descent(const Font& font);
double line_height(const Font& font);

// Lines of a wrapped text.
struct Wrapped {
  std::vector<std::string> lines;
  double width = 0;           // of the widest line
  bool broke_a_word = false;  // a word was wider than the room and had to be cut
};

// Measures with DejaVu Sans through HarfBuzz. DejaVu is wider than the fonts readers have, so a text that fits here fits there.
// Immutable once loaded: any number of threads may use one.
class TextMeasure {
 public:
  // Reads DejaVuSans.ttf and DejaVuSans-Bold.ttf from a folder.
  static base::Result<TextMeasure> load(const std::string& folder);

  // Pixels. `text` must be valid UTF-8.
  double width(std::string_view text, const Font& font) const;

  // Breaks at spaces, and after hyphens and slashes, into the fewest lines that fit, then makes them about equally long.
  // A word wider than `room` is cut between letters; nothing is ever left out. At least one line.
  Wrapped wrap(std::string_view text, const Font& font, double room) const;

 private:
  struct Release {
    void operator()(hb_font_t* font) const;
  };
  using FontHandle = std::unique_ptr<hb_font_t, Release>;

  static base::Result<FontHandle> open(const std::string& path);
  std::vector<std::string> fill_lines(const std::vector<std::string>& pieces, const Font& font, double room) const;
  void cut_word(std::string_view word, const Font& font, double room, std::vector<std::string>& pieces) const;

  FontHandle regular_;
  FontHandle bold_;
};

// The measure every chart uses, loaded at the first call from /usr/share/fonts/truetype/dejavu. Thread-safe.
const base::Result<TextMeasure>& text_measure();

}  // namespace infographic
