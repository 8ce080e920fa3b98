#include "generator/markup/quiz.h"

#include <array>
#include <utility>

#include "generator/markup/container.h"
#include "generator/markup/quiz_html.h"
#include "generator/markup/quiz_nodes.h"
#include "generator/markup/quiz_parse.h"
#include "generator/markup/renderer.h"

namespace markup {
namespace {

// The quiz or question around a container, or nullptr.
cmark_node* quiz_around(cmark_node* container) {
  auto* node = cmark_node_parent(container);
  while (node != nullptr && !is_container_named(node, "quiz") && !is_container_named(node, "question")) node = cmark_node_parent(node);
  return node;
}

}  // namespace

const char* name_of(QuestionType type) {
  static constexpr std::array<const char*, 8> kNames{"single", "multiple", "truefalse", "text",
                                                     "number", "order",    "match",     "gap"};
  return kNames[static_cast<std::size_t>(type)];
}

void render_quiz(Renderer& renderer, cmark_node* container) {
  if (auto* around = quiz_around(container)) {
    return renderer.report("quiz", renderer.place(container),
                           "':::" + container_head(container).name + "' stands deep inside ':::" + container_head(around).name + "'",
                           "close what is open before it with ':::'");
  }
  auto parsed = parse_quiz(renderer, container);
  if (!parsed.sound) return;
  write_quiz(renderer, container, parsed);
  renderer.document().quizzes.push_back(std::move(parsed.quiz));
}

}  // namespace markup
