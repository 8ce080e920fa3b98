#include <algorithm>
#include <array>
#include <set>
#include <vector>

#include "base/text.h"
#include "endpoint/xapi/characters.h"
#include "endpoint/xapi/formats.h"

namespace xapi {
namespace {

// RFC 5646's tags from before its grammar that do not follow it.
constexpr std::array<std::string_view, 17> kIrregular = {"en-gb-oed", "i-ami",   "i-bnn",      "i-default", "i-enochian", "i-hak",
                                                         "i-klingon", "i-lux",   "i-mingo",    "i-navajo",  "i-pwn",      "i-tao",
                                                         "i-tay",     "i-tsu",   "sgn-be-fr",  "sgn-be-nl", "sgn-ch-de"};

bool are_letters(std::string_view text) { return std::all_of(text.begin(), text.end(), is_letter); }
bool are_digits(std::string_view text) { return std::all_of(text.begin(), text.end(), is_digit); }

bool is_script(std::string_view part) { return part.size() == 4 && are_letters(part); }

bool is_region(std::string_view part) {
  return (part.size() == 2 && are_letters(part)) || (part.size() == 3 && are_digits(part));
}

bool is_variant(std::string_view part) { return part.size() >= 5 || (part.size() == 4 && is_digit(part.front())); }

// The parts of a tag and how far they have been understood.
class Parts {
 public:
  explicit Parts(std::string_view text) : parts_(base::split(text, '-')) {}

  bool are_well_formed() const {
    return std::all_of(parts_.begin(), parts_.end(), [](std::string_view part) {
      return !part.empty() && part.size() <= 8 &&
             std::all_of(part.begin(), part.end(), [](char c) { return is_letter(c) || is_digit(c); });
    });
  }

  bool at_end() const { return next_ == parts_.size(); }
  std::string_view front() const { return at_end() ? std::string_view() : parts_[next_]; }

  template <class Predicate>
  bool take(Predicate predicate) {
    if (at_end() || !predicate(front())) return false;
    ++next_;
    return true;
  }

 private:
  std::vector<std::string_view> parts_;
  std::size_t next_ = 0;
};

bool take_language(Parts& parts) {
  const std::string_view language = parts.front();
  if (!parts.take([](std::string_view part) { return part.size() >= 2 && are_letters(part); })) return false;
  if (language.size() > 3) return true;
  for (int extended = 0; extended < 3; ++extended) {
    if (!parts.take([](std::string_view part) { return part.size() == 3 && are_letters(part); })) break;
  }
  return true;
}

bool take_variants(Parts& parts) {
  std::set<std::string> seen;
  while (is_variant(parts.front())) {
    if (!seen.insert(lower_ascii(parts.front())).second) return false;
    parts.take(is_variant);
  }
  return true;
}

bool is_singleton(std::string_view part) { return part.size() == 1 && lower_ascii(part.front()) != 'x'; }

// Each singleton once, and something behind it.
bool take_extensions(Parts& parts) {
  std::set<char> seen;
  while (is_singleton(parts.front())) {
    if (!seen.insert(lower_ascii(parts.front().front())).second) return false;
    parts.take(is_singleton);
    const auto belongs = [](std::string_view part) { return part.size() >= 2; };
    if (!parts.take(belongs)) return false;
    while (parts.take(belongs)) {}
  }
  return true;
}

bool take_private_use(Parts& parts) {
  if (!parts.take([](std::string_view part) { return part == "x" || part == "X"; })) return true;
  if (parts.at_end()) return false;
  while (parts.take([](std::string_view) { return true; })) {}
  return true;
}

}  // namespace

bool is_language_tag(std::string_view text) {
  Parts parts(text);
  if (!parts.are_well_formed()) return false;
  const std::string lower = lower_ascii(text);
  if (std::find(kIrregular.begin(), kIrregular.end(), lower) != kIrregular.end()) return true;
  if (lower == "x" || lower.starts_with("x-")) return take_private_use(parts) && parts.at_end();
  if (!take_language(parts)) return false;
  parts.take(is_script);
  parts.take(is_region);
  return take_variants(parts) && take_extensions(parts) && take_private_use(parts) && parts.at_end();
}

}  // namespace xapi
