// Whether an answer is right, what is said about it, and whether a quiz is passed (tests/contract/README.md, "Grading"; its vectors
// are grading.json).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "endpoint/learning/quiz.h"

namespace learning {

// Feedback that the author wrote.
struct Said {
  std::string about;  // the text of the option, form or mistake that it is due to; empty: the question as a whole
  std::string text;
};

struct Grade {
  bool right = false;
  std::vector<Said> said;  // due to what was answered; right_feedback and wrong_feedback are not among it
};

// `response` is as the contract's table has it, parts joined by "[,]". Valid UTF-8.
Grade grade(const Question& question, std::string_view response);

// Typed text as it is compared.
std::string normal_text(std::string_view text);

struct Points {
  double raw = 0, max = 0;

  double scaled() const { return max > 0 ? raw / max : 0; }
};

bool is_passed(const Points& points, const Quiz& quiz);

// The right answer in words, part by part: texts of options, "true" or "false", a number, items in their order, "left: right", the
// first accepted form of each gap.
std::vector<std::string> right_answer(const Question& question);

}  // namespace learning
