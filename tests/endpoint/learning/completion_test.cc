#include "endpoint/learning/completion.h"

#include "tests/endpoint/learning/contract_file.h"

namespace {

using Object = boost::json::object;

std::vector<std::string> texts(const boost::json::value& list) {
  std::vector<std::string> all;
  for (const auto& text : list.as_array()) all.emplace_back(text.as_string());
  return all;
}

learning::Course course_from(const Object& json) {
  learning::Course course{std::string(json.at("id").as_string()), texts(json.at("aliases")), {}, {}};
  const auto& rule = json.at("complete").as_object();
  if (rule.at("lessons").is_number()) course.complete.lessons = rule.at("lessons").to_number<int>();
  course.complete.all_quizzes_passed = rule.at("quizzes").as_string() == "passed";
  course.complete.pass = rule.at("pass").to_number<double>();
  for (const auto& lesson : json.at("lessons").as_array()) {
    course.lessons.push_back({std::string(lesson.at("id").as_string()), texts(lesson.at("aliases")), texts(lesson.at("quizzes"))});
    if (const auto* former = lesson.as_object().if_contains("former")) {
      for (const auto& [id, names] : former->as_object()) course.lessons.back().former[id] = texts(names);
    }
  }
  return course;
}

learning::State state_from(const Object& json) {
  const auto text = [](const boost::json::value& of, const char* key) { return std::string(learning::text_at(&of.as_object(), key)); };
  learning::State state;
  for (const auto& [key, lesson] : json.at("lessons").as_object()) state.lessons[key] = {text(lesson, "opened"), text(lesson, "done")};
  for (const auto& [key, quiz] : json.at("quizzes").as_object()) state.quizzes[key] = {quiz.at("best").to_number<double>(), {}, text(quiz, "passed")};
  for (const auto& [key, course] : json.at("courses").as_object()) state.courses[key] = text(course, "done");
  return state;
}

}  // namespace

TEST_SUITE("learning/completion") {
  TEST_CASE("every case of the contract is complete or not, and lacks what it says") {
    const auto file = test::contract_file("completion.json");
    std::size_t cases = 0;
    for (const auto& one : file.at("cases").as_array()) {
      INFO(std::string(one.at("name").as_string()));
      const auto missing = learning::missing_of(course_from(one.at("course").as_object()), state_from(one.at("state").as_object()));
      CHECK(missing.nothing() == one.at("complete").as_bool());
      CHECK(xapi::to_text(learning::to_json(missing)) == xapi::to_text(one.at("missing")));
      ++cases;
    }
    CHECK(cases > 10);
  }

  TEST_CASE("a course finished under its former id is finished") {
    const learning::Course course{"jualan", {"dagang"}, {}, {{"foto", {}, {}}}};
    learning::State state;
    CHECK_FALSE(learning::missing_of(course, state).nothing());
    state.lessons["dagang/foto"].done = "2026-11-22T09:00:00.000Z";
    CHECK(learning::missing_of(course, state).nothing());
    state = {};
    state.courses["dagang"] = "2026-11-22T09:00:00.000Z";
    CHECK(learning::missing_of(course, state).nothing());
  }
}
