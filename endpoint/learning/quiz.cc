#include "endpoint/learning/quiz.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <optional>

#include "endpoint/learning/fields.h"

namespace learning {
namespace {

using Object = boost::json::object;

constexpr double kMostCounted = 1e6;  // of attempts and of questions drawn

struct TypeName {
  std::string_view name, interaction;
  QuestionType type;
};

constexpr std::array kTypeNames{
    TypeName{"single", "choice", QuestionType::single},          TypeName{"multiple", "choice", QuestionType::multiple},
    TypeName{"truefalse", "true-false", QuestionType::truefalse}, TypeName{"text", "fill-in", QuestionType::text},
    TypeName{"number", "numeric", QuestionType::number},         TypeName{"order", "sequencing", QuestionType::order},
    TypeName{"match", "matching", QuestionType::match},          TypeName{"gap", "fill-in", QuestionType::gap},
};

std::optional<QuestionType> question_type_of(std::string_view name) {
  const auto* found = std::find_if(kTypeNames.begin(), kTypeNames.end(), [&](const TypeName& one) { return one.name == name; });
  return found == kTypeNames.end() ? std::nullopt : std::optional(found->type);
}

const boost::json::array* array_at(const Object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  return value == nullptr ? nullptr : value->if_array();
}

int count_at(const Object& object, std::string_view key) { return static_cast<int>(std::clamp(number_at(&object, key).value_or(0), 0.0, kMostCounted)); }

std::vector<Choice> choices_in(const Object& object) {
  std::vector<Choice> choices;
  const auto* list = array_at(object, "choices");
  if (list == nullptr) return choices;
  for (const auto& value : *list) {
    const auto* one = value.if_object();
    const auto text = [&](std::string_view key) { return std::string(text_at(one, key)); };
    choices.push_back({text("id"), text("text"), truth_at(one, "right").value_or(false), text("feedback"), text("match_id"), text("match")});
  }
  return choices;
}

std::vector<std::vector<std::string>> gaps_in(const Object& object) {
  std::vector<std::vector<std::string>> gaps;
  const auto* list = array_at(object, "gaps");
  if (list == nullptr) return gaps;
  for (const auto& forms : *list) {
    gaps.emplace_back();
    if (!forms.is_array()) continue;
    for (const auto& form : forms.get_array()) {
      if (form.is_string()) gaps.back().emplace_back(form.get_string());
    }
  }
  return gaps;
}

// The key without which a question of this type has no right answer; empty when it is there.
std::string_view missing_key(const Object& object, const Question& question) {
  switch (question.type) {
    case QuestionType::single:
    case QuestionType::multiple:
    case QuestionType::text:
    case QuestionType::order:
    case QuestionType::match: return question.choices.empty() ? "choices" : "";
    case QuestionType::truefalse: return truth_at(&object, "truth") ? "" : "truth";
    case QuestionType::number: return number_at(&object, "number") ? "" : "number";
    case QuestionType::gap: return question.gaps.empty() ? "gaps" : "";
  }
  return "";
}

}  // namespace

const Question* Quiz::question(std::string_view question_id) const {
  auto found = std::find_if(questions.begin(), questions.end(), [&](const Question& one) { return one.id == question_id; });
  if (found == questions.end()) {
    const auto was_called_so = [&](const Question& one) { return std::find(one.aliases.begin(), one.aliases.end(), question_id) != one.aliases.end(); };
    found = std::find_if(questions.begin(), questions.end(), was_called_so);
  }
  return found == questions.end() ? nullptr : &*found;
}

std::string_view interaction_of(QuestionType type) {
  const auto* found = std::find_if(kTypeNames.begin(), kTypeNames.end(), [&](const TypeName& one) { return one.type == type; });
  return found == kTypeNames.end() ? std::string_view() : found->interaction;
}

xapi::Checked<Question> read_question(const Object& object) {
  Question question;
  question.id = text_at(&object, "id");
  if (question.id.empty()) return xapi::refuse("id", "is needed, and is a text");
  if (const auto* aliases = array_at(object, "aliases")) {
    for (const auto& alias : *aliases) {
      if (alias.is_string()) question.aliases.emplace_back(alias.get_string());
    }
  }
  const auto type = question_type_of(text_at(&object, "type"));
  if (!type) return xapi::refuse("type", "is no type of question that this program knows");
  question.type = *type;
  question.hash = text_at(&object, "hash");
  question.points = number_at(&object, "points").value_or(0);
  if (question.points <= 0) return xapi::refuse("points", "is needed, and is a number above 0");
  question.choices = choices_in(object);
  question.gaps = gaps_in(object);
  question.truth = truth_at(&object, "truth").value_or(false);
  question.number = number_at(&object, "number").value_or(0);
  question.tolerance = number_at(&object, "tolerance").value_or(0);
  question.right_feedback = text_at(&object, "right_feedback");
  question.wrong_feedback = text_at(&object, "wrong_feedback");
  if (std::any_of(question.choices.begin(), question.choices.end(), [](const Choice& one) { return one.id.empty(); })) {
    return xapi::refuse("choices", "has one without an id");
  }
  if (const auto key = missing_key(object, question); !key.empty()) return xapi::refuse(std::string(key), "is needed for this type of question");
  return question;
}

xapi::Checked<Quiz> read_quiz(const Object& object) {
  Quiz quiz;
  quiz.id = text_at(&object, "id");
  if (quiz.id.empty()) return xapi::refuse("id", "is needed, and is a text");
  quiz.pass_points = number_at(&object, "pass_points").value_or(0);
  quiz.pass_percent = number_at(&object, "pass_percent").value_or(0);
  quiz.attempts = count_at(object, "attempts");
  quiz.draw = count_at(object, "draw");
  const auto* list = array_at(object, "questions");
  if (list == nullptr || list->empty()) return xapi::refuse("questions", "is needed, and is a list");
  for (const auto& value : *list) {
    const std::string here = fmt::format("questions[{}]", quiz.questions.size());
    const auto* one = value.if_object();
    if (one == nullptr) return xapi::refuse(here, "is no object");
    auto question = read_question(*one);
    if (!question) return xapi::refuse(here + "." + question.error().where, question.error().what);
    if (quiz.question(question->id) != nullptr) return xapi::refuse(here + ".id", "is that of another question");
    quiz.questions.push_back(std::move(*question));
  }
  return quiz;
}

}  // namespace learning
