// The attempts at a graded quiz: the endpoint opens them, draws their questions and closes them with a score. A learner's attempts at
// one quiz are one document, so that two devices that open at once get the same attempt.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "endpoint/learning/bundle.h"
#include "endpoint/learning/grading.h"
#include "endpoint/store/store.h"

namespace learning {

// How many attempts of a quiz are remembered, the last ones.
inline constexpr std::size_t kAttemptsKept = 50;

struct Answer {
  std::string response;
  bool right = false;
};

struct Attempt {
  std::string id;                      // a UUID
  int number = 0;                      // from 1; one whose questions were changed before it was answered is opened anew under its number
  std::string version, language;       // of the content with which it was opened and is graded
  std::string hash;                    // of the questions drawn, as they were then
  std::vector<std::string> questions;  // ids of those drawn, in their order
  std::int64_t opened = 0, closed = 0;  // microseconds since 1970; closed 0: open
  std::map<std::string, Answer> answers;  // by question; what was left out is wrong
  Points points;
  bool passed = false;
  std::string record;                  // a UUID from which the statements' ids are made; nobody knows it before the attempt is closed
};

// The oldest first. `text` is a document's; one that cannot be read gives none.
std::vector<Attempt> attempts_of(std::string_view text);
std::string text_of(const std::vector<Attempt>& attempts);

// How many may still be begun after those; nothing: there is no limit.
std::optional<int> attempts_left(const std::vector<Attempt>& attempts, const Quiz& quiz);

// As auth::random_number: a number below `limit`.
using RandomBelow = std::function<std::uint32_t(std::uint32_t limit)>;

// What an attempt is opened with.
struct Opening {
  std::string version;
  GradedQuiz graded;
  std::int64_t now = 0;
  RandomBelow random;
};

enum class Opened { begun, was_open, none_left };

// The open attempt comes last in `attempts`: a new one, the one that was open, or its successor where its questions have changed or
// another language is asked for.
Opened open_attempt(std::vector<Attempt>& attempts, const Opening& opening);

// Those with the ids of the attempt, graded; the attempt becomes closed. An open attempt of the quiz alone.
void close_attempt(Attempt& attempt, const Quiz& quiz, const std::map<std::string, std::string>& responses, std::int64_t now);

// nullptr when there is none.
Attempt* attempt_with(std::vector<Attempt>& attempts, std::string_view id);
// Whether another one with its number was answered first.
bool is_superseded(const std::vector<Attempt>& attempts, const Attempt& attempt);

// Where a learner's attempts at a quiz lie, or would lie: below a former id, if they began when it was called so.
store::Result<store::DocumentKey> attempts_key(store::Store& store, std::string_view site, const std::string& learner, const GradedQuiz& graded);

// What happened in a closed attempt: each answer, then the end. Their ids are always the same, so that saying it twice says it once.
std::vector<Event> events_of(const Attempt& attempt, const GradedQuiz& graded, const std::string& learner);

}  // namespace learning
