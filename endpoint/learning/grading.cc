#include "endpoint/learning/grading.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <set>

#include "base/letter_case.h"
#include "base/text.h"

namespace learning {
namespace {

constexpr double kNear = 1e-9;  // what floating point leaves between equal numbers and scores

constexpr std::u32string_view kApostrophes = U"'`\u2018\u2019\u02bc";
constexpr std::u32string_view kPunctuation = U".,;:!?()[]{}\"-_/\\\u00ab\u00bb\u00a1\u00bf\u2010\u2011\u2013\u2014\u201c\u201d\u201e\u2026";

// White space as JavaScript has it.
bool is_space(char32_t c) {
  return (c >= U'\t' && c <= U'\r') || c == U' ' || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
         c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

std::vector<std::string_view> parts_of(std::string_view response) {
  constexpr std::string_view kBetween = "[,]";
  std::vector<std::string_view> parts;
  for (auto at = response.find(kBetween); at != std::string_view::npos; at = response.find(kBetween)) {
    parts.push_back(response.substr(0, at));
    response.remove_prefix(at + kBetween.size());
  }
  parts.push_back(response);
  return parts;
}

// NaN for what is no number.
double number_of(std::string_view text) {
  double number = 0;
  const auto* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && stop == end && std::isfinite(number) ? number : std::numeric_limits<double>::quiet_NaN();
}

void say(Grade& grade, const Choice& choice) {
  if (!choice.feedback.empty()) grade.said.push_back({choice.text, choice.feedback});
}

Grade grade_choice(const Question& question, const std::vector<std::string_view>& chosen) {
  Grade result;
  std::size_t right = 0, met = 0;
  for (const auto& choice : question.choices) {
    const bool is_chosen = std::find(chosen.begin(), chosen.end(), choice.id) != chosen.end();
    right += choice.right ? 1 : 0;
    met += choice.right && is_chosen ? 1 : 0;
    if (is_chosen) say(result, choice);
  }
  result.right = right > 0 && met == right && chosen.size() == right;
  return result;
}

Grade grade_text(const Question& question, std::string_view response) {
  Grade result;
  const std::string typed = normal_text(response);
  if (typed.empty()) return result;
  for (const auto& choice : question.choices) {
    if (normal_text(choice.text) != typed) continue;
    result.right = result.right || choice.right;
    say(result, choice);
  }
  return result;
}

Grade grade_number(const Question& question, std::string_view response) {
  Grade result;
  const double number = number_of(response);
  if (std::isnan(number)) return result;
  result.right = std::abs(number - question.number) <= question.tolerance + kNear;
  for (const auto& mistake : question.choices) {
    if (std::abs(number_of(mistake.text) - number) < kNear) say(result, mistake);
  }
  return result;
}

bool is_in_order(const Question& question, const std::vector<std::string_view>& items) {
  const auto& choices = question.choices;
  return std::equal(items.begin(), items.end(), choices.begin(), choices.end(), [](std::string_view item, const Choice& choice) { return item == choice.id; });
}

bool is_matched(const Question& question, const std::vector<std::string_view>& pairs) {
  std::set<std::string> needed;
  for (const auto& row : question.choices) needed.insert(row.id + "[.]" + row.match_id);
  return std::set<std::string>(pairs.begin(), pairs.end()) == needed;
}

bool is_filled(const Question& question, const std::vector<std::string_view>& typed) {
  const auto is_a_form = [](std::string_view text, const std::vector<std::string>& forms) {
    const std::string normal = normal_text(text);
    return !normal.empty() && std::any_of(forms.begin(), forms.end(), [&](const std::string& form) { return normal_text(form) == normal; });
  };
  return std::equal(typed.begin(), typed.end(), question.gaps.begin(), question.gaps.end(), is_a_form);
}

}  // namespace

std::string normal_text(std::string_view text) {
  const std::string lower = base::composed_lower(text);
  std::string normal;
  bool gap = false;
  for (std::size_t at = 0; at < lower.size();) {
    const char32_t c = base::next_code_point(lower, at);
    if (kApostrophes.find(c) != std::u32string_view::npos) continue;
    if (is_space(c) || kPunctuation.find(c) != std::u32string_view::npos) {
      gap = true;
      continue;
    }
    if (gap && !normal.empty()) normal += ' ';
    gap = false;
    base::append_code_point(normal, c);
  }
  return normal;
}

Grade grade(const Question& question, std::string_view response) {
  switch (question.type) {
    case QuestionType::single:
    case QuestionType::multiple: return grade_choice(question, parts_of(response));
    case QuestionType::truefalse: return {response == (question.truth ? "true" : "false"), {}};
    case QuestionType::text: return grade_text(question, response);
    case QuestionType::number: return grade_number(question, response);
    case QuestionType::order: return {is_in_order(question, parts_of(response)), {}};
    case QuestionType::match: return {is_matched(question, parts_of(response)), {}};
    case QuestionType::gap: return {is_filled(question, parts_of(response)), {}};
  }
  return {};
}

bool is_passed(const Points& points, const Quiz& quiz) {
  constexpr double kPercent = 100;
  const double needed = quiz.pass_percent > 0 ? points.max * quiz.pass_percent / kPercent : quiz.pass_points;
  return points.raw + kNear >= needed;
}

std::vector<std::string> right_answer(const Question& question) {
  std::vector<std::string> answer;
  switch (question.type) {
    case QuestionType::truefalse: return {question.truth ? "true" : "false"};
    case QuestionType::number: return {fmt::format("{}", question.number)};
    case QuestionType::order:
      for (const auto& item : question.choices) answer.push_back(item.text);
      return answer;
    case QuestionType::match:
      for (const auto& row : question.choices) answer.push_back(row.text + ": " + row.match);
      return answer;
    case QuestionType::gap:
      for (const auto& forms : question.gaps) answer.push_back(forms.empty() ? "" : forms.front());
      return answer;
    case QuestionType::single:
    case QuestionType::multiple:
    case QuestionType::text:
      for (const auto& choice : question.choices) {
        if (choice.right) answer.push_back(choice.text);
      }
      return answer;
  }
  return answer;
}

}  // namespace learning
