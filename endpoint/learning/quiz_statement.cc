#include "endpoint/learning/quiz_statement.h"

#include <fmt/format.h>

#include <boost/json/array.hpp>

#include "endpoint/learning/activity.h"
#include "endpoint/learning/records.h"

namespace learning {
namespace {

using Object = boost::json::object;

constexpr std::string_view kAdl = "http://adlnet.gov/expapi/";

Object activity_json(const std::string& iri, std::string_view type) {
  return {{"id", iri}, {"definition", {{"type", std::string(kAdl) + "activities/" + std::string(type)}}}};
}

std::string_view verb_name(const Event& event) {
  if (event.type == EventType::answered) return "answered";
  return event.success ? "passed" : "failed";
}

// The activity and those above it, from the nearest on.
std::vector<Object> activities_of(const Event& event, std::string_view site) {
  const std::string course = course_iri(site, event.course);
  const std::string lesson = course + '/' + event.lesson;
  const std::string quiz = lesson + '#' + event.quiz;
  std::vector<Object> all{activity_json(quiz, "assessment"), activity_json(lesson, "lesson"), activity_json(course, "course")};
  if (event.type != EventType::answered) return all;
  auto question = activity_json(quiz + '/' + event.question, "cmi.interaction");
  question["definition"].get_object()["interactionType"] = event.interaction;
  all.insert(all.begin(), std::move(question));
  return all;
}

Object result_json(const Event& event) {
  const auto& [scaled, raw, min, max] = event.score;
  Object result{{"score", {{"scaled", scaled.value_or(0)}, {"raw", raw.value_or(0)}, {"min", min.value_or(0)}, {"max", max.value_or(0)}}},
                {"success", event.success},
                {"completion", true}};
  if (event.type == EventType::answered) result["response"] = event.response;
  if (event.seconds) result["duration"] = fmt::format("PT{}S", *event.seconds);
  return result;
}

Object context_json(const Event& event, std::string_view site, const std::vector<Object>& above) {
  const std::string own = std::string(site) + "extensions/";
  Object extensions{{own + "version", event.version}, {own + "attempt", event.attempt}};
  if (!event.hash.empty()) extensions[own + "question-hash"] = event.hash;
  return {{"registration", registration_of(site, event.learner, event.course)},
          {"contextActivities", {{"parent", boost::json::array{above.front()}}, {"grouping", boost::json::array(above.begin() + 1, above.end())}}},
          {"platform", "Sanggar"},
          {"language", event.language},
          {"extensions", std::move(extensions)}};
}

}  // namespace

Object statement_of(const Event& event, std::string_view site) {
  auto all = activities_of(event, site);
  const auto verb = verb_name(event);
  const Object own = std::move(all.front());
  all.erase(all.begin());
  return {{"id", event.id},
          {"actor", agent_of(site, event.learner)},
          {"verb", {{"id", std::string(kAdl) + "verbs/" + std::string(verb)}, {"display", {{"en", verb}}}}},
          {"object", {{"objectType", "Activity"}, {"id", own.at("id")}, {"definition", own.at("definition")}}},
          {"result", result_json(event)},
          {"context", context_json(event, site, all)},
          {"timestamp", event.time}};
}

}  // namespace learning
