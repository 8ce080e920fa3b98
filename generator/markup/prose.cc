#include "generator/markup/prose.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "base/text.h"

namespace markup {
namespace {

constexpr std::size_t kLongestAcronym = 5;

enum Class : unsigned char { kSpace, kMark, kLower, kUpper, kDigit };

constexpr std::array<unsigned char, 256> kClasses = [] {
  std::array<unsigned char, 256> classes{};
  for (std::size_t c = 0; c < classes.size(); ++c) {
    if (c == ' ' || c == '\n' || c == '\t') classes[c] = kSpace;
    else if (c >= '0' && c <= '9') classes[c] = kDigit;
    else if (c >= 'A' && c <= 'Z') classes[c] = kUpper;
    else if ((c >= 'a' && c <= 'z') || c == '_' || c >= 0x80 || c == static_cast<unsigned char>(Prose::kOpaque)) classes[c] = kLower;
    else classes[c] = kMark;
  }
  return classes;
}();

unsigned char class_of(char c) { return kClasses[static_cast<unsigned char>(c)]; }

// The same as sets, which a word's bytes are collected in.
constexpr unsigned kSpaceBit = 1U << kSpace;
constexpr unsigned kUpperBit = 1U << kUpper;
constexpr unsigned kWordBits = 1U << kLower | kUpperBit | 1U << kDigit;
constexpr std::array<unsigned char, 256> kBits = [] {
  std::array<unsigned char, 256> bits{};
  for (std::size_t c = 0; c < bits.size(); ++c) bits[c] = static_cast<unsigned char>(1U << kClasses[c]);
  return bits;
}();

bool has_two_capitals(std::string_view word) {
  return std::ranges::count_if(word, [](char c) { return class_of(c) == kUpper; }) >= 2;
}

// Words in capitals that nobody expands: units, time zones, currencies, names of file formats.
constexpr std::array<std::string_view, 24> kCommon = {"AM",  "CSV", "GB",  "ID",  "IDR", "JPEG", "JPG", "KB",
                                                      "KG",  "KM",  "MB",  "MHZ", "MP",  "OK",   "PDF", "PM",
                                                      "PNG", "SVG", "TB",  "USD", "WIB", "WIT",  "WITA", "XML"};

// Abbreviations whose full stop does not end a sentence.
constexpr std::array<std::string_view, 34> kAbbreviations = {
    "Bpk",  "Dr",  "Drs", "Ds", "H",    "Hj",   "Ir",  "Jl",  "Jln", "Kab", "Kec", "Kep", "Mr", "Mrs", "Ms", "No",   "Prof",
    "Rp",   "Sdr", "St",  "Tn", "a.n",  "d.a",  "dr",  "drg", "e.g", "hlm", "i.e", "jl",  "no", "s.d", "tgl", "u.p", "vs"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& sorted, std::string_view word) {
  return std::ranges::binary_search(sorted, word);
}

bool is_roman(std::string_view word) { return word.find_first_not_of("IVXL") == word.npos; }

// What may stand between a sentence's full stop and the space: closing quotes and brackets, also typographic ones.
std::string_view without_closing(std::string_view word) {
  while (!word.empty()) {
    if (std::string_view("\"')]").find(word.back()) != std::string_view::npos) word.remove_suffix(1);
    else if (word.ends_with("”") || word.ends_with("’") || word.ends_with("»")) word.remove_suffix(word.ends_with("»") ? 2 : 3);
    else break;
  }
  return word;
}

std::string_view without_opening(std::string_view word) {
  const auto start = word.find_first_not_of("\"'([");
  return start == word.npos ? std::string_view{} : word.substr(start);
}

// Whether a word, as it stands between spaces, ends its sentence; `next` begins the word after it.
bool ends_sentence(std::string_view word, std::string_view next) {
  word = without_closing(word);
  if (word.empty()) return false;
  if (word.back() == '!' || word.back() == '?') return true;
  if (!word.ends_with('.')) return word.ends_with("…") && !next.empty() && class_of(next.front()) == kUpper;
  word = without_opening(word.substr(0, word.size() - 1));
  if (next.empty()) return true;
  if (contains(kAbbreviations, word) || (word.size() == 1 && class_of(word[0]) == kUpper)) return false;
  next = without_opening(next);
  // "dll. dan", "1. 000": a sentence does not begin with a small letter, nor one after a figure with a figure.
  if (next.empty() || (class_of(next.front()) == kLower && static_cast<unsigned char>(next.front()) < 0x80)) return false;
  return word.empty() || class_of(word.back()) != kDigit || class_of(next.front()) != kDigit;
}

// A cheap look at a word's last byte before ends_sentence().
bool may_end_sentence(char last) { return class_of(last) == kMark || static_cast<unsigned char>(last) >= 0x80; }

std::size_t skip_spaces(std::string_view text, std::size_t at) {
  while (at < text.size() && class_of(text[at]) == kSpace) ++at;
  return at;
}

bool has_word(std::string_view word) {
  return std::ranges::any_of(word, [](char c) { return class_of(c) >= kLower; });
}

}  // namespace

void Prose::begin() {
  text_.clear();
  marks_.clear();
}

void Prose::append(std::string_view text, int line, int column) {
  if (line != 0 || marks_.empty()) marks_.push_back({text_.size(), line, column});
  text_ += text;
}

void Prose::append_opaque(int line, int column) { append({&kOpaque, 1}, line, column); }

void Prose::append_space() { text_ += ' '; }

Prose::Mark Prose::position(std::size_t offset) const {
  auto after = std::ranges::upper_bound(marks_, offset, {}, &Mark::offset);
  if (after == marks_.begin()) return {offset, 0, 0};
  const Mark& mark = *--after;
  return {offset, mark.line, mark.column + static_cast<int>(offset - mark.offset)};
}

// One pass over the bytes: words between spaces are counted, those in capitals looked at, sentences measured.
void Prose::end(Kind kind) {
  const std::string_view text = text_;
  Sentence sentence;
  for (std::size_t at = skip_spaces(text, 0); at < text.size();) {
    const auto start = at;
    unsigned seen = 0;
    for (unsigned bit = 0; at < text.size() && (bit = kBits[static_cast<unsigned char>(text[at])]) != kSpaceBit; ++at) seen |= bit;
    const auto word = text.substr(start, at - start);
    at = skip_spaces(text, at);
    if (sentence.words == 0) sentence.start = start;
    const bool has_letter = (seen & kWordBits) != 0;
    sentence.words += has_letter ? 1 : 0;
    words_ += has_letter ? 1 : 0;
    if ((seen & kUpperBit) != 0 && has_two_capitals(word)) note_acronyms(start, start + word.size());
    if (kind == Kind::running && (at == text.size() || (may_end_sentence(word.back()) && ends_sentence(word, text.substr(at))))) {
      close(sentence);
    }
  }
}

void Prose::close(Sentence& sentence) {
  if (sentence.words > kLongestSentence && long_sentences_.size() < static_cast<std::size_t>(kMostFindings)) {
    const Mark place = position(sentence.start);
    long_sentences_.push_back({"sentence-length", place.line, place.column,
                               "sentence of " + std::to_string(sentence.words) + " words",
                               "say it in two; " + std::to_string(kLongestSentence) + " words is the limit"});
  }
  sentence = {};
}

// A word between spaces may hold several: "UMKM/KUB", "(HPP)".
void Prose::note_acronyms(std::size_t start, std::size_t end) {
  for (std::size_t i = start; i < end;) {
    bool capitals = true;
    const auto from = i;
    for (; i < end && class_of(text_[i]) > kMark; ++i) capitals = capitals && class_of(text_[i]) == kUpper;
    if (capitals && i - from >= 2 && i - from <= kLongestAcronym) note_acronym(from, i);
    if (i == from) ++i;
  }
}

void Prose::note_acronym(std::size_t start, std::size_t end) {
  const auto word = std::string_view(text_).substr(start, end - start);
  const bool currency = end < text_.size() && text_[end] == '$';
  if (is_roman(word) || contains(kCommon, word) || currency) return;
  constexpr std::size_t kMostAcronyms = 1000;
  const std::string name(word);
  if (acronyms_.size() >= kMostAcronyms && !acronyms_.contains(name)) return;
  Acronym& acronym = acronyms_[name];
  if (acronym.line == 0) {
    const Mark place = position(start);
    acronym.line = place.line;
    acronym.column = place.column;
  }
  acronym.expanded = acronym.expanded || expanded_at(start, end);
}

// "Harga Pokok Penjualan (HPP)" or "HPP (harga pokok penjualan)".
bool Prose::expanded_at(std::size_t start, std::size_t end) const {
  const std::string_view text = text_;
  if (start > 1 && text[start - 1] == '(' && end < text.size() && (text[end] == ')' || text[end] == ',' || text[end] == ';')) {
    return has_word(text.substr(0, start - 1).substr(start - 1 > 80 ? start - 81 : 0));
  }
  const auto open = text.find_first_not_of(' ', end);
  if (open == text.npos || text[open] != '(') return false;
  constexpr std::size_t kLongestExpansion = 200;
  auto inside = text.substr(open + 1, kLongestExpansion);
  inside = inside.substr(0, inside.find(')'));
  const auto space = inside.find(' ');
  return space != inside.npos && has_word(inside.substr(0, space)) && has_word(inside.substr(space));
}

void Prose::explain(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto start = i;
    while (i < text.size() && class_of(text[i]) == kUpper) ++i;
    if (i - start >= 2) acronyms_[std::string(text.substr(start, i - start))].expanded = true;
    i += i == start ? 1 : 0;
  }
}

std::vector<Finding> Prose::findings() {
  auto findings = std::move(long_sentences_);
  for (const auto& [word, acronym] : acronyms_) {
    if (acronym.expanded || acronym.line == 0) continue;
    findings.push_back({"acronym", acronym.line, acronym.column, "acronym '" + word + "' is never expanded",
                        "write the words once with '(" + word + ")' behind them"});
  }
  std::ranges::sort(findings, [](const Finding& a, const Finding& b) {
    return std::tie(a.line, a.column, a.message) < std::tie(b.line, b.column, b.message);
  });
  return findings;
}

}  // namespace markup
