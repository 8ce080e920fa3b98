// Quizzes as data: what the model checks, what activities.json and the endpoint bundle list.
#pragma once

#include <string>
#include <vector>

namespace markup {

enum class QuestionType { single, multiple, truefalse, text, number, order, match, gap };

// The word used in `type=` and in the bundle: "single", "multiple", …
const char* name_of(QuestionType type);

// One option, accepted form, foreseen mistake, item to order, or pair to match.
struct Choice {
  std::string id;        // the author's {#id} or 8 hex digits of the text's hash; unique in its question
  std::string text;      // plain; the alt text of a picture or sound
  std::string match;     // type match: what belongs to it, plain
  std::string match_id;  // type match: its {#id}, or 8 hex digits of the hash of the left cell's {#id}, else of `match`
  bool right = false;
  std::string feedback;  // plain; may be empty
};

struct Question {
  std::string id;
  std::vector<std::string> aliases;  // former ids
  QuestionType type = QuestionType::single;
  std::string text;      // plain
  std::string hint;
  double points = 1;
  std::vector<Choice> choices;                 // order: in the right order
  std::vector<std::vector<std::string>> gaps;  // type gap: accepted forms of each gap
  bool truth = false;                          // type truefalse
  double number = 0;                           // type number
  double tolerance = 0;
  std::string unit;
  std::string right_feedback;
  std::string wrong_feedback;
  int line = 0;
};

struct Quiz {
  std::string id;
  std::vector<std::string> aliases;  // former ids
  std::string title;
  double pass_points = 0;  // points needed, of the drawn questions; 0: answering all is enough
  double pass_percent = 0; // as the author wrote it; 0: the mark is in points. Where questions of different points are drawn,
                           // the percentage of the points of those drawn counts, not pass_points
  double max_points = 0;   // points of the drawn questions; the least that a draw can give
  int attempts = 0;        // 0: no limit
  int draw = 0;            // 0: all
  std::vector<Question> questions;
  int line = 0;
};

}  // namespace markup
