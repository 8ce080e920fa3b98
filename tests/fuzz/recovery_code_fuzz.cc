// Any text as a recovery code. Invariant: what is read has three and six words of the list, and is read the same from its own words
// in capitals with commas between them; likewise the three words of a class.
#include <algorithm>
#include <cctype>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "endpoint/learning/codes.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

// As somebody else would type them.
std::string retyped(const learning::Code& code) {
  std::string text;
  for (const auto& word : learning::words_of(code)) {
    require(std::binary_search(learning::words().begin(), learning::words().end(), std::string_view(word)));
    text += word + ", ";
  }
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto of_class = learning::read_class_code(text)) require(learning::read_class_code(*of_class) == *of_class);
  const auto code = learning::read_code(text);
  if (!code) {
    require(code.error().where == "code" && !code.error().what.empty());
    return 0;
  }
  require(std::count(code->locator.begin(), code->locator.end(), ' ') == 2 && std::count(code->secret.begin(), code->secret.end(), ' ') == 5);
  const auto again = learning::read_code(retyped(*code));
  require(again && again->locator == code->locator && again->secret == code->secret);
  return 0;
}
