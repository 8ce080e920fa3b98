#include "endpoint/learning/event.h"

#include <array>
#include <boost/json/array.hpp>
#include <charconv>
#include <cmath>

#include "endpoint/learning/activity.h"
#include "endpoint/learning/fields.h"
#include "endpoint/xapi/formats.h"

namespace learning {
namespace {

using Object = boost::json::object;

constexpr std::string_view kVideoExtensions = "https://w3id.org/xapi/video/extensions/";

struct Kind {
  std::string_view verb;
  ActivityKind activity;
  EventType type;
};

constexpr std::array kKinds{
    Kind{"http://adlnet.gov/expapi/verbs/initialized", ActivityKind::lesson, EventType::lesson_opened},
    Kind{"http://adlnet.gov/expapi/verbs/completed", ActivityKind::lesson, EventType::lesson_finished},
    Kind{"http://adlnet.gov/expapi/verbs/answered", ActivityKind::question, EventType::answered},
    Kind{"http://adlnet.gov/expapi/verbs/passed", ActivityKind::quiz, EventType::quiz_ended},
    Kind{"http://adlnet.gov/expapi/verbs/failed", ActivityKind::quiz, EventType::quiz_ended},
    Kind{"https://w3id.org/xapi/video/verbs/played", ActivityKind::media, EventType::media_played},
    Kind{"https://w3id.org/xapi/video/verbs/paused", ActivityKind::media, EventType::media_paused},
    Kind{"https://w3id.org/xapi/video/verbs/seeked", ActivityKind::media, EventType::media_seeked},
    Kind{"http://adlnet.gov/expapi/verbs/completed", ActivityKind::media, EventType::media_completed},
    Kind{"http://adlnet.gov/expapi/verbs/completed", ActivityKind::course, EventType::course_completed},
};

std::optional<EventType> type_of(std::string_view verb, ActivityKind activity) {
  for (const auto& kind : kKinds) {
    if (kind.verb == verb && kind.activity == activity) return kind.type;
  }
  return std::nullopt;
}

// All of the text as a number that is none below 0.
std::optional<double> seconds_in(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole && std::isfinite(number) && number >= 0 ? std::optional(number) : std::nullopt;
}

// "PT870.5S", the one form of duration that pages write.
std::optional<double> seconds_of_duration(std::string_view text) {
  if (!text.starts_with("PT") || !text.ends_with('S')) return std::nullopt;
  return seconds_in(text.substr(2, text.size() - 3));
}

// "0[.]40.5[,]30[.]240"; parts that are wrong are left out.
std::vector<Segment> segments_in(std::string_view text) {
  std::vector<Segment> segments;
  while (!text.empty()) {
    const auto comma = text.find("[,]");
    const auto part = text.substr(0, comma);
    const auto dot = part.find("[.]");
    const auto from = seconds_in(part.substr(0, dot));
    const auto to = dot == std::string_view::npos ? std::nullopt : seconds_in(part.substr(dot + 3));
    if (from && to && *from <= *to) segments.push_back({*from, *to});
    text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 3);
  }
  return segments;
}

// The learner's UUID, if the account is one of this site.
std::string learner_of(const Object& statement, std::string_view site) {
  const Object* account = object_at(object_at(&statement, "actor"), "account");
  if (text_at(account, "homePage") != site) return {};
  const auto name = text_at(account, "name");
  return xapi::is_uuid(name) ? xapi::lower_uuid(name) : std::string();
}

void read_result(const Object* result, Event& event) {
  const Object* score = object_at(result, "score");
  event.seconds = seconds_of_duration(text_at(result, "duration"));
  event.response = text_at(result, "response");
  event.success = truth_at(result, "success").value_or(false);
  event.score = {number_at(score, "scaled"), number_at(score, "raw"), number_at(score, "min"), number_at(score, "max")};
}

void read_context(const Object* context, std::string_view site, Event& event) {
  const Object* extensions = object_at(context, "extensions");
  const std::string own = std::string(site) + "extensions/";
  event.language = text_at(context, "language");
  event.version = text_at(extensions, own + "version");
  event.hash = text_at(extensions, own + "question-hash");
  const double attempt = number_at(extensions, own + "attempt").value_or(0);
  if (attempt >= 1 && attempt <= 1e6) event.attempt = static_cast<int>(attempt);
}

void read_media(const Object& statement, Event& event) {
  const Object* told = object_at(object_at(&statement, "result"), "extensions");
  const Object* around = object_at(object_at(&statement, "context"), "extensions");
  const auto name = [](std::string_view of) { return std::string(kVideoExtensions) + std::string(of); };
  const auto type = text_at(object_at(object_at(&statement, "object"), "definition"), "type");
  event.kind = type == "https://w3id.org/xapi/video/activity-type/video" ? "video" : "audio";
  event.session = text_at(around, name("session-id"));
  event.length = number_at(around, name("length"));
  event.at = number_at(told, name("time"));
  event.from = number_at(told, name("time-from"));
  event.to = number_at(told, name("time-to"));
  event.segments = segments_in(text_at(told, name("played-segments")));
  event.progress = number_at(told, name("progress"));
}

// A quiz that ended without a score, or an answer that is neither right nor wrong, says nothing about progress.
bool is_whole(const Event& event, const Object& statement) {
  if (event.type == EventType::quiz_ended) return event.score.scaled.has_value();
  return event.type != EventType::answered || truth_at(object_at(&statement, "result"), "success").has_value();
}

void read_type(const Object& statement, std::string_view verb, Event& event) {
  if (!event.media.empty()) read_media(statement, event);
  if (event.type == EventType::quiz_ended) event.success = verb.ends_with("/passed");
  if (event.type == EventType::answered) {
    event.interaction = text_at(object_at(object_at(&statement, "object"), "definition"), "interactionType");
  }
}

}  // namespace

std::optional<Event> event_of(const Object& statement, std::string_view site) {
  const auto activity = activity_of(text_at(object_at(&statement, "object"), "id"), site);
  const auto verb = text_at(object_at(&statement, "verb"), "id");
  const auto type = activity ? type_of(verb, activity->kind) : std::nullopt;
  const auto time = xapi::timestamp_of(text_at(&statement, "timestamp"));
  Event event;
  event.learner = learner_of(statement, site);
  if (!type || !time || event.learner.empty()) return std::nullopt;
  event.id = xapi::lower_uuid(text_at(&statement, "id"));
  event.type = *type;
  event.time = xapi::timestamp_text(*time).substr(0, 23) + "Z";  // milliseconds
  event.course = activity->course;
  event.lesson = activity->lesson;
  event.quiz = activity->quiz;
  event.question = activity->question;
  event.media = activity->media;
  read_result(object_at(&statement, "result"), event);
  read_context(object_at(&statement, "context"), site, event);
  read_type(statement, verb, event);
  if (!is_whole(event, statement)) return std::nullopt;
  return event;
}

}  // namespace learning
