#include "generator/markup/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm/parser.h>

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>

#include "generator/markup/arena.h"
#include "generator/markup/limits.h"
#include "generator/markup/nodes.h"
#include "generator/markup/parse_state.h"
#include "generator/markup/renderer.h"
#include "generator/markup/thread_safety.h"

namespace markup {
namespace {

struct FreeParser {
  void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
};
// In the order in which they are asked: containers first, since a table's row would take `:::`.
std::array<cmark_syntax_extension*, 6> find_extensions() {
  return {container_extension(), math_extension(),
          cmark_find_syntax_extension("table"), cmark_find_syntax_extension("strikethrough"),
          cmark_find_syntax_extension("autolink"), cmark_find_syntax_extension("tasklist")};
}

// Every line asks every open block, so long texts below many open blocks are refused.
constexpr std::size_t kPiece = 16 * 1024;
constexpr std::size_t kMostBlockSteps = 5'000'000;

std::size_t open_blocks(const cmark_parser* parser) {
  std::size_t depth = 1;
  for (const auto* node = parser->root->last_child; node != nullptr && (node->flags & CMARK_NODE__OPEN) != 0; node = node->last_child) {
    ++depth;
  }
  return depth;
}

// In pieces that end with a line, so that cmark need not put lines together.
bool feed(cmark_parser* parser, std::string_view body, ContainerState& state) {
  std::size_t steps = 0;
  while (!body.empty()) {
    const auto end = body.find('\n', std::min(kPiece, body.size()) - 1);
    const auto piece = body.substr(0, end == body.npos ? end : end + 1);
    const int before = parser->line_number;
    cmark_parser_feed(parser, piece.data(), piece.size());
    body.remove_prefix(piece.size());
    steps += static_cast<std::size_t>(parser->line_number - before) * open_blocks(parser);
    if (steps <= kMostBlockSteps) continue;
    state.findings.push_back({"limit", state.first_line + parser->line_number - 1, 0,
                              "too many lines inside " + std::to_string(open_blocks(parser)) + " open blocks",
                              "close containers and lists, or split the page"});
    return false;
  }
  return true;
}

// The tree lies in the thread's Arena and needs no freeing. nullptr when the text must not be read to its end.
cmark_node* parse_tree(std::string_view body, ParseState& state) {
  static const auto extensions = find_extensions();
  const bool has_footnotes = body.find("[^") != body.npos;  // looking for them costs two walks over the tree
  const std::unique_ptr<cmark_parser, FreeParser> parser(
      cmark_parser_new_with_mem(has_footnotes ? CMARK_OPT_FOOTNOTES : CMARK_OPT_DEFAULT, Arena::allocator()));
  for (auto* extension : extensions) cmark_parser_attach_syntax_extension(parser.get(), extension);
  parser->root->user_data = &state;
  if (!feed(parser.get(), body, state.containers)) return nullptr;
  cmark_node* tree = cmark_parser_finish(parser.get());
  tree->user_data = nullptr;
  finish_containers(state.containers);
  return tree;
}

void report(const std::vector<Finding>& findings, std::string_view file, base::Diagnostics& diagnostics) {
  int count = 0;
  for (const auto& finding : findings) {
    if (++count > kMostFindings) return;
    diagnostics.report(finding.check, {std::string(file), finding.line, finding.column}, finding.message, finding.hint);
  }
}

void initialize_once() {
  cmark_gfm_core_extensions_ensure_registered();
  register_container_extension();
  register_math_extension();
  freeze_special_characters_after_first_parse();
  const Arena arena;
  ParseState state;
  parse_tree("a ~~b~~ www.example.org $c$\n", state);
}

}  // namespace

void initialize() {
  static std::once_flag once;
  std::call_once(once, initialize_once);
}

Document parse(std::string_view body, const ParseContext& context, base::Diagnostics& diagnostics) {
  Document document;
  std::vector<Finding> limits;
  if (!within_limits(body, context.first_line, context.nesting_limit, limits)) {
    report(limits, context.file, diagnostics);
    return document;
  }
  const Arena arena;
  ParseState state;
  state.containers.first_line = context.first_line;
  state.containers.nesting_limit = context.nesting_limit;
  cmark_node* tree = parse_tree(body, state);
  report(state.containers.findings, context.file, diagnostics);
  document.html.reserve(body.size() + body.size() / 2);
  if (tree != nullptr) Renderer(context, document, diagnostics, body).page(tree);
  return document;
}

}  // namespace markup
