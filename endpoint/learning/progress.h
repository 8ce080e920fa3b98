// Where a learner stands: made from events by rules that ignore their order and their repetition (tests/contract/README.md,
// "Merging"), so that every device and the endpoint come to the same result.
#pragma once

#include <boost/json/object.hpp>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "endpoint/learning/event.h"

namespace learning {

// Times are as in Event; "" stands for never.
struct LessonState {
  std::string opened, done;
};

struct QuizState {
  double best = 0;             // scaled score
  std::set<std::string> ends;  // ids of the events: as many attempts
  std::string passed;
};

struct QuestionState {
  std::string response;
  bool success = false;
  std::string hash, time, id;  // of the last answer
  std::string right;
};

struct MediaState {
  std::vector<Segment> segments;  // apart from each other, the earliest first
  std::optional<double> length, at;
  std::string left;               // time and id of the event that left off at `at`
  std::string done;
};

// Keys are "<course>/<lesson>", "…#<quiz>", "…#<quiz>/<question>", "…#media:<name>" and "<course>".
struct State {
  std::map<std::string, LessonState> lessons;
  std::map<std::string, QuizState> quizzes;
  std::map<std::string, QuestionState> questions;
  std::map<std::string, MediaState> media;
  std::map<std::string, std::string> courses;  // when done
};

// Takes one event in; again, in any order, the state is the same in the end.
void merge(State& state, const Event& event);

// As in tests/contract/merging.json.
boost::json::object to_json(const State& state);

}  // namespace learning
