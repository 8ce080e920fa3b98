// Recovery codes: nine Indonesian words that a learner writes down, and with which another device takes up the same progress. Three
// words say whose they are (33 bits, public), six are the secret (66 bits).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "endpoint/xapi/problem.h"

namespace learning {

inline constexpr std::size_t kLocatorWords = 3, kCodeWords = 9;

struct Code {
  std::string locator;  // "kelapa sungai jendela"
  std::string secret;   // six words
};

// The 2,048 words, sorted: 4 to 8 letters from a to z, no two within one slip of the keyboard of each other, no two with the same
// first five letters.
std::span<const std::string_view> words();

// A number below `limit`, each as likely as the others, that nobody can foretell.
using Random = std::function<std::uint32_t(std::uint32_t limit)>;

Code make_code(const Random& random);

// Of what a person typed: letter case and whatever stands between the words (spaces, commas, hyphens, numbers) do not matter. A word
// that is none of the list is named, with the one that was probably meant.
xapi::Checked<Code> read_code(std::string_view text);

// A class's code: three words, short enough to be said aloud. It gives its guesser nothing but a place under a stranger's eyes.
inline constexpr std::size_t kClassCodeWords = 3;
std::string make_class_code(const Random& random);

// "Kelapa-SUNGAI jendela" → "kelapa sungai jendela"; refused as read_code() does.
xapi::Checked<std::string> read_class_code(std::string_view text);

// The words of a code one by one.
std::vector<std::string> words_of(const Code& code);

}  // namespace learning
