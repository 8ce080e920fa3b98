// A graded quiz as the bundle has it: its questions with right answers and feedback (tests/contract/bundle.schema.json).
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "endpoint/xapi/problem.h"

namespace learning {

enum class QuestionType { single, multiple, truefalse, text, number, order, match, gap };

// An option, an accepted form or a known mistake, an item to be ordered, a row to be matched. Fields that a type does not have are empty.
struct Choice {
  std::string id, text;
  bool right = false;
  std::string feedback;
  std::string match_id, match;
};

struct Question {
  std::string id;
  std::vector<std::string> aliases;  // former ids
  QuestionType type = QuestionType::single;
  std::string hash;
  double points = 1;
  std::vector<Choice> choices;
  std::vector<std::vector<std::string>> gaps;  // the accepted forms of each
  bool truth = false;
  double number = 0, tolerance = 0;
  std::string right_feedback, wrong_feedback;
};

struct Quiz {
  std::string id;
  double pass_points = 0, pass_percent = 0;
  int attempts = 0;  // 0: no limit
  int draw = 0;      // 0: all questions
  std::vector<Question> questions;

  // By its present or a former id; nullptr when there is none.
  const Question* question(std::string_view question_id) const;
};

// xAPI's name for questions of a type: "choice".
std::string_view interaction_of(QuestionType type);

// `where` of a problem is a place in the object: "questions[0].points".
xapi::Checked<Question> read_question(const boost::json::object& object);
xapi::Checked<Quiz> read_quiz(const boost::json::object& object);

}  // namespace learning
