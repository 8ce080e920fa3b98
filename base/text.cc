#include "base/text.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace base {
namespace {

constexpr std::string_view kSpace = " \t\r\n\f\v";

unsigned char byte_at(std::string_view text, std::size_t offset) { return static_cast<unsigned char>(text[offset]); }

bool is_continuation(unsigned char byte) { return (byte & 0xC0) == 0x80; }

bool is_lower_alphanumeric(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// The offset of the first byte that is not ASCII, from `offset` on; eight bytes at a time.
std::size_t skip_ascii(std::string_view text, std::size_t offset) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080;
  for (; offset + 8 <= text.size(); offset += 8) {
    std::uint64_t word;
    std::memcpy(&word, text.data() + offset, 8);
    if ((word & kHighBits) != 0) break;
  }
  while (offset < text.size() && byte_at(text, offset) < 0x80) ++offset;
  return offset;
}

// The length of the well-formed sequence at `offset` (RFC 3629, section 4), or 0.
std::size_t sequence_length(std::string_view text, std::size_t offset) {
  const unsigned char lead = byte_at(text, offset);
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (offset + length > text.size()) return 0;
  const unsigned char second = byte_at(text, offset + 1);
  const unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (second < low || second > high) return 0;
  for (std::size_t i = 2; i < length; ++i) {
    if (!is_continuation(byte_at(text, offset + i))) return 0;
  }
  return length;
}

// The blocks whose letters are Latin (Unicode 15, Blocks.txt).
bool is_latin_block(char32_t c) {
  return c < 0x250 || (c >= 0x1E00 && c <= 0x1EFF) || (c >= 0x2C60 && c <= 0x2C7F) || (c >= 0xA720 && c <= 0xA7FF);
}

bool is_combining_accent(char32_t c) { return c >= 0x300 && c <= 0x36F; }

char32_t latin_lower(char32_t c) {
  return is_latin_block(c) ? static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))) : c;
}

// Lower-case Latin letters that Unicode does not decompose.
struct Spelling {
  char32_t letter;
  std::string_view ascii;
};
constexpr std::array<Spelling, 14> kSpellings = {{{U'ß', "ss"}, {U'æ', "ae"}, {U'œ', "oe"}, {U'ø', "o"}, {U'đ', "d"},
                                                  {U'ð', "d"}, {U'þ', "th"}, {U'ł', "l"}, {U'ħ', "h"}, {U'ı', "i"},
                                                  {U'ŧ', "t"}, {U'ŋ', "ng"}, {U'ĸ', "k"}, {U'ſ', "s"}}};

// A lower-case Latin letter without its accents.
char32_t without_accent(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2* form = unorm2_getNFDInstance(&status);
  std::array<UChar, 8> decomposed;
  // Several accents come off one at a time: ǭ is ǫ with a macron, ǫ is o with an ogonek.
  while (U_SUCCESS(status)) {
    const int32_t length = unorm2_getRawDecomposition(form, static_cast<UChar32>(c), decomposed.data(),
                                                      static_cast<int32_t>(decomposed.size()), &status);
    if (length < 1) break;
    c = decomposed[0];
  }
  return c;
}

void append_slug_latin(std::string& out, char32_t c) {
  c = without_accent(latin_lower(c));
  const auto* spelling = std::ranges::find(kSpellings, c, &Spelling::letter);
  if (spelling != kSpellings.end()) {
    out += spelling->ascii;
  } else {
    append_code_point(out, c);
  }
}

bool is_slug_character(char32_t c) {
  const auto code = static_cast<UChar32>(c);
  return u_isUAlphabetic(code) || u_isdigit(code) || (U_GET_GC_MASK(code) & U_GC_M_MASK) != 0;
}

std::u32string lower_code_points(std::string_view text) {
  std::u32string out;
  for (std::size_t offset = 0; offset < text.size();) out += latin_lower(next_code_point(text, offset));
  return out;
}

// The optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours
// (https://en.wikipedia.org/wiki/Damerau–Levenshtein_distance).
std::size_t edit_distance(std::u32string_view a, std::u32string_view b) {
  std::vector<std::size_t> before(b.size() + 1), previous(b.size() + 1), current(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) previous[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    current[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replace = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      current[j] = std::min({replace, previous[j] + 1, current[j - 1] + 1});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) current[j] = std::min(current[j], before[j - 2] + 1);
    }
    before.swap(previous);
    previous.swap(current);
  }
  return previous[b.size()];
}

// What stands for a character that HTML cannot hold; empty for all others.
std::string_view escape_of(char c) {
  switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    default: return {};
  }
}

// The offset of the next character to escape, from `offset` on. Most text has none: the compiler makes the inner loop one
// comparison of 16 bytes.
std::size_t skip_unescaped(std::string_view text, std::size_t offset) {
  constexpr std::size_t kBlock = 16;
  for (; offset + kBlock <= text.size(); offset += kBlock) {
    unsigned char found = 0;
    for (std::size_t i = 0; i < kBlock; ++i) {
      const char c = text[offset + i];
      found |= static_cast<unsigned char>((c == '&') | (c == '<') | (c == '>') | (c == '"'));
    }
    if (found != 0) break;
  }
  while (offset < text.size() && escape_of(text[offset]).empty()) ++offset;
  return offset;
}

}  // namespace

