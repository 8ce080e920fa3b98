#include "endpoint/learning/codes.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <vector>

#include "base/text.h"
#include "endpoint/learning/words.h"
#include "endpoint/xapi/characters.h"

namespace learning {
namespace {

std::vector<std::string_view> split_words() {
  auto list = base::split(kWordsText, '\n');
  std::erase(list, std::string_view());
  return list;
}

// Runs of letters, in lower case.
std::vector<std::string> typed_words(std::string_view text) {
  std::vector<std::string> found;
  bool inside = false;
  for (const char c : text) {
    const bool is_letter = xapi::is_letter(c);
    if (is_letter && !inside) found.emplace_back();
    if (is_letter) found.back() += xapi::lower_ascii(c);
    inside = is_letter;
  }
  return found;
}

// "did you mean 'kelapa'?", or "". Only words that could be meant are compared letter by letter: what is typed may be of any length.
std::string suggestion(std::string_view typed) {
  constexpr std::ptrdiff_t kMostOff = 2;  // letters too many or too few
  std::vector<std::string_view> similar;
  for (const auto word : words()) {
    const bool fits = std::abs(std::ssize(word) - std::ssize(typed)) <= kMostOff;
    if (fits && (word.front() == typed.front() || word.back() == typed.back())) similar.push_back(word);
  }
  return base::did_you_mean(typed, similar);
}

// So many words of the list; one that is none is named.
xapi::Checked<std::vector<std::string>> read_words(std::string_view text, std::size_t count) {
  auto typed = typed_words(text);
  const auto list = words();
  for (std::size_t i = 0; i < typed.size() && i < count; ++i) {
    if (std::binary_search(list.begin(), list.end(), typed[i])) continue;
    const auto meant = suggestion(typed[i]);
    return xapi::refuse("code", fmt::format("has no word '{}' at place {}{}", typed[i].substr(0, 20), i + 1, meant.empty() ? "" : " (" + meant + ")"));
  }
  if (typed.size() != count) return xapi::refuse("code", fmt::format("has {} words instead of {}", typed.size(), count));
  return typed;
}

std::vector<std::string> random_words(const Random& random, std::size_t count) {
  std::vector<std::string> chosen;
  const auto list = words();
  while (chosen.size() < count) chosen.emplace_back(list[random(static_cast<std::uint32_t>(list.size()))]);
  return chosen;
}

Code code_of(std::span<const std::string> nine) {
  return {fmt::format("{}", fmt::join(nine.first(kLocatorWords), " ")), fmt::format("{}", fmt::join(nine.subspan(kLocatorWords), " "))};
}

}  // namespace

std::span<const std::string_view> words() {
  static const std::vector<std::string_view> kWords = split_words();
  return kWords;
}

Code make_code(const Random& random) { return code_of(random_words(random, kCodeWords)); }

xapi::Checked<Code> read_code(std::string_view text) {
  const auto nine = read_words(text, kCodeWords);
  if (!nine) return tl::unexpected<xapi::Problem>(nine.error());
  return code_of(*nine);
}

std::string make_class_code(const Random& random) { return fmt::format("{}", fmt::join(random_words(random, kClassCodeWords), " ")); }

xapi::Checked<std::string> read_class_code(std::string_view text) {
  const auto three = read_words(text, kClassCodeWords);
  if (!three) return tl::unexpected<xapi::Problem>(three.error());
  return fmt::format("{}", fmt::join(*three, " "));
}

std::vector<std::string> words_of(const Code& code) {
  std::vector<std::string> all;
  for (const auto* part : {&code.locator, &code.secret}) {
    for (const auto word : base::split(*part, ' ')) all.emplace_back(word);
  }
  return all;
}

}  // namespace learning
