#include "tests/generator/markup/quiz_page.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <map>

#include "base/yaml.h"
#include "generator/markup/markdown.h"

namespace quiz_page {
namespace {

class NoTypesetter : public markup::Typesetter {
 public:
  base::Result<std::string> highlight(std::string_view, std::string_view) override { return std::string(); }
  base::Result<std::string> formula(std::string_view tex, bool) override { return std::string(tex); }
};

content::Texts read_texts() {
  std::ifstream file("themes/sanggar/i18n/id.yaml");
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  base::YamlValue value;
  base::Diagnostics diagnostics;
  base::parse_yaml({text, "id.yaml", 1}, value, diagnostics);
  std::map<std::string, std::string, std::less<>> texts;
  for (const auto& entry : value.entries) texts[entry.key] = entry.value.text;
  return {"id", std::move(texts)};
}

}  // namespace

Parsed parse(std::string_view body, bool graded) {
  static const bool initialized = (markup::initialize(), true);
  static const content::Texts texts = read_texts();
  static const std::function<base::Result<std::string>(const std::string&)> no_files = [](const std::string& path) {
    return base::Result<std::string>(base::fail("no file '" + path + "'"));
  };
  REQUIRE(initialized);
  NoTypesetter typesetter;
  const content::Glossary glossary;
  const markup::ParseContext context{"a.md", 5, "id", false, graded, 100, texts, glossary, no_files, typesetter};
  Parsed parsed;
  parsed.document = markup::parse(body, context, parsed.diagnostics);
  parsed.diagnostics.sort();
  return parsed;
}

std::string errors_of(std::string_view body) {
  std::string text;
  const auto parsed = parse(body);
  for (const auto& diagnostic : parsed.diagnostics.all()) text += to_text(diagnostic) + "\n";
  return text;
}

markup::Quiz quiz_of(std::string_view body) {
  const auto parsed = parse(body);
  for (const auto& diagnostic : parsed.diagnostics.all()) FAIL(to_text(diagnostic));
  REQUIRE(parsed.document.quizzes.size() == 1);
  return parsed.document.quizzes[0];
}

markup::Question question_of(std::string_view body) {
  const auto quiz = quiz_of(body);
  REQUIRE(quiz.questions.size() == 1);
  return quiz.questions[0];
}

std::string form_of(std::string_view body, bool graded) {
  const auto html = parse(body, graded).document.html;
  const auto start = html.find("<form");
  const auto end = html.find("</form>\n");
  REQUIRE(start != html.npos);
  return html.substr(start, end + 8 - start);
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  REQUIRE(at != text.npos);
  return text.replace(at, from.size(), to);
}

}  // namespace quiz_page
