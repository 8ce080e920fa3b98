// The generator's endpoint-bundle/<version>.json: courses with their rules (tests/contract/bundle.schema.json).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "endpoint/learning/completion.h"
#include "endpoint/learning/event.h"
#include "endpoint/xapi/problem.h"

namespace learning {

struct QuizName {
  std::string course, lesson, quiz;
};

// Where a graded quiz stands, by present ids.
struct GradedQuiz {
  std::string course, lesson;
  std::vector<QuizName> former;  // as they were called before, in any combination
  std::string language;        // in which it is asked
  const Quiz* quiz = nullptr;  // the bundle's; nullptr: none is graded there
};

struct Bundle {
  std::string site;     // its id
  std::string version;  // of the content
  std::vector<Course> courses;

  // The greatest of the courses', in years; below it a guardian must agree. 0: none has one.
  int minimum_age() const;
  // By its present or a former id; nullptr when there is none.
  const Course* course(std::string_view id) const;
  // By present or former ids; a language without a text of its own gets the first one.
  GradedQuiz graded_quiz(std::string_view course, std::string_view lesson, std::string_view quiz, std::string_view language) const;
  // Whether it is of a quiz that the endpoint grades: an answer or the end.
  bool is_graded(const Event& event) const;
};

// `where` of a problem is a place in the file: "courses[0].complete".
xapi::Checked<Bundle> read_bundle(std::string_view text);

}  // namespace learning
