#include "generator/markup/quiz.h"

#include <array>
#include <utility>

#include "generator/markup/quiz_html.h"
#include "generator/markup/quiz_parse.h"
#include "generator/markup/renderer.h"

namespace markup {

const char* name_of(QuestionType type) {
  static constexpr std::array<const char*, 8> kNames{"single", "multiple", "truefalse", "text",
                                                     "number", "order",    "match",     "gap"};
  return kNames[static_cast<std::size_t>(type)];
}

void render_quiz(Renderer& renderer, cmark_node* container) {
  auto parsed = parse_quiz(renderer, container);
  if (!parsed.sound) return;
  write_quiz(renderer, container, parsed);
  renderer.document().quizzes.push_back(std::move(parsed.quiz));
}

}  // namespace markup
