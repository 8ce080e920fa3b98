#include "endpoint/learning/completion.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <cmath>

namespace learning {
namespace {

constexpr double kSlack = 1e-9;  // of scores, as everywhere in the contract

std::vector<std::string> names_of(const std::string& id, const std::vector<std::string>& aliases) {
  std::vector<std::string> names{id};
  names.insert(names.end(), aliases.begin(), aliases.end());
  return names;
}

// Every key under which something of a lesson may stand.
std::vector<std::string> keys_of(const Course& course, const CourseLesson& lesson) {
  std::vector<std::string> keys;
  for (const auto& course_name : names_of(course.id, course.aliases)) {
    for (const auto& name : names_of(lesson.id, lesson.aliases)) keys.push_back(fmt::format("{}/{}", course_name, name));
  }
  return keys;
}

bool is_done(const State& state, const std::vector<std::string>& lesson_keys) {
  return std::any_of(lesson_keys.begin(), lesson_keys.end(), [&](const std::string& key) {
    const auto found = state.lessons.find(key);
    return found != state.lessons.end() && !found->second.done.empty();
  });
}

struct QuizResult {
  double best = 0;
  bool passed = false;
};

QuizResult result_of(const State& state, const std::vector<std::string>& lesson_keys, const std::vector<std::string>& quiz_names) {
  QuizResult result;
  for (const auto& key : lesson_keys) {
    for (const auto& quiz : quiz_names) {
      const auto found = state.quizzes.find(fmt::format("{}#{}", key, quiz));
      if (found == state.quizzes.end()) continue;
      result.best = std::max(result.best, found->second.best);
      result.passed = result.passed || !found->second.passed.empty();
    }
  }
  return result;
}

bool was_completed(const Course& course, const State& state) {
  const auto names = names_of(course.id, course.aliases);
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) { return state.courses.contains(name); });
}

void look_at_lessons(const Course& course, const State& state, Missing& missing) {
  for (const auto& lesson : course.lessons) {
    if (!is_done(state, keys_of(course, lesson))) missing.lessons.push_back(lesson.id);
  }
  const int count = static_cast<int>(course.lessons.size());
  const int done = count - static_cast<int>(missing.lessons.size());
  missing.lessons_needed = std::max(0, std::min(course.complete.lessons.value_or(count), count) - done);
  if (missing.lessons_needed == 0) missing.lessons.clear();
}

void look_at_quizzes(const Course& course, const State& state, Missing& missing) {
  double sum = 0;
  int count = 0;
  for (const auto& lesson : course.lessons) {
    const auto keys = keys_of(course, lesson);
    for (const auto& quiz : lesson.quizzes) {
      const auto result = result_of(state, keys, lesson.names_of_quiz(quiz));
      sum += result.best;
      ++count;
      if (course.complete.all_quizzes_passed && !result.passed) missing.quizzes.push_back(lesson.id + '#' + quiz);
    }
  }
  const double mean = count == 0 ? 0 : sum / count;
  if (count > 0 && mean + kSlack < course.complete.pass) missing.score = MissingScore{mean, course.complete.pass};
}

// The present id that stands for `id` under `prefix` ("" or "<quiz>/"); `id` itself when none does.
std::string present_id(const std::map<std::string, std::vector<std::string>>& former, const std::string& prefix, const std::string& id) {
  for (const auto& [present, names] : former) {
    if (!present.starts_with(prefix) || present.find('/', prefix.size()) != std::string::npos) continue;
    if (std::find(names.begin(), names.end(), id) != names.end()) return present.substr(prefix.size());
  }
  return id;
}

}  // namespace

std::vector<std::string> CourseLesson::names_of_quiz(const std::string& quiz) const {
  const auto found = former.find(quiz);
  return names_of(quiz, found == former.end() ? std::vector<std::string>() : found->second);
}

std::string CourseLesson::present_quiz(const std::string& called) const {
  return std::find(quizzes.begin(), quizzes.end(), called) != quizzes.end() ? called : present_id(former, "", called);
}

std::string CourseLesson::present_question(const std::string& quiz, const std::string& called) const {
  return present_id(former, quiz + '/', called);
}

Missing missing_of(const Course& course, const State& state) {
  Missing missing;
  if (was_completed(course, state)) return missing;
  look_at_lessons(course, state, missing);
  look_at_quizzes(course, state, missing);
  return missing;
}

boost::json::object to_json(const Missing& missing) {
  boost::json::value score;
  // Nine digits: the page's sum and ours may differ in the last bits.
  if (missing.score) score = {{"have", std::round(missing.score->have * 1e9) / 1e9}, {"needed", missing.score->needed}};
  return {{"lessons", boost::json::array(missing.lessons.begin(), missing.lessons.end())},
          {"lessons_needed", missing.lessons_needed},
          {"quizzes", boost::json::array(missing.quizzes.begin(), missing.quizzes.end())},
          {"score", std::move(score)}};
}

}  // namespace learning
