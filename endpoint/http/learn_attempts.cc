// Attempts at graded quizzes: opened, graded and limited here, on the endpoint's own authority.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>

#include "base/clock.h"
#include "endpoint/auth/codes.h"
#include "endpoint/http/learn_call.h"
#include "endpoint/learning/activity.h"
#include "endpoint/learning/attempts.h"
#include "endpoint/learning/fields.h"
#include "endpoint/learning/quiz_statement.h"
#include "endpoint/learning/records.h"
#include "endpoint/xapi/agent.h"
#include "endpoint/xapi/formats.h"
#include "endpoint/xapi/json.h"

namespace http {
namespace {

using boost::json::object;
using learning::Attempt;
using learning::GradedQuiz;
using Attempts = std::vector<Attempt>;

constexpr std::size_t kLongestAnswer = 4'000;  // bytes
constexpr int kSuperseded = 410;  // why a document stays as it is

// The quiz, and the bundle that it is in.
struct Place {
  std::shared_ptr<const learning::Bundle> bundle;
  GradedQuiz graded;
};

Response not_graded() { return answer_problem(404, {"quiz", "is none that is graded here"}); }

tl::expected<Place, Response> place_of(const LearnCall& call, std::string_view course, std::string_view lesson, std::string_view quiz,
                                       std::string_view language) {
  const auto bundle = call.courses.newest(call.store, call.options.site);
  if (!bundle) return tl::unexpected<Response>(answer_failure(bundle.error()));
  if (!*bundle) return tl::unexpected<Response>(not_graded());
  auto graded = (*bundle)->graded_quiz(course, lesson, quiz, language);
  if (graded.quiz == nullptr) return tl::unexpected<Response>(not_graded());
  return Place{*bundle, std::move(graded)};
}

store::Document document_of(const Attempts& attempts) { return {"application/json", learning::text_of(attempts), 0}; }

// What is said about one question. The right answer is told only to who has no attempt left in which to write it down.
object result_json(const learning::Question& question, const Attempt& attempt, bool tell_answer) {
  const auto found = attempt.answers.find(question.id);
  const bool right = found != attempt.answers.end() && found->second.right;
  object json{{"question", question.id}, {"right", right}, {"points", question.points}};
  boost::json::array said;
  if (found != attempt.answers.end()) {
    json["response"] = found->second.response;
    for (const auto& [about, text] : learning::grade(question, found->second.response).said) said.push_back({{"about", about}, {"text", text}});
  }
  const auto& after = right ? question.right_feedback : question.wrong_feedback;
  if (!after.empty()) said.push_back({{"about", ""}, {"text", after}});
  json["said"] = std::move(said);
  if (!tell_answer) return json;
  const auto answer = learning::right_answer(question);
  json["answer"] = boost::json::array(answer.begin(), answer.end());
  return json;
}

boost::json::value number_or_null(std::optional<int> number) { return number ? boost::json::value(*number) : boost::json::value(nullptr); }

object attempt_json(const Attempt& attempt) {
  object json{{"id", attempt.id},
              {"number", attempt.number},
              {"version", attempt.version},
              {"language", attempt.language},
              {"questions", boost::json::array(attempt.questions.begin(), attempt.questions.end())},
              {"opened", xapi::timestamp_text(attempt.opened)}};
  if (attempt.closed == 0) return json;
  json["closed"] = xapi::timestamp_text(attempt.closed);
  json["score"] = object{{"scaled", attempt.points.scaled()}, {"raw", attempt.points.raw}, {"max", attempt.points.max}};
  json["passed"] = attempt.passed;
  return json;
}

// `graded` is the quiz as it was when the attempt was opened.
object result_of(const Attempt& attempt, const GradedQuiz& graded, std::optional<int> left) {
  auto json = attempt_json(attempt);
  boost::json::array results;
  for (const auto& id : attempt.questions) {
    if (const auto* question = graded.quiz->question(id)) results.emplace_back(result_json(*question, attempt, left == 0));
  }
  json["results"] = std::move(results);
  return json;
}

Response answer_with(int status, object json, const Attempts& attempts, const learning::Quiz& quiz) {
  json["limit"] = number_or_null(quiz.attempts == 0 ? std::nullopt : std::optional(quiz.attempts));
  json["left"] = number_or_null(learning::attempts_left(attempts, quiz));
  auto response = answer_json(json);
  response.status = status;
  response.headers.push_back({"Cache-Control", "no-store"});
  return response;
}

// The quiz with which an attempt was opened.
tl::expected<Place, Response> place_then(const LearnCall& call, const Attempt& attempt, const learning::Activity& quiz) {
  const auto bundle = call.courses.of_version(call.store, call.options.site, attempt.version);
  if (!bundle) return tl::unexpected<Response>(answer_failure(bundle.error()));
  Place place{*bundle, {}};
  if (place.bundle) place.graded = place.bundle->graded_quiz(quiz.course, quiz.lesson, quiz.quiz, attempt.language);
  if (place.graded.quiz == nullptr) {
    const std::string what = "'" + attempt.version + "' of the courses is not here; the administrator must add its bundle again";
    return tl::unexpected<Response>(answer_problem(500, {"version", what}));
  }
  return place;
}

// ---- answering ----

struct Found {
  store::DocumentKey key;
  learning::Activity quiz;
  Attempts attempts;
};

// The document that has an attempt; a learner has few.
tl::expected<Found, Response> find_attempt(const LearnCall& call, const std::string& id) {
  const auto agent = learning::agent_of(call.options.site, call.caller.learner);
  const auto documents = call.store.documents_of_agent(xapi::key_of(agent));
  if (!documents) return tl::unexpected<Response>(answer_failure(documents.error()));
  for (const auto& [key, document] : *documents) {
    if (key.kind != store::DocumentKind::attempts || document.bytes.find(id) == std::string::npos) continue;
    auto attempts = learning::attempts_of(document.bytes);
    const auto quiz = learning::activity_of(key.activity, call.options.site);
    if (quiz && learning::attempt_with(attempts, id) != nullptr) return Found{key, *quiz, std::move(attempts)};
  }
  return tl::unexpected<Response>(answer_problem(404, {"attempt", "is none of this learner's"}));
}

xapi::Checked<std::map<std::string, std::string>> responses_of(const LearnCall& call, const Attempt& attempt) {
  const auto body = object_of_body(call);
  if (!body) return tl::unexpected<xapi::Problem>(body.error());
  const auto* answers = learning::object_at(&*body, "answers");
  if (answers == nullptr) return xapi::refuse("answers", "is needed, and is an object");
  std::map<std::string, std::string> responses;
  for (const auto& [question, response] : *answers) {
    const std::string where = "answers." + std::string(question);
    if (std::find(attempt.questions.begin(), attempt.questions.end(), std::string_view(question)) == attempt.questions.end()) {
      return xapi::refuse(where, "is no question of this attempt");
    }
    if (!response.is_string()) return xapi::refuse(where, "is no text");
    if (response.get_string().size() > kLongestAnswer) return xapi::refuse(where, fmt::format("is longer than {} bytes", kLongestAnswer));
    responses.emplace(question, response.get_string());
  }
  return responses;
}

// Nothing: it is closed, now or before, and `found` has it so. The first answers stand.
std::optional<Response> close(const LearnCall& call, const std::string& id, const learning::Quiz& quiz, Found& found) {
  const auto responses = responses_of(call, *learning::attempt_with(found.attempts, id));
  if (!responses) return answer_problem(400, responses.error());
  const auto changed = call.store.change_document(found.key, [&](const store::Document* old) -> store::Change {
    found.attempts = learning::attempts_of(old == nullptr ? "" : old->bytes);
    auto* attempt = learning::attempt_with(found.attempts, id);
    if (attempt == nullptr || learning::is_superseded(found.attempts, *attempt)) return store::Keep{kSuperseded};
    if (attempt->closed != 0) return store::Keep{};
    learning::close_attempt(*attempt, quiz, *responses, base::microseconds_now());
    return document_of(found.attempts);
  });
  if (!changed) return answer_failure(changed.error());
  const auto* kept = std::get_if<store::Keep>(&*changed);
  if (kept == nullptr || kept->reason != kSuperseded) return std::nullopt;
  return answer_problem(409, {"attempt", "was opened anew, since its questions had changed, and answered there"});
}

// Stores what happened, and looks whether a course is complete by it.
store::Result<void> record(const LearnCall& call, const Attempt& attempt, const GradedQuiz& graded) {
  const auto& learner = call.caller.learner;
  const auto& site = call.options.site;
  std::vector<object> statements;
  for (const auto& event : learning::events_of(attempt, graded, learner)) statements.push_back(learning::statement_of(event, site));
  if (auto said = learning::say(call.store, site, learner, std::move(statements)); !said) return said;
  const auto bundle = call.courses.newest(call.store, site);
  if (!bundle) return tl::unexpected<store::Failure>(bundle.error());
  if (!*bundle) return {};
  auto state = learning::state_of(call.store, site, learner, bundle->get());
  if (!state) return tl::unexpected<store::Failure>(state.error());
  return learning::say_completed(call.store, **bundle, learner, *state);
}

std::string parameter_of(const xapi::Parameters& parameters, std::string_view name) {
  const auto found = std::find_if(parameters.begin(), parameters.end(), [&](const auto& pair) { return pair.first == name; });
  return found == parameters.end() ? "" : found->second;
}

// Of several with the same number the one that was answered, or the last.
boost::json::array shown_attempts(const Attempts& attempts) {
  boost::json::array list;
  int number = 0;
  for (const auto& attempt : attempts) {
    if (learning::is_superseded(attempts, attempt)) continue;
    if (attempt.number == number) list.pop_back();
    number = attempt.number;
    list.emplace_back(attempt_json(attempt));
  }
  return list;
}

// null before the first, and while its bundle is not here.
boost::json::value last_result(const LearnCall& call, const Attempts& attempts, const store::DocumentKey& key, const learning::Quiz& rules) {
  const auto last = std::find_if(attempts.rbegin(), attempts.rend(), [](const Attempt& attempt) { return attempt.closed != 0; });
  const auto quiz = learning::activity_of(key.activity, call.options.site);
  if (last == attempts.rend() || !quiz) return nullptr;
  const auto then = place_then(call, *last, *quiz);
  if (!then) return nullptr;
  return result_of(*last, then->graded, learning::attempts_left(attempts, rules));
}

}  // namespace

Response begin_attempt(const LearnCall& call) {
  std::array<std::string, 3> names{"course", "lesson", "quiz"};
  for (auto& name : names) {
    auto text = text_of_body(call, name);
    if (!text) return answer_problem(400, text.error());
    name = std::move(*text);
  }
  auto place = place_of(call, names[0], names[1], names[2], text_of_body(call, "language").value_or(""));
  if (!place) return std::move(place.error());
  const auto& graded = place->graded;
  const auto key = learning::attempts_key(call.store, call.options.site, call.caller.learner, graded);
  if (!key) return answer_failure(key.error());
  Attempts attempts;
  auto opened = learning::Opened::begun;
  const auto changed = call.store.change_document(*key, [&](const store::Document* old) -> store::Change {
    attempts = learning::attempts_of(old == nullptr ? "" : old->bytes);
    opened = learning::open_attempt(attempts, {place->bundle->version, graded, base::microseconds_now(), auth::random_number});
    if (opened == learning::Opened::none_left) return store::Keep{};
    return document_of(attempts);
  });
  if (!changed) return answer_failure(changed.error());
  if (opened == learning::Opened::none_left) {
    return answer_problem(409, {"attempts", fmt::format("are used up: {} of {}", graded.quiz->attempts, graded.quiz->attempts)});
  }
  return answer_with(opened == learning::Opened::begun ? 201 : 200, attempt_json(attempts.back()), attempts, *graded.quiz);
}

Response answer_attempt(const LearnCall& call) {
  if (!xapi::is_uuid(call.rest)) return answer_problem(404, {"attempt", "is no UUID"});
  const std::string id = xapi::lower_uuid(call.rest);
  auto found = find_attempt(call, id);
  if (!found) return std::move(found.error());
  auto then = place_then(call, *learning::attempt_with(found->attempts, id), found->quiz);
  if (!then) return std::move(then.error());
  if (auto refused = close(call, id, *then->graded.quiz, *found)) return std::move(*refused);
  const auto& attempt = *learning::attempt_with(found->attempts, id);
  if (const auto recorded = record(call, attempt, then->graded); !recorded) return answer_failure(recorded.error());
  const auto now = place_of(call, found->quiz.course, found->quiz.lesson, found->quiz.quiz, attempt.language);
  // The rules of now say how many attempts are left, or those of then where the quiz is gone.
  const auto& rules = now ? *now->graded.quiz : *then->graded.quiz;
  return answer_with(200, result_of(attempt, then->graded, learning::attempts_left(found->attempts, rules)), found->attempts, rules);
}

Response past_attempts(const LearnCall& call) {
  const auto parameters = decoded_parameters(call.request.query);
  if (!parameters) return answer_problem(400, {"query", "is wrongly encoded"});
  if (const auto wrong = check_parameters(*parameters, {"course", "lesson", "quiz"})) return answer_problem(400, *wrong);
  auto place = place_of(call, parameter_of(*parameters, "course"), parameter_of(*parameters, "lesson"), parameter_of(*parameters, "quiz"), "");
  if (!place) return std::move(place.error());
  const auto key = learning::attempts_key(call.store, call.options.site, call.caller.learner, place->graded);
  if (!key) return answer_failure(key.error());
  const auto document = call.store.document(*key);
  if (!document) return answer_failure(document.error());
  const auto attempts = learning::attempts_of(*document ? (*document)->bytes : "");
  const auto& quiz = *place->graded.quiz;
  return answer_with(200, {{"attempts", shown_attempts(attempts)}, {"last", last_result(call, attempts, *key, quiz)}}, attempts, quiz);
}

}  // namespace http
