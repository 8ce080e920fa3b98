// The file words.txt, as the build put it into the program: 2,048 Indonesian words, one a line, sorted.
#pragma once

#include <string_view>

namespace learning {

extern const std::string_view kWordsText;

}  // namespace learning
