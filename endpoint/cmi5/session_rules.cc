#include "endpoint/cmi5/session_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <cmath>

#include "endpoint/cmi5/vocabulary.h"
#include "endpoint/xapi/agent.h"
#include "endpoint/xapi/formats.h"
#include "endpoint/xapi/json.h"

namespace cmi5 {
namespace {

using Object = boost::json::object;
using Value = boost::json::value;
using xapi::Problem;
using Finding = std::optional<Problem>;

constexpr std::array<std::string_view, 5> kVerbs{kInitialized, kCompleted, kPassed, kFailed, kTerminated};
constexpr std::string_view kVoiding = "http://adlnet.gov/expapi/verbs/voided";
constexpr double kMostProgress = 100;

// nullptr when there is none: what has come this far is a statement by xAPI's rules.
const Object* object_at(const Object* object, std::string_view key) {
  const auto* value = object == nullptr ? nullptr : object->if_contains(key);
  return value == nullptr ? nullptr : value->if_object();
}

std::string_view text_at(const Object* object, std::string_view key) {
  const auto* value = object == nullptr ? nullptr : object->if_contains(key);
  const auto* text = value == nullptr ? nullptr : value->if_string();
  return text == nullptr ? std::string_view() : std::string_view(text->data(), text->size());
}

std::optional<double> number_at(const Object* object, std::string_view key) {
  const auto* value = object == nullptr ? nullptr : object->if_contains(key);
  return value == nullptr || !value->is_number() ? std::nullopt : std::optional(value->to_number<double>());
}

bool has_activity(const Object& statement, std::string_view group, std::string_view id) {
  const auto* groups = object_at(object_at(&statement, "context"), "contextActivities");
  const auto* list = groups == nullptr ? nullptr : groups->if_contains(group);
  const auto* activities = list == nullptr ? nullptr : list->if_array();
  if (activities == nullptr) return false;
  return std::any_of(activities->begin(), activities->end(), [&](const Value& one) { return text_at(one.if_object(), "id") == id; });
}

std::string_view verb_of(const Object& statement) { return text_at(object_at(&statement, "verb"), "id"); }

bool is_in_utc(std::string_view timestamp) {
  return timestamp.ends_with('Z') || timestamp.ends_with('z') || timestamp.ends_with("+00:00") || timestamp.ends_with("+0000") || timestamp.ends_with("+00");
}

Finding check_belongs(const Registration& registration, const Session& session, const Object& statement) {
  if (text_at(&statement, "id") == kNoId) return Problem{"id", "is needed: a unit gives its statements ids"};
  const auto timestamp = text_at(&statement, "timestamp");
  if (timestamp.starts_with("1970-01-01T00:00:00.000000")) return Problem{"timestamp", "is needed"};
  if (!is_in_utc(timestamp)) return Problem{"timestamp", "is not in UTC (it ends in Z)"};
  const auto* actor = object_at(&statement, "actor");
  if (text_at(actor, "objectType") == "Group" || actor == nullptr || xapi::key_of(*actor) != xapi::key_of(registration.actor)) {
    return Problem{"actor", "is not that of the launch"};
  }
  if (verb_of(statement) == kVoiding) return Problem{"verb.id", "is not for units: they void nothing"};
  const auto* context = object_at(&statement, "context");
  if (xapi::lower_uuid(text_at(context, "registration")) != registration.id) return Problem{"context.registration", "is not that of the launch"};
  const auto session_id = text_at(object_at(context, "extensions"), kSessionId);
  if (session_id != session.id) return Problem{"context.extensions", fmt::format("lacks {} of the launch data", kSessionId)};
  if (!has_activity(statement, "grouping", session.publisher)) return Problem{"context.contextActivities.grouping", "lacks the activity of the launch data"};
  return std::nullopt;
}

// success, completion, score: each where it belongs, and nowhere else.
Finding check_outcome(std::string_view verb, const Object* result) {
  const auto* success = result == nullptr ? nullptr : result->if_contains("success");
  const auto* completion = result == nullptr ? nullptr : result->if_contains("completion");
  const bool judges = verb == kPassed || verb == kFailed;
  const bool fits = success != nullptr && success->as_bool() == (verb == kPassed);
  if (judges && !fits) return Problem{"result.success", verb == kPassed ? "is not true" : "is not false"};
  if (!judges && success != nullptr) return Problem{"result.success", "is for passed and failed alone"};
  if (verb == kCompleted && (completion == nullptr || !completion->as_bool())) return Problem{"result.completion", "is not true"};
  if (verb != kCompleted && completion != nullptr) return Problem{"result.completion", "is for completed alone"};
  if (!judges && object_at(result, "score") != nullptr) return Problem{"result.score", "is for passed and failed alone"};
  if (verb != kInitialized && text_at(result, "duration").empty()) return Problem{"result.duration", "is needed"};
  const auto* extensions = object_at(result, "extensions");
  if (extensions != nullptr && extensions->contains(kProgress)) {
    const auto progress = number_at(extensions, kProgress);
    const bool is_share = progress && *progress >= 0 && *progress <= kMostProgress && *progress == std::floor(*progress);
    if (!is_share) return Problem{"result.extensions", fmt::format("has {}, which is no whole number from 0 to 100", kProgress)};
  }
  return std::nullopt;
}

Finding check_score(const Session& session, std::string_view verb, const Object& statement) {
  const auto* score = object_at(object_at(&statement, "result"), "score");
  const auto scaled = number_at(score, "scaled");
  if (scaled && (*scaled < 0 || *scaled > 1)) return Problem{"result.score.scaled", "is not from 0 to 1"};
  if (number_at(score, "raw") && (!number_at(score, "min") || !number_at(score, "max"))) return Problem{"result.score.raw", "needs min and max"};
  const auto* extensions = object_at(object_at(&statement, "context"), "extensions");
  const bool names_mastery = extensions != nullptr && extensions->contains(kMasteryScore);
  if (!session.mastery_score) return std::nullopt;
  if ((scaled && !names_mastery) || (names_mastery && number_at(extensions, kMasteryScore) != session.mastery_score)) {
    return Problem{"context.extensions", fmt::format("lacks {} of the launch data", kMasteryScore)};
  }
  if (scaled && verb == kPassed && *scaled < *session.mastery_score) return Problem{"result.score.scaled", "is below the mastery score, and yet passed"};
  if (scaled && verb == kFailed && *scaled >= *session.mastery_score) return Problem{"result.score.scaled", "reaches the mastery score, and yet failed"};
  return std::nullopt;
}

Finding check_defined(const Session& session, const Object& statement) {
  const auto verb = verb_of(statement);
  if (std::find(kVerbs.begin(), kVerbs.end(), verb) == kVerbs.end()) return Problem{"verb.id", "is none of those with which a unit uses the category of cmi5"};
  const auto* object = object_at(&statement, "object");
  const auto type = text_at(object, "objectType");
  if ((!type.empty() && type != "Activity") || text_at(object, "id") != session.unit) return Problem{"object.id", "is not the activityId of the launch"};
  if (session.mode != Mode::normal && verb != kInitialized && verb != kTerminated) {
    return Problem{"verb.id", fmt::format("is not for the launch mode {}", name_of(session.mode))};
  }
  const auto* result = object_at(&statement, "result");
  if (auto found = check_outcome(verb, result)) return found;
  if (auto found = check_score(session, verb, statement)) return found;
  const bool decides = verb == kPassed || verb == kFailed || verb == kCompleted;
  if (decides != has_activity(statement, "category", kMoveOnCategory)) {
    return Problem{"context.contextActivities.category", fmt::format("{} {}", decides ? "lacks" : "may not have", kMoveOnCategory)};
  }
  return std::nullopt;
}

// True when it is noted now, or was by this very statement.
bool note(std::string& noted, const std::string& id) {
  if (noted.empty()) noted = id;
  return noted == id;
}

// A verb of cmi5 is used but once.
Finding note_defined(Registration& registration, Session& session, const xapi::Statement& statement) {
  auto& unit = registration.units[session.unit];
  const Problem twice{"verb.id", "was used before: once is all a session, or a registration, has"};
  if (statement.verb == kCompleted && !note(unit.completed, statement.id)) return twice;
  if (statement.verb == kPassed && !unit.passed.empty() && unit.passed != statement.id) return twice;
  if (statement.verb == kFailed && !unit.passed.empty()) return Problem{"verb.id", "is failed, but the unit has been passed before"};
  const bool judges = statement.verb == kPassed || statement.verb == kFailed;
  if (judges && !note(session.judged, statement.id)) return Problem{"verb.id", "judges a second time in this session"};
  if (statement.verb == kPassed) unit.passed = statement.id;
  if (statement.verb == kTerminated) note(session.terminated, statement.id);
  return std::nullopt;
}

Finding take_one(Registration& registration, const xapi::Statement& statement, bool defined) {
  auto& session = *registration.session;
  const bool is_first = defined && statement.verb == kInitialized;
  const bool is_last = defined && statement.verb == kTerminated;
  if (session.initialized.empty() && !is_first) return Problem{"verb.id", "is not initialized, which comes first"};
  if (is_first && !session.knows_preferences) return Problem{"verb.id", "is initialized before the agent profile cmi5LearnerPreferences was asked for"};
  if (is_first && !note(session.initialized, statement.id)) return Problem{"verb.id", "is initialized a second time"};
  if (!session.terminated.empty() && session.terminated != statement.id) return Problem{"verb.id", "comes after terminated"};
  if (is_first && session.began == 0) session.began = statement.timestamp;
  if (statement.timestamp < session.began) return Problem{"timestamp", "is before that of initialized"};
  if (is_last && statement.timestamp < session.latest) return Problem{"timestamp", "of terminated is before that of another statement"};
  session.latest = std::max(session.latest, statement.timestamp);
  return defined && !is_first ? note_defined(registration, session, statement) : std::nullopt;
}

}  // namespace

bool is_defined(const Object& statement) { return has_activity(statement, "category", kCategory); }

std::optional<Problem> check_form(const Registration& registration, const Session& session, const Object& statement) {
  if (auto found = check_belongs(registration, session, statement)) return found;
  if (is_defined(statement)) return check_defined(session, statement);
  if (has_activity(statement, "category", kMoveOnCategory)) {
    return Problem{"context.contextActivities.category", fmt::format("may not have {}", kMoveOnCategory)};
  }
  return std::nullopt;
}

std::optional<Problem> take_statements(Registration& registration, const std::vector<xapi::Statement>& statements, store::Time now) {
  std::size_t index = 0;
  for (const auto& statement : statements) {
    const auto json = xapi::parse_json(statement.text);
    if (!json || !json->is_object()) return Problem{"body", "is no statement"};
    auto found = check_form(registration, *registration.session, json->get_object());
    if (!found) found = take_one(registration, statement, is_defined(json->get_object()));
    if (found && statements.size() > 1) found->where = fmt::format("[{}].{}", index, found->where);
    if (found) return found;
    ++index;
  }
  registration.session->heard = now;
  return std::nullopt;
}

}  // namespace cmi5
