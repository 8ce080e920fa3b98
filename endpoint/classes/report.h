// What a facilitator sees of a class: each member's progress, each lesson, each question.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "endpoint/classes/titles.h"
#include "endpoint/learning/bundle.h"
#include "endpoint/learning/progress.h"
#include "endpoint/store/store.h"

namespace classes {

// How a member answered a question, over all tries.
struct Answered {
  std::string first, last;           // time and id of the event
  bool first_right = false;
  bool ever_right = false;
  int tries = 0;
  std::map<std::string, bool> responses;  // each different one, and whether it was right
  std::string last_response;
};

struct MemberReport {
  store::Member member;
  bool restricted = false;           // then nothing else is told
  std::string last;                          // time of the last event, or ""
  learning::State state;                     // under the courses' present ids
  std::map<std::string, Answered> answered;  // by the question's key, as it is asked now
};

struct LessonReport {
  std::string course, lesson;
  std::vector<std::string> quizzes;
  int opened = 0, done = 0;  // members
};

struct ResponseReport {
  std::string response;
  int members = 0;
};

struct QuestionReport {
  std::string key;       // "<course>/<lesson>#<quiz>/<question>"
  int members = 0;       // who answered
  int first_right = 0;   // at the first try
  int right = 0;         // at any
  std::vector<ResponseReport> wrong;  // the most frequent first
};

struct Report {
  store::Class of;
  std::vector<std::string> groups;       // of all members, sorted
  std::vector<learning::Course> courses;  // those that the class sees
  std::vector<MemberReport> members;     // those asked for, by number
  std::vector<LessonReport> lessons;     // in the order of the courses
  std::vector<QuestionReport> questions; // the hardest first: by the share that was wrong at the first try, then by how many answered
  std::vector<store::ClassEvent> events;
  Titles titles;
};

struct ReportWanted {
  std::string_view site;      // its id
  std::string_view language;  // of titles
  std::string_view group;     // "": all members
  int number = 0;             // that member alone; 0: all
};

// `bundle` may be nullptr: then courses, lessons and questions are those of which something was heard, without titles.
store::Result<Report> report_of(store::Store& store, const store::Class& of, const std::shared_ptr<const learning::Bundle>& bundle, const ReportWanted& wanted);

// Of one member: how much of a course is done.
struct CourseFigures {
  int lessons_done = 0, quizzes_passed = 0, quizzes = 0;
  double score = 0;  // mean of the best scores, 0 to 1
  bool complete = false;
};
CourseFigures figures_of(const learning::Course& course, const learning::State& state);

}  // namespace classes
