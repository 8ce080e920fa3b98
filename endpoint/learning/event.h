// What a learner did, as the page keeps it and sends it: the events of tests/contract, read back from the xAPI statements in which
// they are stored.
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace learning {

enum class EventType {
  lesson_opened,
  lesson_finished,
  answered,
  quiz_ended,
  media_played,
  media_paused,
  media_seeked,
  media_completed,
  course_completed
};

struct Score {
  std::optional<double> scaled, raw, min, max;
  bool operator==(const Score&) const = default;
};

// Seconds from the start of a video or sound.
struct Segment {
  double from = 0;
  double to = 0;
  bool operator==(const Segment&) const = default;
};

// Fields that a type does not have are empty.
struct Event {
  std::string id;    // a UUID, the statement's, in lower case
  EventType type = EventType::lesson_opened;
  std::string time;  // UTC with milliseconds, "2026-11-22T09:00:00.000Z": text order is time order
  std::string learner, course, lesson;
  std::string version, language;  // of the content
  std::optional<double> seconds;

  std::string quiz, question;
  std::string interaction;  // xAPI's interactionType: several question types share one
  int attempt = 0;
  std::string response;
  bool success = false;
  Score score;
  std::string hash;  // of the question as it was asked

  std::string media;    // file name without extension
  std::string kind;     // "video" or "audio"
  std::string session;
  std::optional<double> length, at, from, to;  // seconds
  std::vector<Segment> segments;
  std::optional<double> progress;

  bool operator==(const Event&) const = default;
};

// Nothing for a statement that is not one of this site's: another actor, verb or activity, or lacking what its type needs. `site` is
// the site's id, an IRI that ends in '/'. The statement must be one that xapi::check_statement accepts.
std::optional<Event> event_of(const boost::json::object& statement, std::string_view site);

}  // namespace learning
