#include "endpoint/learning/progress.h"

#include <algorithm>
#include <boost/json/array.hpp>

namespace learning {
namespace {

using Object = boost::json::object;

void keep_earliest(std::string& kept, const std::string& time) {
  if (kept.empty() || time < kept) kept = time;
}

void merge_quiz(QuizState& quiz, const Event& event) {
  const double score = event.score.scaled.value_or(0);
  quiz.best = quiz.ends.empty() ? score : std::max(quiz.best, score);
  quiz.ends.insert(event.id);
  if (event.success) keep_earliest(quiz.passed, event.time);
}

void merge_answer(QuestionState& question, const Event& event) {
  if (event.success) keep_earliest(question.right, event.time);
  if (std::pair(event.time, event.id) < std::pair(question.time, question.id)) return;
  question.response = event.response;
  question.success = event.success;
  question.hash = event.hash;
  question.time = event.time;
  question.id = event.id;
}

// Segments that overlap or touch become one.
std::vector<Segment> united(std::vector<Segment> segments) {
  std::sort(segments.begin(), segments.end(), [](const Segment& a, const Segment& b) { return std::pair(a.from, a.to) < std::pair(b.from, b.to); });
  std::vector<Segment> whole;
  for (const auto& segment : segments) {
    if (!whole.empty() && segment.from <= whole.back().to) {
      whole.back().to = std::max(whole.back().to, segment.to);
    } else {
      whole.push_back(segment);
    }
  }
  return whole;
}

void merge_media(MediaState& media, const Event& event) {
  if (!event.segments.empty()) {
    media.segments.insert(media.segments.end(), event.segments.begin(), event.segments.end());
    media.segments = united(std::move(media.segments));
  }
  if (event.length) media.length = std::max(media.length.value_or(0), *event.length);
  if (event.type == EventType::media_completed) keep_earliest(media.done, event.time);
  const auto& at = event.type == EventType::media_seeked ? event.to : event.at;
  if (const std::string left = event.time + event.id; at && left >= media.left) {
    media.left = left;
    media.at = at;
  }
}

void put_time(Object& object, const char* key, const std::string& time) {
  if (!time.empty()) object[key] = time;
}

Object json_of(const LessonState& lesson) {
  Object object;
  put_time(object, "opened", lesson.opened);
  put_time(object, "done", lesson.done);
  return object;
}

Object json_of(const QuizState& quiz) {
  Object object{{"best", quiz.best}, {"attempts", quiz.ends.size()}};
  put_time(object, "passed", quiz.passed);
  return object;
}

Object json_of(const QuestionState& question) {
  Object object{{"response", question.response}, {"success", question.success}, {"hash", question.hash}, {"time", question.time}};
  put_time(object, "right", question.right);
  return object;
}

Object json_of(const MediaState& media) {
  boost::json::array segments;
  for (const auto& [from, to] : media.segments) segments.push_back(boost::json::array{from, to});
  Object object{{"segments", std::move(segments)}};
  if (media.length) object["length"] = *media.length;
  if (media.at) object["at"] = *media.at;
  put_time(object, "done", media.done);
  return object;
}

Object json_of(const std::string& done) { return {{"done", done}}; }

template <class Part>
Object json_of_all(const std::map<std::string, Part>& parts) {
  Object object;
  for (const auto& [key, part] : parts) object[key] = json_of(part);
  return object;
}

}  // namespace

void merge(State& state, const Event& event) {
  const std::string lesson = event.course + '/' + event.lesson;
  switch (event.type) {
    case EventType::lesson_opened: return keep_earliest(state.lessons[lesson].opened, event.time);
    case EventType::lesson_finished: return keep_earliest(state.lessons[lesson].done, event.time);
    case EventType::answered: return merge_answer(state.questions[lesson + '#' + event.quiz + '/' + event.question], event);
    case EventType::quiz_ended: return merge_quiz(state.quizzes[lesson + '#' + event.quiz], event);
    case EventType::course_completed: return keep_earliest(state.courses[event.course], event.time);
    case EventType::media_played:
    case EventType::media_paused:
    case EventType::media_seeked:
    case EventType::media_completed: return merge_media(state.media[lesson + "#media:" + event.media], event);
  }
}

Object to_json(const State& state) {
  return {{"lessons", json_of_all(state.lessons)},
          {"quizzes", json_of_all(state.quizzes)},
          {"questions", json_of_all(state.questions)},
          {"media", json_of_all(state.media)},
          {"courses", json_of_all(state.courses)}};
}

}  // namespace learning
