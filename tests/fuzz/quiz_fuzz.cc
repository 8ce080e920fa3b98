// Any text inside a quiz. Invariant: every question that a document keeps can be asked and answered: it has an id of its own,
// a right answer, options with ids of their own; and its quiz can be passed.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>

#include "base/text.h"
#include "generator/markup/markdown.h"

namespace {

class NoTypesetter : public markup::Typesetter {
 public:
  base::Result<std::string> highlight(std::string_view, std::string_view) override { return std::string(); }
  base::Result<std::string> formula(std::string_view, bool) override { return std::string("<math></math>"); }
};

void require(bool holds) {
  if (!holds) std::abort();
}

void check_choices(const markup::Question& question) {
  std::set<std::string> ids;
  std::set<std::string> match_ids;
  for (const auto& choice : question.choices) {
    require(!choice.id.empty() && !choice.text.empty());
    require(ids.insert(choice.id).second);
    if (question.type != markup::QuestionType::match) continue;
    require(!choice.match_id.empty() && !choice.match.empty());
    require(match_ids.insert(choice.match_id).second);
  }
}

bool has_right_answer(const markup::Question& question) {
  using markup::QuestionType;
  if (question.type == QuestionType::truefalse || question.type == QuestionType::number) return true;
  if (question.type == QuestionType::gap) {
    for (const auto& forms : question.gaps) require(!forms.empty() && !forms.front().empty());
    return !question.gaps.empty();
  }
  for (const auto& choice : question.choices) {
    if (choice.right) return true;
  }
  return false;
}

void check_quiz(const markup::Quiz& quiz) {
  require(base::is_identifier(quiz.id) && !quiz.questions.empty());
  require(quiz.pass_points <= quiz.max_points + 1e-6 && quiz.pass_percent <= 100);
  require(quiz.draw >= 0 && static_cast<std::size_t>(quiz.draw) <= quiz.questions.size());
  std::set<std::string> ids;
  for (const auto& question : quiz.questions) {
    require(base::is_identifier(question.id) && ids.insert(question.id).second);
    require(has_right_answer(question) && question.points > 0 && question.tolerance >= 0);
    check_choices(question);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const bool initialized = (markup::initialize(), true);
  static const content::Texts texts;
  static const content::Glossary glossary;
  static const std::function<base::Result<std::string>(const std::string&)> no_files = [](const std::string&) {
    return base::Result<std::string>(base::fail("no file"));
  };
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  if (!initialized || base::find_invalid_utf8(body) != body.npos || body.find('\0') != body.npos) return 0;
  NoTypesetter typesetter;
  for (const bool graded : {false, true}) {
    const markup::ParseContext context{"a.md", 1, "id", false, graded, 100, texts, glossary, no_files, typesetter};
    base::Diagnostics diagnostics;
    const auto document = markup::parse(body, context, diagnostics);
    std::set<std::string> ids;
    for (const auto& quiz : document.quizzes) {
      require(ids.insert(quiz.id).second);
      check_quiz(quiz);
    }
    if (graded) require(document.html.find("class=\"answer\"") == document.html.npos);
  }
  return 0;
}
