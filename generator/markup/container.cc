#include "generator/markup/container.h"

#include <cmark-gfm-extension_api.h>
#include <cmark-gfm/parser.h>

#include <algorithm>

#include "base/text.h"
#include "generator/markup/container_head.h"
#include "generator/markup/nodes.h"
#include "generator/markup/parse_state.h"

namespace markup {
namespace {

// Written once by register_container_extension(), before any thread parses.
struct Registration {
  cmark_syntax_extension* extension = nullptr;
  cmark_node_type container = CMARK_NODE_NONE;
};

// Marks where a closing line stood. Of all types only this is not taken for a blank line, which would make lists around
// it loose; our extension tells it from a real rule.
constexpr cmark_node_type kEnd = CMARK_NODE_THEMATIC_BREAK;

Registration& registration() {
  static Registration registration;
  return registration;
}

ContainerState& state_of(cmark_parser* parser) { return static_cast<ParseState*>(parser->root->user_data)->containers; }

ContainerHead& head_of(cmark_node* node) { return *static_cast<ContainerHead*>(node->user_data); }

std::string_view line_at(cmark_parser* parser, const unsigned char* input, int length) {
  const int start = parser->first_nonspace;
  return {reinterpret_cast<const char*>(input) + start, static_cast<std::size_t>(std::max(0, length - start))};
}

// The place of the line's first character that is no space.
Finding here(cmark_parser* parser, const unsigned char* input, std::string_view check) {
  const std::string_view before(reinterpret_cast<const char*>(input), static_cast<std::size_t>(parser->first_nonspace));
  Finding finding{check, 0, 0, {}, {}};
  finding.line = state_of(parser).first_line + parser->line_number - 1;
  finding.column = static_cast<int>(base::count_code_points(before)) + 1;
  return finding;
}

void consume(cmark_parser* parser, const unsigned char* input, int length) {
  cmark_parser_advance_offset(parser, reinterpret_cast<const char*>(input), length - 1 - parser->offset, 0);
}

cmark_node* add(cmark_parser* parser, cmark_node* parent, cmark_node_type type) {
  cmark_node* node = cmark_parser_add_child(parser, parent, type, parser->first_nonspace + 1);
  cmark_node_set_syntax_extension(node, registration().extension);
  return node;
}

// A line that leaves nothing in the tree.
cmark_node* add_end(cmark_parser* parser, cmark_node* parent) {
  ++state_of(parser).ends;
  return add(parser, parent, kEnd);
}

void drop_closed(ContainerState& state) {
  while (!state.open.empty() && (state.open.back()->flags & CMARK_NODE__OPEN) == 0) state.open.pop_back();
}

cmark_node* open_container(cmark_parser* parser, cmark_node* parent, const unsigned char* input, int length) {
  auto& state = state_of(parser);
  drop_closed(state);
  const auto depth = static_cast<int>(state.open.size()) + state.excess + 1;
  if (depth > state.nesting_limit) {
    ++state.excess;
    if (depth > state.deepest) state.deepest_line = here(parser, input, "limit").line;
    state.deepest = std::max(state.deepest, depth);
    consume(parser, input, length);
    return add_end(parser, parent);
  }
  auto head = std::make_unique<ContainerHead>();
  const auto place = here(parser, input, "container");
  head->line = place.line;
  head->column = place.column;
  read_head(line_at(parser, input, length), *head, state.findings);
  cmark_node* node = add(parser, parent, registration().container);
  node->user_data = head.get();
  state.open.push_back(node);
  state.heads.push_back(std::move(head));
  consume(parser, input, length);
  return node;
}

// How a closing line stands to the container that it closes.
enum class Nesting { right, opened_deeper, closed_deeper };

// cmark_node_parent() of a list's lazy end is the list itself, so lists do not count.
Nesting nesting(cmark_node* container, cmark_node* parent) {
  bool deeper = false;
  for (cmark_node* node = parent; node != nullptr; node = node->parent) {
    if (node == container) return deeper ? Nesting::closed_deeper : Nesting::right;
    deeper = deeper || node->type == CMARK_NODE_ITEM || node->type == CMARK_NODE_BLOCK_QUOTE ||
             node->type == CMARK_NODE_FOOTNOTE_DEFINITION;
  }
  return Nesting::opened_deeper;
}

void report_misnested(ContainerState& state, Finding finding, const ContainerHead& head, Nesting nesting) {
  finding.message = "':::' closes ':::" + head.name + "' of line " + std::to_string(head.line) +
                    (nesting == Nesting::opened_deeper ? " outside the list item or quotation it was opened in"
                                                       : " inside a list item or quotation it was not opened in");
  finding.hint = "indent ':::' as far as ':::" + head.name + "'";
  state.findings.push_back(std::move(finding));
}

// Closes the innermost open container. It refuses the end mark, so that cmark closes it to make room.
cmark_node* close_container(cmark_parser* parser, cmark_node* parent, const unsigned char* input, int length) {
  auto& state = state_of(parser);
  drop_closed(state);
  auto finding = here(parser, input, "container");
  if (state.excess > 0 || state.open.empty()) {
    if (state.excess > 0) {
      --state.excess;
    } else {
      finding.message = "':::' closes nothing";
      finding.hint = "no container is open here";
      state.findings.push_back(std::move(finding));
    }
    consume(parser, input, length);
    return add_end(parser, parent);
  }
  cmark_node* container = state.open.back();
  auto& head = head_of(container);
  const auto how = nesting(container, parent);
  if (how != Nesting::right) report_misnested(state, std::move(finding), head, how);
  state.open.pop_back();
  head.closed = true;
  head.closing = true;
  cmark_node* end = add_end(parser, how == Nesting::closed_deeper ? container : parent);
  head.closing = false;
  consume(parser, input, length);
  return end;
}

cmark_node* try_open(cmark_syntax_extension* /*extension*/, int indented, cmark_parser* parser, cmark_node* parent,
                     unsigned char* input, int length) {
  if (indented != 0 || parser->blank || parser->root->user_data == nullptr) return nullptr;
  const auto line = line_at(parser, input, length);
  if (!line.starts_with(":::")) return nullptr;
  return is_bare_fence(line) ? close_container(parser, parent, input, length)
                             : open_container(parser, parent, input, length);
}

// A container takes every line until its end; an end mark takes none. The opening line counts as blank in cmark's eyes,
// which would make lists around it loose.
int matches(cmark_syntax_extension* /*extension*/, cmark_parser* /*parser*/, unsigned char* /*input*/, int /*length*/,
            cmark_node* node) {
  node->flags &= static_cast<uint16_t>(~CMARK_NODE__LAST_LINE_BLANK);
  return node->type == registration().container ? 1 : 0;
}

int can_contain(cmark_syntax_extension* /*extension*/, cmark_node* node, cmark_node_type child) {
  if (node->type != registration().container) return 0;
  if (child == kEnd && head_of(node).closing) return 0;
  return CMARK_NODE_TYPE_BLOCK_P(child) && child != CMARK_NODE_ITEM ? 1 : 0;
}

const char* type_string(cmark_syntax_extension* /*extension*/, cmark_node* node) {
  return node->type == registration().container ? "container" : "container_end";
}

}  // namespace

const std::string* ContainerHead::find(std::string_view key) const {
  for (const auto& attribute : attributes) {
    if (attribute.first == key) return &attribute.second;
  }
  return nullptr;
}

void register_container_extension() {
  auto& registered = registration();
  registered.extension = cmark_syntax_extension_new("container");
  registered.container = cmark_syntax_extension_add_node(0);
  cmark_syntax_extension_set_open_block_func(registered.extension, try_open);
  cmark_syntax_extension_set_match_block_func(registered.extension, matches);
  cmark_syntax_extension_set_can_contain_func(registered.extension, can_contain);
  cmark_syntax_extension_set_get_type_string_func(registered.extension, type_string);
}

cmark_syntax_extension* container_extension() { return registration().extension; }

bool is_container(cmark_node* node) { return node != nullptr && node->type == registration().container; }

bool is_container_end(cmark_node* node) {
  return node->type == kEnd && node->extension != nullptr && node->extension == registration().extension;
}

const ContainerHead& container_head(cmark_node* node) { return head_of(node); }

void finish_containers(ContainerState& state) {
  for (const auto& head : state.heads) {
    if (head->closed) continue;
    state.findings.push_back({"container", head->line, head->column, "container ':::" + head->name + "' is never closed",
                              "close it with ':::' on a line of its own"});
  }
  if (state.deepest == 0) return;
  state.findings.push_back({"limit", state.deepest_line, 0,
                            "blocks nest " + std::to_string(state.deepest) + " deep, the limit is " +
                                std::to_string(state.nesting_limit), {}});
}

}  // namespace markup