std::size_t find_invalid_utf8(std::string_view text) {
  std::size_t offset = skip_ascii(text, 0);
  while (offset < text.size()) {
    const std::size_t length = sequence_length(text, offset);
    if (length == 0) return offset;
    offset = skip_ascii(text, offset + length);
  }
  return std::string_view::npos;
}

std::size_t count_code_points(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return !is_continuation(static_cast<unsigned char>(c)); }));
}

char32_t next_code_point(std::string_view text, std::size_t& offset) {
  const unsigned char lead = byte_at(text, offset++);
  if (lead < 0x80) return lead;
  char32_t code_point = lead < 0xE0 ? lead & 0x1F : lead < 0xF0 ? lead & 0x0F : lead & 0x07;
  while (offset < text.size() && is_continuation(byte_at(text, offset))) {
    code_point = code_point << 6 | (byte_at(text, offset++) & 0x3F);
  }
  return code_point;
}

void append_code_point(std::string& out, char32_t code_point) {
  const auto tail = [&](int shift) { out += static_cast<char>(0x80 | ((code_point >> shift) & 0x3F)); };
  if (code_point < 0x80) {
    out += static_cast<char>(code_point);
  } else if (code_point < 0x800) {
    out += static_cast<char>(0xC0 | code_point >> 6);
    tail(0);
  } else if (code_point < 0x10000) {
    out += static_cast<char>(0xE0 | code_point >> 12);
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0 | code_point >> 18);
    tail(12);
    tail(6);
    tail(0);
  }
}

void append_html_escaped(std::string& out, std::string_view text) {
  std::size_t start = 0;
  for (std::size_t i = skip_unescaped(text, 0); i < text.size(); i = skip_unescaped(text, i + 1)) {
    out.append(text, start, i - start);
    out += escape_of(text[i]);
    start = i + 1;
  }
  out.append(text, start);
}

std::string html_escaped(std::string_view text) {
  std::string out;
  append_html_escaped(out, text);
  return out;
}

std::string to_lower(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t offset = 0; offset < text.size();) {
    if (byte_at(text, offset) < 0x80) {
      out += ascii_lower(text[offset++]);
    } else {
      append_code_point(out, latin_lower(next_code_point(text, offset)));
    }
  }
  return out;
}

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  std::size_t start = 0;
  for (std::size_t end; (end = text.find(separator, start)) != std::string_view::npos; start = end + 1) {
    parts.push_back(text.substr(start, end - start));
  }
  parts.push_back(text.substr(start));
  return parts;
}

bool starts_with_ignoring_case(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() &&
         std::ranges::equal(text.substr(0, prefix.size()), prefix, {}, ascii_lower, ascii_lower);
}

std::string slugify(std::string_view text) {
  std::string out;
  bool gap = false;
  for (std::size_t offset = 0; offset < text.size();) {
    const char32_t c = next_code_point(text, offset);
    const bool ascii = c < 0x80;  // most text: needs no look-up of Unicode's properties
    const char lower = ascii ? ascii_lower(static_cast<char>(c)) : '\0';
    if (!ascii && is_combining_accent(c)) continue;
    if (ascii ? !is_lower_alphanumeric(lower) : !is_slug_character(c)) {
      gap = true;
      continue;
    }
    if (gap && !out.empty()) out += '-';
    gap = false;
    if (ascii) {
      out += lower;
    } else if (is_latin_block(c)) {
      append_slug_latin(out, c);
    } else {
      append_code_point(out, c);
    }
  }
  return out;
}

bool is_identifier(std::string_view text) {
  if (text.empty() || text.front() == '-' || text.back() == '-') return false;
  return std::ranges::all_of(text, [](char c) { return c == '-' || is_lower_alphanumeric(c); });
}

std::string_view nearest(std::string_view name, std::span<const std::string_view> candidates) {
  const std::u32string wanted = lower_code_points(name);
  std::size_t allowed = std::max<std::size_t>(1, wanted.size() / 3);
  std::string_view best;
  bool found = false;
  for (const std::string_view candidate : candidates) {
    const std::u32string other = lower_code_points(candidate);
    const std::size_t difference = std::max(wanted.size(), other.size()) - std::min(wanted.size(), other.size());
    if (other.empty() || difference > allowed) continue;
    const std::size_t distance = edit_distance(wanted, other);
    if (distance > allowed || (found && distance == allowed)) continue;
    best = candidate;
    allowed = distance;
    found = true;
  }
  return best;
}

std::string did_you_mean(std::string_view name, std::span<const std::string_view> candidates) {
  const std::string_view candidate = nearest(name, candidates);
  return candidate.empty() ? std::string() : "did you mean '" + std::string(candidate) + "'?";
}

LineColumn line_column(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
  return {static_cast<int>(std::ranges::count(before, '\n')) + 1,
          static_cast<int>(count_code_points(before.substr(line_start))) + 1};
}

}  // namespace base
