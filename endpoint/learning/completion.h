// When a course is complete, and what is missing until then (tests/contract/README.md, "Completion").
#pragma once

#include <boost/json/object.hpp>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "endpoint/learning/progress.h"
#include "endpoint/learning/quiz.h"

namespace learning {

struct CompletionRule {
  std::optional<int> lessons;       // so many are enough; nothing: all
  bool all_quizzes_passed = false;
  double pass = 0;                  // the mean of the best scores that is needed, 0 to 1
};

struct CourseLesson {
  std::string id;
  std::vector<std::string> aliases;  // former ids
  std::vector<std::string> quizzes;
  std::map<std::string, std::vector<std::string>> former = {};  // former ids by the present ones: "<quiz>", "<quiz>/<question>"
  bool graded = false;               // by the endpoint alone
  std::vector<std::pair<std::string, std::vector<Quiz>>> graded_quizzes = {};  // by language, the site's own first; only where it grades

  // All ids of a quiz, the present one first.
  std::vector<std::string> names_of_quiz(const std::string& quiz) const;
  // Ids as they are now; those that nobody ever had stay as they are. The question is one of the quiz `quiz`, a present id.
  std::string present_quiz(const std::string& called) const;
  std::string present_question(const std::string& quiz, const std::string& called) const;
};

struct Course {
  std::string id;
  std::vector<std::string> aliases;  // former ids
  CompletionRule complete;
  std::vector<CourseLesson> lessons;
  int minimum_age = 0;  // years; 0: for all
};

struct MissingScore {
  double have = 0, needed = 0;
};

// What is left to do; empty when the course is complete.
struct Missing {
  std::vector<std::string> lessons;  // unfinished ones, while lessons_needed is above 0
  int lessons_needed = 0;
  std::vector<std::string> quizzes;  // "<lesson>#<quiz>"
  std::optional<MissingScore> score;

  bool nothing() const { return lessons_needed == 0 && quizzes.empty() && !score; }
};

// A course once done stays complete. What was done under former ids counts.
Missing missing_of(const Course& course, const State& state);

// As in tests/contract/completion.json.
boost::json::object to_json(const Missing& missing);

}  // namespace learning
