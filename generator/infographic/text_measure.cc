#include "generator/infographic/text_measure.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <hb.h>

#include "base/text.h"

namespace infographic {
namespace {

constexpr const char* kFontFolder = "/usr/share/fonts/truetype/dejavu";

// Of the letters that follow, in em (DejaVu's own line metrics).
constexpr double kAscent = 0.93;
constexpr double kDescent = 0.24;
constexpr double kLineHeight = 1.27;

struct ReleaseBuffer {
  void operator()(hb_buffer_t* buffer) const { hb_buffer_destroy(buffer); }
};

// Marks that belong to the letter before them must not start a line.
bool joins_previous(char32_t c) {
  return (c >= 0x300 && c <= 0x36F) || (c >= 0x200C && c <= 0x200D) || (c >= 0xFE00 && c <= 0xFE0F) ||
         (c >= 0x1F3FB && c <= 0x1F3FF);
}

// Words, each with the break character it ends in; a piece ending in a space may drop it at a line's end.
std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> pieces(1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool space = c == ' ' || c == '\n' || c == '\t';
    if (space && (pieces.back().empty() || pieces.back().back() == ' ')) continue;
    pieces.back() += space ? ' ' : c;
    const bool inner = c == '/' || (c == '-' && pieces.back().size() > 2);
    if (space || (inner && i + 1 < text.size() && text[i + 1] != ' ')) pieces.emplace_back();
  }
  if (pieces.size() > 1 && pieces.back().empty()) pieces.pop_back();
  if (!pieces.back().empty() && pieces.back().back() == ' ') pieces.back().pop_back();
  return pieces;
}

std::string without_last_space(std::string text) {
  if (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

}  // namespace

double ascent(const Font& font) { return font.size * kAscent; }
double descent(const Font& font) { return font.size * kDescent; }
double line_height(const Font& font) { return font.size * kLineHeight; }

void TextMeasure::Release::operator()(hb_font_t* font) const { hb_font_destroy(font); }

base::Result<TextMeasure::FontHandle> TextMeasure::open(const std::string& path) {
  hb_blob_t* blob = hb_blob_create_from_file_or_fail(path.c_str());
  if (blob == nullptr) return base::fail(fmt::format("cannot read '{}' (install the package fonts-dejavu-core)", path));
  hb_face_t* face = hb_face_create(blob, 0);
  FontHandle font(hb_font_create(face));
  hb_face_destroy(face);  // the font keeps what it needs
  hb_blob_destroy(blob);
  hb_font_make_immutable(font.get());
  return font;
}

base::Result<TextMeasure> TextMeasure::load(const std::string& folder) {
  TextMeasure measure;
  auto regular = open(folder + "/DejaVuSans.ttf");
  if (!regular) return base::fail(regular.error().message);
  auto bold = open(folder + "/DejaVuSans-Bold.ttf");
  if (!bold) return base::fail(bold.error().message);
  measure.regular_ = std::move(*regular);
  measure.bold_ = std::move(*bold);
  return measure;
}

double TextMeasure::width(std::string_view text, const Font& font) const {
  hb_font_t* handle = font.weight == Weight::bold ? bold_.get() : regular_.get();
  const std::unique_ptr<hb_buffer_t, ReleaseBuffer> buffer(hb_buffer_create());
  hb_buffer_add_utf8(buffer.get(), text.data(), static_cast<int>(text.size()), 0, static_cast<int>(text.size()));
  hb_buffer_guess_segment_properties(buffer.get());
  hb_shape(handle, buffer.get(), nullptr, 0);
  unsigned count = 0;
  const hb_glyph_info_t* glyphs = hb_buffer_get_glyph_infos(buffer.get(), &count);
  const hb_glyph_position_t* positions = hb_buffer_get_glyph_positions(buffer.get(), &count);
  const auto em = static_cast<double>(hb_face_get_upem(hb_font_get_face(handle)));
  double total = 0;
  for (unsigned i = 0; i < count; ++i) {
    const bool unknown = glyphs[i].codepoint == 0;  // another font will draw it; Chinese letters are one em wide
    total += unknown ? em : std::abs(static_cast<double>(positions[i].x_advance));
  }
  return total / em * font.size;
}

void TextMeasure::cut_word(std::string_view word, const Font& font, double room, std::vector<std::string>& pieces) const {
  std::string piece;
  for (std::size_t offset = 0; offset < word.size();) {
    const std::size_t start = offset;
    const char32_t letter = base::next_code_point(word, offset);
    const std::string_view bytes = word.substr(start, offset - start);
    const bool full = !piece.empty() && width(piece + std::string(bytes), font) > room;
    if (full && !joins_previous(letter)) {
      pieces.push_back(std::move(piece));
      piece.clear();
    }
    piece += bytes;
  }
  if (!piece.empty()) pieces.push_back(std::move(piece));
}

std::vector<std::string> TextMeasure::fill_lines(const std::vector<std::string>& pieces, const Font& font, double room) const {
  std::vector<std::string> lines(1);
  for (const std::string& piece : pieces) {
    const bool fits = width(without_last_space(lines.back() + piece), font) <= room;
    if (!fits && !lines.back().empty()) {
      lines.back() = without_last_space(std::move(lines.back()));
      lines.emplace_back();
    }
    lines.back() += piece;
  }
  lines.back() = without_last_space(std::move(lines.back()));
  return lines;
}

Wrapped TextMeasure::wrap(std::string_view text, const Font& font, double room) const {
  Wrapped wrapped;
  std::vector<std::string> pieces;
  double widest = 0;
  for (const std::string& word : split_words(text)) {
    const double word_width = width(without_last_space(word), font);
    if (word_width > room) {
      wrapped.broke_a_word = true;
      cut_word(word, font, room, pieces);
    } else {
      pieces.push_back(word);
      widest = std::max(widest, word_width);
    }
  }
  wrapped.lines = fill_lines(pieces, font, room);

  // The smallest room that needs no more lines makes them about equally long.
  double low = wrapped.broke_a_word ? room : std::max(widest, room / static_cast<double>(wrapped.lines.size() + 1));
  double high = room;
  while (wrapped.lines.size() > 1 && high - low > 1) {
    const double middle = (low + high) / 2;
    std::vector<std::string> lines = fill_lines(pieces, font, middle);
    if (lines.size() > wrapped.lines.size()) {
      low = middle;
      continue;
    }
    high = middle;
    wrapped.lines = std::move(lines);
  }
  for (const std::string& line : wrapped.lines) wrapped.width = std::max(wrapped.width, width(line, font));
  return wrapped;
}

const base::Result<TextMeasure>& text_measure() {
  static const base::Result<TextMeasure> measure = TextMeasure::load(kFontFolder);
  return measure;
}

}  // namespace infographic
