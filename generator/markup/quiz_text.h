// How typed answers are compared: the same rule stands in themes/sanggar/assets/quiz.js and tests/contract/grading.json.
#pragma once

#include <string>
#include <string_view>

namespace markup {

// "  Pra-Pesan. " → "pra pesan": lower case, apostrophes dropped, other punctuation and white space become one space, trimmed.
// Signs that carry meaning (+ * = < > % & # @ $) stay.
std::string normal_answer(std::string_view text);

}  // namespace markup
