#include "endpoint/learning/bundle.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>

#include "endpoint/learning/fields.h"
#include "endpoint/xapi/json.h"

namespace learning {
namespace {

using Array = boost::json::array;
using Object = boost::json::object;

// Thrown inside this file alone, so that reading follows the shape of the file.
struct Wrong {
  xapi::Problem problem;
};

[[noreturn]] void refuse(const std::string& where, std::string what) { throw Wrong{{where, std::move(what)}}; }

std::string place(const std::string& where, std::string_view key) { return where.empty() ? std::string(key) : where + "." + std::string(key); }

std::string text_in(const Object& object, std::string_view key, const std::string& where) {
  const auto text = text_at(&object, key);
  if (text.empty()) refuse(place(where, key), "is needed, and is a text");
  return std::string(text);
}

const Array& list_in(const Object& object, std::string_view key, const std::string& where) {
  const auto* value = object.if_contains(key);
  if (value == nullptr || !value->is_array()) refuse(place(where, key), "is needed, and is a list");
  return value->get_array();
}

const Object& object_in(const boost::json::value& value, const std::string& where) {
  if (!value.is_object()) refuse(where, "is no object");
  return value.get_object();
}

std::vector<std::string> texts_in(const Object& object, std::string_view key, const std::string& where) {
  std::vector<std::string> texts;
  for (const auto& text : list_in(object, key, where)) {
    if (!text.is_string()) refuse(place(where, key), "is no list of texts");
    texts.emplace_back(text.get_string());
  }
  return texts;
}

CompletionRule rule_in(const Object& course, const std::string& where) {
  const Object* object = object_at(&course, "complete");
  const std::string here = place(where, "complete");
  if (object == nullptr) refuse(here, "is needed, and is an object");
  CompletionRule rule;
  if (const auto lessons = number_at(object, "lessons")) {
    rule.lessons = static_cast<int>(std::clamp(*lessons, 0.0, 1e6));
  } else if (text_at(object, "lessons") != "all") {
    refuse(place(here, "lessons"), "is neither \"all\" nor a number");
  }
  rule.all_quizzes_passed = text_in(*object, "quizzes", here) == "passed";
  rule.pass = number_at(object, "pass").value_or(0);
  return rule;
}

template <class Item>
void add_new(std::vector<Item>& list, const Item& item) {
  if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(item);
}

// "aliases" of a quiz or a question, which only those have that were called otherwise before.
void read_former(const Object& object, const std::string& where, const std::string& id, CourseLesson& lesson) {
  if (!object.contains("aliases")) return;
  for (const auto& alias : texts_in(object, "aliases", where)) add_new(lesson.former[id], alias);
}

// A quiz stands there once for each language.
void read_quizzes(const Object& object, const std::string& where, CourseLesson& lesson) {
  const Object* by_language = object_at(&object, "quizzes");
  const std::string here = place(where, "quizzes");
  if (by_language == nullptr) refuse(here, "is needed, and is an object");
  for (const auto& [language, value] : *by_language) {
    for (const auto& one : list_in(*by_language, language, here)) {
      const auto& quiz = object_in(one, here);
      const auto id = text_in(quiz, "id", here);
      add_new(lesson.quizzes, id);
      read_former(quiz, here, id, lesson);
      const auto* questions = quiz.if_contains("questions");
      if (questions == nullptr || !questions->is_array()) continue;
      for (const auto& question : questions->get_array()) {
        if (question.is_object()) read_former(question.get_object(), here, id + '/' + std::string(text_at(&question.get_object(), "id")), lesson);
      }
    }
  }
}

// With questions and answers, for those lessons alone that the endpoint grades.
void read_graded(const Object& object, const std::string& where, CourseLesson& lesson) {
  lesson.graded = truth_at(&object, "graded").value_or(false);
  if (!lesson.graded) return;
  const Object& by_language = object_in(object.at("quizzes"), place(where, "quizzes"));
  for (const auto& [language, list] : by_language) {
    lesson.graded_quizzes.emplace_back(language, std::vector<Quiz>());
    auto& quizzes = lesson.graded_quizzes.back().second;
    for (const auto& value : list.get_array()) {
      const std::string here = fmt::format("{}.{}[{}]", place(where, "quizzes"), std::string_view(language), quizzes.size());
      auto quiz = read_quiz(object_in(value, here));
      if (!quiz) refuse(place(here, quiz.error().where), quiz.error().what);
      quizzes.push_back(std::move(*quiz));
    }
  }
}

int age_in(const Object& course, const std::string& where) {
  constexpr double kOldest = 150;
  const auto age = number_at(&course, "minimum_age").value_or(0);
  if (age < 0 || age > kOldest) refuse(place(where, "minimum_age"), fmt::format("is not 0 to {:.0f} years", kOldest));
  return static_cast<int>(age);
}

Course course_in(const Object& object, const std::string& where) {
  Course course{text_in(object, "id", where), texts_in(object, "aliases", where), rule_in(object, where), {}, age_in(object, where)};
  for (const auto& value : list_in(object, "lessons", where)) {
    const std::string here = fmt::format("{}[{}]", place(where, "lessons"), course.lessons.size());
    const auto& lesson = object_in(value, here);
    course.lessons.push_back({text_in(lesson, "id", here), texts_in(lesson, "aliases", here), {}});
    read_quizzes(lesson, here, course.lessons.back());
    read_graded(lesson, here, course.lessons.back());
  }
  return course;
}

Bundle bundle_in(const Object& object) {
  if (number_at(&object, "format") != 1.0) refuse("format", "is not 1, which this program knows");
  Bundle bundle{text_in(object, "site", ""), text_in(object, "version", ""), {}};
  for (const auto& value : list_in(object, "courses", "")) {
    const std::string here = fmt::format("courses[{}]", bundle.courses.size());
    bundle.courses.push_back(course_in(object_in(value, here), here));
  }
  return bundle;
}

template <class Thing>
const Thing* thing_named(const std::vector<Thing>& things, std::string_view id) {
  const auto found = std::find_if(things.begin(), things.end(), [&](const Thing& thing) {
    return thing.id == id || std::find(thing.aliases.begin(), thing.aliases.end(), id) != thing.aliases.end();
  });
  return found == things.end() ? nullptr : &*found;
}

std::vector<QuizName> former_names(const Course& course, const CourseLesson& lesson, const std::string& quiz) {
  auto courses = course.aliases;
  auto lessons = lesson.aliases;
  courses.insert(courses.begin(), course.id);
  lessons.insert(lessons.begin(), lesson.id);
  std::vector<QuizName> names;
  for (const auto& first : courses) {
    for (const auto& second : lessons) {
      for (const auto& third : lesson.names_of_quiz(quiz)) names.push_back({first, second, third});
    }
  }
  names.erase(names.begin());  // the present ones
  return names;
}

const Quiz* quiz_named(const std::vector<Quiz>& quizzes, std::string_view id) {
  const auto found = std::find_if(quizzes.begin(), quizzes.end(), [&](const Quiz& quiz) { return quiz.id == id; });
  return found == quizzes.end() ? nullptr : &*found;
}

}  // namespace

const Course* Bundle::course(std::string_view id) const { return thing_named(courses, id); }

GradedQuiz Bundle::graded_quiz(std::string_view course_id, std::string_view lesson_id, std::string_view quiz_id, std::string_view language) const {
  const auto* found = course(course_id);
  const auto* lesson = found == nullptr ? nullptr : thing_named(found->lessons, lesson_id);
  GradedQuiz graded;
  if (lesson == nullptr) return graded;
  for (const auto& [own, quizzes] : lesson->graded_quizzes) {
    const auto* quiz = quiz_named(quizzes, lesson->present_quiz(std::string(quiz_id)));
    if (quiz == nullptr || (graded.quiz != nullptr && own != language)) continue;
    graded = {found->id, lesson->id, former_names(*found, *lesson, quiz->id), own, quiz};
  }
  return graded;
}

bool Bundle::is_graded(const Event& event) const {
  return !event.quiz.empty() && graded_quiz(event.course, event.lesson, event.quiz, "").quiz != nullptr;
}

int Bundle::minimum_age() const {
  int age = 0;
  for (const auto& course : courses) age = std::max(age, course.minimum_age);
  return age;
}

xapi::Checked<Bundle> read_bundle(std::string_view text) {
  const auto parsed = xapi::parse_json(text);
  if (!parsed) return tl::unexpected<xapi::Problem>(parsed.error());
  if (!parsed->is_object()) return xapi::refuse("line 1, column 1", "is no object");
  try {
    return bundle_in(parsed->get_object());
  } catch (const Wrong& wrong) {
    return tl::unexpected<xapi::Problem>(wrong.problem);
  }
}

}  // namespace learning
