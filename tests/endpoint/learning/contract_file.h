// The files of tests/contract, and their events as the endpoint has them.
#pragma once

#include <doctest/doctest.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <map>
#include <string>

#include "base/file_system.h"
#include "endpoint/learning/event.h"
#include "endpoint/learning/fields.h"
#include "endpoint/xapi/json.h"

namespace test {

inline boost::json::object contract_file(const std::string& name) {
  const auto text = base::real_file_system().read("tests/contract/" + name, 10'000'000);
  REQUIRE_MESSAGE(text.has_value(), name);
  const auto parsed = xapi::parse_json(*text);
  REQUIRE_MESSAGE(parsed.has_value(), name);
  return parsed->as_object();
}

inline learning::EventType event_type(const std::string& name) {
  using enum learning::EventType;
  static const std::map<std::string, learning::EventType> kTypes{
      {"lesson-opened", lesson_opened}, {"lesson-finished", lesson_finished}, {"answered", answered},
      {"quiz-ended", quiz_ended},       {"media-played", media_played},       {"media-paused", media_paused},
      {"media-seeked", media_seeked},   {"media-completed", media_completed}, {"course-completed", course_completed}};
  return kTypes.at(name);
}

inline std::string interaction_of(const std::string& question_type) {
  static const std::map<std::string, std::string> kInteractions{
      {"", ""},          {"single", "choice"},      {"multiple", "choice"},  {"truefalse", "true-false"}, {"text", "fill-in"},
      {"number", "numeric"}, {"order", "sequencing"}, {"match", "matching"}, {"gap", "fill-in"}};
  return kInteractions.at(question_type);
}

inline std::vector<learning::Segment> segments_of(const boost::json::object& json) {
  std::vector<learning::Segment> segments;
  if (const auto* list = json.if_contains("segments")) {
    for (const auto& pair : list->as_array()) segments.push_back({pair.at(0).to_number<double>(), pair.at(1).to_number<double>()});
  }
  return segments;
}

// Which questions a quiz asked is not told in a statement, and so is no part of an Event.
inline learning::Event event_from(const boost::json::object& json) {
  const auto text = [&](const char* key) { return std::string(learning::text_at(&json, key)); };
  const auto number = [&](const char* key) { return learning::number_at(&json, key); };
  const auto* score = learning::object_at(&json, "score");
  learning::Event event{.id = text("id"), .type = event_type(text("type")), .time = text("time"), .learner = text("learner"),
                        .course = text("course"), .lesson = text("lesson"), .version = text("version"), .language = text("language"),
                        .seconds = number("seconds"), .quiz = text("quiz"), .question = text("question"),
                        .interaction = interaction_of(text("question_type")), .attempt = static_cast<int>(number("attempt").value_or(0)),
                        .response = text("response"), .success = learning::truth_at(&json, "success").value_or(false),
                        .score = {learning::number_at(score, "scaled"), learning::number_at(score, "raw"), learning::number_at(score, "min"),
                                  learning::number_at(score, "max")},
                        .hash = text("hash"), .media = text("media"), .kind = text("kind"), .session = text("session"),
                        .length = number("length"), .at = number("at"), .from = number("from"), .to = number("to"),
                        .segments = segments_of(json), .progress = number("progress")};
  return event;
}

}  // namespace test
