#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>

#include "endpoint/classes/report_text.h"
#include "endpoint/xapi/formats.h"

namespace classes {
namespace {

using Array = boost::json::array;
using Object = boost::json::object;

constexpr std::size_t kMostWrong = 3;  // responses of a question that are told

std::string time_text(store::Time time) { return xapi::timestamp_text(time).substr(0, 23) + "Z"; }

Object json_of(const store::Member& member) {
  return {{"number", member.number}, {"name", member.display_name}, {"group", member.group}, {"joined", time_text(member.joined)}, {"may_renew", member.may_renew}};
}

Object json_of(const learning::Course& course, const learning::State& state) {
  const auto figures = figures_of(course, state);
  return {{"course", course.id},       {"lessons", figures.lessons_done}, {"quizzes", figures.quizzes_passed},
          {"score", figures.score}, {"complete", figures.complete}};
}

// Of the quizzes that were taken.
Object results_of(const learning::State& state) {
  Object results;
  for (const auto& [key, quiz] : state.quizzes) results[key] = {{"best", quiz.best}, {"passed", !quiz.passed.empty()}, {"attempts", quiz.ends.size()}};
  return results;
}

Object row_of(const Report& report, const MemberReport& member) {
  if (member.restricted) return {{"number", member.member.number}, {"name", member.member.display_name}, {"restricted", true}};
  Object row = json_of(member.member);
  row["last"] = member.last;
  Array courses;
  for (const auto& course : report.courses) courses.push_back(json_of(course, member.state));
  row["courses"] = std::move(courses);
  row["results"] = results_of(member.state);
  return row;
}

Object course_json(const Report& report, const learning::Course& course) {
  int quizzes = 0;
  for (const auto& lesson : course.lessons) quizzes += static_cast<int>(lesson.quizzes.size());
  const auto complete = std::count_if(report.members.begin(), report.members.end(), [&](const auto& one) { return one.state.courses.contains(course.id); });
  return {{"course", course.id}, {"name", report.titles.name(course.id)}, {"lessons", course.lessons.size()}, {"quizzes", quizzes}, {"complete", complete}};
}

// Of a lesson's quiz: how many took and passed it.
Object quiz_json(const Report& report, const std::string& key) {
  int taken = 0, passed = 0;
  for (const auto& member : report.members) {
    const auto found = member.state.quizzes.find(key);
    if (found == member.state.quizzes.end()) continue;
    ++taken;
    passed += found->second.passed.empty() ? 0 : 1;
  }
  return {{"quiz", key}, {"name", report.titles.name(key)}, {"taken", taken}, {"passed", passed}};
}

Object lesson_json(const Report& report, const LessonReport& lesson) {
  const std::string key = lesson.course + '/' + lesson.lesson;
  Array quizzes;
  for (const auto& quiz : lesson.quizzes) quizzes.push_back(quiz_json(report, fmt::format("{}#{}", key, quiz)));
  return {{"lesson", key}, {"name", report.titles.name(key)}, {"opened", lesson.opened}, {"done", lesson.done}, {"quizzes", std::move(quizzes)}};
}

// With what it says for people, and the lesson in which it stands.
Object titled(const Report& report, const std::string& key) {
  const auto title = report.titles.questions.find(key);
  const std::string lesson = key.substr(0, key.find('#'));
  return {{"question", key},
          {"text", title == report.titles.questions.end() ? std::string() : title->second.text},
          {"type", title == report.titles.questions.end() ? std::string() : title->second.type},
          {"lesson", lesson},
          {"lesson_name", report.titles.name(lesson)}};
}

std::string said_to(const Report& report, const std::string& key, const std::string& response) {
  const auto title = report.titles.questions.find(key);
  return title == report.titles.questions.end() ? response : said(title->second, response);
}

Object question_json(const Report& report, const QuestionReport& question) {
  Object json = titled(report, question.key);
  json["members"] = question.members;
  json["first_right"] = question.first_right;
  json["right"] = question.right;
  Array wrong;
  for (std::size_t i = 0; i < question.wrong.size() && i < kMostWrong; ++i) {
    const auto& [response, members] = question.wrong[i];
    wrong.push_back(Object{{"response", response}, {"said", said_to(report, question.key, response)}, {"members", members}});
  }
  json["wrong"] = std::move(wrong);
  return json;
}

Object answer_json(const Report& report, const std::string& key, const Answered& answered) {
  Object json = titled(report, key);
  const auto& last = answered.last_response;
  json["response"] = last;
  json["said"] = said_to(report, key, last);
  json["success"] = answered.responses.at(last);
  json["tries"] = answered.tries;
  json["time"] = answered.last.substr(0, answered.last.find('Z') + 1);
  return json;
}

Object log_json(const store::ClassEvent& event) {
  Object json{{"what", event.what}, {"time", time_text(event.time)}};
  if (event.member > 0) json["member"] = event.member;
  return json;
}

template <class Part, class Make>
Array array_of(const std::vector<Part>& parts, const Make& make) {
  Array array;
  for (const auto& part : parts) array.push_back(make(part));
  return array;
}

}  // namespace

Object to_json(const Report& report) {
  const auto& of = report.of;
  return {{"class", {{"name", of.name}, {"course", of.course}, {"code", of.code}, {"created", time_text(of.created)}}},
          {"groups", Array(report.groups.begin(), report.groups.end())},
          {"courses", array_of(report.courses, [&](const auto& one) { return course_json(report, one); })},
          {"members", array_of(report.members, [&](const auto& one) { return row_of(report, one); })},
          {"lessons", array_of(report.lessons, [&](const auto& one) { return lesson_json(report, one); })},
          {"questions", array_of(report.questions, [&](const auto& one) { return question_json(report, one); })},
          {"log", array_of(report.events, log_json)}};
}

Object to_json(const Report& report, const MemberReport& member) {
  Object json = row_of(report, member);
  if (member.restricted) return json;
  Array lessons;
  for (const auto& lesson : report.lessons) {
    const std::string key = lesson.course + '/' + lesson.lesson;
    const auto found = member.state.lessons.find(key);
    const bool heard = found != member.state.lessons.end();
    lessons.push_back(Object{{"lesson", key}, {"name", report.titles.name(key)}, {"opened", heard ? found->second.opened : ""}, {"done", heard ? found->second.done : ""}});
  }
  json["lessons"] = std::move(lessons);
  Array answers;
  for (const auto& [key, answered] : member.answered) answers.push_back(answer_json(report, key, answered));
  json["answers"] = std::move(answers);
  return json;
}

}  // namespace classes
