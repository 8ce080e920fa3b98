#include "endpoint/learning/attempts.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <cmath>

#include "endpoint/learning/activity.h"
#include "endpoint/learning/fields.h"
#include "endpoint/learning/records.h"
#include "endpoint/xapi/agent.h"
#include "endpoint/xapi/digest.h"
#include "endpoint/xapi/formats.h"
#include "endpoint/xapi/json.h"

namespace learning {
namespace {

using Object = boost::json::object;

Object json_of_attempt(const Attempt& attempt) {
  Object answers;
  for (const auto& [question, answer] : attempt.answers) answers[question] = Object{{"response", answer.response}, {"right", answer.right}};
  Object json{{"id", attempt.id},
              {"number", attempt.number},
              {"version", attempt.version},
              {"language", attempt.language},
              {"hash", attempt.hash},
              {"questions", boost::json::array(attempt.questions.begin(), attempt.questions.end())},
              {"opened", xapi::timestamp_text(attempt.opened)}};
  if (attempt.closed == 0) return json;
  json["closed"] = xapi::timestamp_text(attempt.closed);
  json["answers"] = std::move(answers);
  json["score"] = Object{{"raw", attempt.points.raw}, {"max", attempt.points.max}};
  json["passed"] = attempt.passed;
  json["record"] = attempt.record;
  return json;
}

Attempt attempt_in(const Object& json) {
  Attempt attempt;
  attempt.id = text_at(&json, "id");
  attempt.number = static_cast<int>(number_at(&json, "number").value_or(0));
  attempt.version = text_at(&json, "version");
  attempt.language = text_at(&json, "language");
  attempt.hash = text_at(&json, "hash");
  if (const auto* list = json.if_contains("questions"); list != nullptr && list->is_array()) {
    for (const auto& id : list->get_array()) attempt.questions.emplace_back(id.is_string() ? id.get_string() : "");
  }
  attempt.opened = xapi::timestamp_of(text_at(&json, "opened")).value_or(0);
  attempt.closed = xapi::timestamp_of(text_at(&json, "closed")).value_or(0);
  if (const auto* answers = object_at(&json, "answers")) {
    for (const auto& [question, value] : *answers) {
      const auto* answer = value.if_object();
      attempt.answers[question] = {std::string(text_at(answer, "response")), truth_at(answer, "right").value_or(false)};
    }
  }
  const auto* score = object_at(&json, "score");
  attempt.points = {number_at(score, "raw").value_or(0), number_at(score, "max").value_or(0)};
  attempt.passed = truth_at(&json, "passed").value_or(false);
  attempt.record = text_at(&json, "record");
  return attempt;
}

// `count` of all, each set as likely as the others, in their order.
std::vector<std::string> drawn(const Quiz& quiz, const RandomBelow& random) {
  std::vector<std::string> ids;
  ids.reserve(quiz.questions.size());
  for (const auto& question : quiz.questions) ids.push_back(question.id);
  while (quiz.draw > 0 && ids.size() > static_cast<std::size_t>(quiz.draw)) ids.erase(ids.begin() + random(static_cast<std::uint32_t>(ids.size())));
  return ids;
}

// "" when one of them is not in the quiz. The same for a question that only has another id now.
std::string hash_of_questions(const Quiz& quiz, const std::vector<std::string>& ids) {
  std::string hashes;
  for (const auto& id : ids) {
    const auto* question = quiz.question(id);
    if (question == nullptr) return "";
    hashes += question->hash + '\n';
  }
  return xapi::sha2_of(hashes, xapi::kSha256Digits);
}

Attempt new_attempt(const Opening& opening, int number, std::vector<std::string> questions) {
  Attempt attempt;
  attempt.id = xapi::random_uuid();
  attempt.number = number;
  attempt.version = opening.version;
  attempt.language = opening.graded.language;
  attempt.hash = hash_of_questions(*opening.graded.quiz, questions);
  attempt.questions = std::move(questions);
  attempt.opened = opening.now;
  return attempt;
}

// The last one, if it was not answered, nor another of its number.
const Attempt* open_one(const std::vector<Attempt>& attempts) {
  if (attempts.empty() || attempts.back().closed != 0 || is_superseded(attempts, attempts.back())) return nullptr;
  return &attempts.back();
}

Event event_in_attempt(const Attempt& attempt, const GradedQuiz& graded, const std::string& learner, std::string_view name) {
  Event event;
  event.id = xapi::uuid_of_name(attempt.record, name);
  event.time = xapi::timestamp_text(attempt.closed).substr(0, 23) + "Z";  // milliseconds
  event.learner = learner;
  event.course = graded.course;
  event.lesson = graded.lesson;
  event.quiz = graded.quiz->id;
  event.version = attempt.version;
  event.language = attempt.language;
  event.attempt = attempt.number;
  return event;
}

}  // namespace

std::vector<Attempt> attempts_of(std::string_view text) {
  std::vector<Attempt> attempts;
  const auto json = xapi::parse_json(text);
  const auto* list = json && json->is_object() ? json->get_object().if_contains("attempts") : nullptr;
  if (list == nullptr || !list->is_array()) return attempts;
  for (const auto& one : list->get_array()) {
    if (one.is_object()) attempts.push_back(attempt_in(one.get_object()));
  }
  return attempts;
}

std::string text_of(const std::vector<Attempt>& attempts) {
  boost::json::array list;
  for (const auto& attempt : attempts) list.emplace_back(json_of_attempt(attempt));
  return xapi::to_text(Object{{"format", 1}, {"attempts", std::move(list)}});
}

std::optional<int> attempts_left(const std::vector<Attempt>& attempts, const Quiz& quiz) {
  if (quiz.attempts == 0) return std::nullopt;
  return std::max(0, quiz.attempts - (attempts.empty() ? 0 : attempts.back().number));
}

Opened open_attempt(std::vector<Attempt>& attempts, const Opening& opening) {
  const auto& quiz = *opening.graded.quiz;
  if (const auto* open = open_one(attempts)) {
    const auto hash = hash_of_questions(quiz, open->questions);
    if (hash == open->hash && open->language == opening.graded.language) return Opened::was_open;
    // Who changes the language, or meets a corrected question, does not draw again.
    auto questions = hash.empty() ? drawn(quiz, opening.random) : open->questions;
    attempts.push_back(new_attempt(opening, open->number, std::move(questions)));
    return Opened::was_open;
  }
  const int number = attempts.empty() ? 1 : attempts.back().number + 1;
  if (quiz.attempts > 0 && number > quiz.attempts) return Opened::none_left;
  attempts.push_back(new_attempt(opening, number, drawn(quiz, opening.random)));
  if (attempts.size() > kAttemptsKept) attempts.erase(attempts.begin(), attempts.end() - kAttemptsKept);
  return Opened::begun;
}

void close_attempt(Attempt& attempt, const Quiz& quiz, const std::map<std::string, std::string>& responses, std::int64_t now) {
  attempt.closed = now;
  attempt.record = xapi::random_uuid();
  attempt.points = {};
  for (const auto& id : attempt.questions) {
    const auto* question = quiz.question(id);
    if (question == nullptr) continue;
    attempt.points.max += question->points;
    const auto given = responses.find(id);
    if (given == responses.end()) continue;
    const bool right = grade(*question, given->second).right;
    attempt.answers[id] = {given->second, right};
    if (right) attempt.points.raw += question->points;
  }
  attempt.passed = is_passed(attempt.points, quiz);
}

Attempt* attempt_with(std::vector<Attempt>& attempts, std::string_view id) {
  const auto found = std::find_if(attempts.begin(), attempts.end(), [&](const Attempt& one) { return one.id == id; });
  return found == attempts.end() ? nullptr : &*found;
}

bool is_superseded(const std::vector<Attempt>& attempts, const Attempt& attempt) {
  return std::any_of(attempts.begin(), attempts.end(),
                     [&](const Attempt& other) { return other.id != attempt.id && other.number == attempt.number && other.closed != 0; });
}

store::Result<store::DocumentKey> attempts_key(store::Store& store, std::string_view site, const std::string& learner, const GradedQuiz& graded) {
  const std::string agent = xapi::key_of(agent_of(site, learner));
  const auto key_of_name = [&](const QuizName& name) -> store::DocumentKey {
    const std::string quiz = course_iri(site, name.course) + '/' + name.lesson + '#' + name.quiz;
    return {store::DocumentKind::attempts, quiz, agent, registration_of(site, learner, name.course), "attempts"};
  };
  // Under the present name first: a former one may have been told of only after there were attempts under this.
  const auto present = key_of_name({graded.course, graded.lesson, graded.quiz->id});
  std::vector<store::DocumentKey> keys{present};
  for (const auto& name : graded.former) keys.push_back(key_of_name(name));
  for (auto& key : keys) {
    const auto there = store.document(key);
    if (!there) return tl::unexpected<store::Failure>(there.error());
    if (*there) return key;
  }
  return present;
}

std::vector<Event> events_of(const Attempt& attempt, const GradedQuiz& graded, const std::string& learner) {
  constexpr double kMicroseconds = 1e6, kHundredths = 100;
  std::vector<Event> events;
  for (const auto& id : attempt.questions) {
    const auto* question = graded.quiz->question(id);
    const auto answer = attempt.answers.find(id);
    if (question == nullptr || answer == attempt.answers.end()) continue;
    auto event = event_in_attempt(attempt, graded, learner, "answered " + id);
    event.type = EventType::answered;
    event.question = id;
    event.interaction = interaction_of(question->type);
    event.response = answer->second.response;
    event.success = answer->second.right;
    event.score = {event.success ? 1.0 : 0.0, event.success ? question->points : 0, 0, question->points};
    event.hash = question->hash;
    events.push_back(std::move(event));
  }
  auto end = event_in_attempt(attempt, graded, learner, "ended");
  end.type = EventType::quiz_ended;
  end.success = attempt.passed;
  end.score = {attempt.points.scaled(), attempt.points.raw, 0, attempt.points.max};
  end.seconds = std::round(static_cast<double>(attempt.closed - attempt.opened) / kMicroseconds * kHundredths) / kHundredths;
  events.push_back(std::move(end));
  return events;
}

}  // namespace learning
