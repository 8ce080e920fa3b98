// Tells whether a question asks the same as before: the endpoint and the page compare it with what a learner answered.
#pragma once

#include <string>

#include "generator/markup/quiz.h"

namespace markup {

// 16 hexadecimal digits over what decides an answer: type, text, points, options, accepted forms, number and tolerance.
// Hints and feedback may be mended without a change. Stable over versions of this program.
std::string question_hash(const Question& question);

}  // namespace markup
