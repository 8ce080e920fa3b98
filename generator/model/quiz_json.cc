#include "generator/model/quiz_json.h"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <cmath>
#include <cstdint>

namespace model {
namespace {

namespace json = boost::json;
using markup::Choice;
using markup::Question;
using markup::QuestionType;

// Whole numbers without ".0" or exponent, so that people can read the file.
json::value number(double value) {
  constexpr double kExact = 9007199254740992.0;  // 2^53
  if (value == std::floor(value) && std::abs(value) < kExact) return static_cast<std::int64_t>(value);
  return value;
}

void add_text(json::object& object, json::string_view key, const std::string& text) {
  if (!text.empty()) object[key] = text;
}

json::object to_json(const Choice& choice, QuestionType type) {
  json::object object;
  object["id"] = choice.id;
  object["text"] = choice.text;
  if (type == QuestionType::match) {
    object["match_id"] = choice.match_id;
    object["match"] = choice.match;
  } else if (type != QuestionType::order) {
    object["right"] = choice.right;
  }
  add_text(object, "feedback", choice.feedback);
  return object;
}

void add_aliases(json::object& object, const std::vector<std::string>& aliases) {
  if (!aliases.empty()) object["aliases"] = json::array(aliases.begin(), aliases.end());
}

json::array gaps_of(const Question& question) {
  json::array gaps;
  for (const auto& forms : question.gaps) gaps.emplace_back(json::array(forms.begin(), forms.end()));
  return gaps;
}

json::object to_json(const Question& question) {
  json::object object;
  object["id"] = question.id;
  add_aliases(object, question.aliases);
  object["type"] = name_of(question.type);
  object["hash"] = question_hash(question);
  object["points"] = number(question.points);
  object["text"] = question.text;
  add_text(object, "hint", question.hint);
  json::array choices;
  for (const auto& choice : question.choices) choices.emplace_back(to_json(choice, question.type));
  if (!choices.empty()) object["choices"] = std::move(choices);
  if (question.type == QuestionType::gap) object["gaps"] = gaps_of(question);
  if (question.type == QuestionType::truefalse) object["truth"] = question.truth;
  if (question.type == QuestionType::number) {
    object["number"] = number(question.number);
    object["tolerance"] = number(question.tolerance);
    add_text(object, "unit", question.unit);
  }
  add_text(object, "right_feedback", question.right_feedback);
  add_text(object, "wrong_feedback", question.wrong_feedback);
  return object;
}

}  // namespace

boost::json::object to_json(const markup::Quiz& quiz) {
  json::object object;
  object["id"] = quiz.id;
  add_aliases(object, quiz.aliases);
  add_text(object, "title", quiz.title);
  object["pass_points"] = number(quiz.pass_points);
  object["pass_percent"] = number(quiz.pass_percent);
  object["max_points"] = number(quiz.max_points);
  object["attempts"] = quiz.attempts;
  object["draw"] = quiz.draw;
  json::array questions;
  for (const auto& question : quiz.questions) questions.emplace_back(to_json(question));
  object["questions"] = std::move(questions);
  return object;
}

}  // namespace model
