#include "generator/markup/math.h"

#include <cmark-gfm-extension_api.h>
#include <cmark-gfm/inlines.h>
#include <cmark-gfm/parser.h>

#include <algorithm>

#include "generator/markup/nodes.h"
#include "generator/markup/parse_state.h"

namespace markup {
namespace {

cmark_syntax_extension*& registered() {
  static cmark_syntax_extension* extension = nullptr;
  return extension;
}

bool is_space(unsigned char c) { return c == ' ' || c == '\t' || c == '\n'; }
bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }
bool is_letter(unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// The offset of the next dollar without a backslash from `start` on, or the text's length.
int find_dollar(const cmark_chunk& text, int start) {
  for (int i = start; i < text.len; ++i) {
    if (text.data[i] == '\\') {
      ++i;
    } else if (text.data[i] == '$') {
      return i;
    }
  }
  return text.len;
}

// "$5 dan $6": the second one follows a space and stands before a figure, so neither is a formula's.
bool may_close(const cmark_chunk& text, int dollar) {
  return !is_space(text.data[dollar - 1]) && (dollar + 1 == text.len || !is_digit(text.data[dollar + 1]));
}

int find_double_closing(const cmark_chunk& text, int start) {
  for (int i = start; i + 1 < text.len; ++i) {
    if (text.data[i] == '\\') {
      ++i;
    } else if (text.data[i] == '$' && text.data[i + 1] == '$') {
      return i;
    }
  }
  return text.len;
}

// As find_dollar, but each stretch of the paragraph is searched once.
int next_dollar(MathState& state, const cmark_chunk& text, int start) {
  if (state.text != text.data) state = MathState{text.data, 0, 0, 0, 0};
  if (start < state.from || start >= state.until) {
    state.from = start;
    state.until = find_dollar(text, start);
  }
  return state.until;
}

int next_double_closing(MathState& state, const cmark_chunk& text, int start) {
  if (state.text != text.data) state = MathState{text.data, 0, 0, 0, 0};
  if (start < state.double_from || start >= state.double_until) {
    state.double_from = start;
    state.double_until = find_double_closing(text, start);
  }
  return state.double_until;
}

cmark_node* make_formula(cmark_parser* parser, cmark_inline_parser* inlines, const cmark_chunk& tex, bool display) {
  cmark_node* node = cmark_node_new_with_mem_and_ext(CMARK_NODE_CODE, parser->mem, registered());
  node->as.literal = cmark_chunk{tex.data, tex.len, 0};
  node->start_line = node->end_line = cmark_inline_parser_get_line(inlines);
  node->start_column = cmark_inline_parser_get_column(inlines);
  node->flags = display ? 1 : 0;  // cmark uses flags of blocks only
  return node;
}

cmark_node* match(cmark_syntax_extension* /*extension*/, cmark_parser* parser, cmark_node* /*parent*/,
                  unsigned char character, cmark_inline_parser* inlines) {
  if (character != '$' || parser->root->user_data == nullptr) return nullptr;
  auto& state = static_cast<ParseState*>(parser->root->user_data)->math;
  const cmark_chunk& text = *cmark_inline_parser_get_chunk(inlines);
  const int open = cmark_inline_parser_get_offset(inlines);
  if (open > 0 && is_letter(text.data[open - 1])) return nullptr;  // "US$5"
  const bool display = open + 1 < text.len && text.data[open + 1] == '$';
  const int start = open + (display ? 2 : 1);
  if (start >= text.len || (!display && is_space(text.data[start]))) return nullptr;
  const int end = display ? next_double_closing(state, text, start) : next_dollar(state, text, start);
  if (end >= text.len || end == start || end - start > kLongestFormula || (!display && !may_close(text, end))) return nullptr;
  cmark_node* node = make_formula(parser, inlines, {text.data + start, end - start, 0}, display);
  cmark_inline_parser_set_offset(inlines, end + (display ? 2 : 1));
  return node;
}

}  // namespace

void register_math_extension() {
  auto*& extension = registered();
  extension = cmark_syntax_extension_new("math");
  cmark_syntax_extension_set_match_inline_func(extension, match);
  auto* characters = cmark_llist_append(cmark_get_default_mem_allocator(), nullptr, reinterpret_cast<void*>('$'));
  cmark_syntax_extension_set_special_inline_chars(extension, characters);
}

cmark_syntax_extension* math_extension() { return registered(); }

bool is_formula(const cmark_node* node) { return node->type == CMARK_NODE_CODE && node->extension == registered(); }

bool is_display_formula(const cmark_node* node) { return is_formula(node) && node->flags == 1; }

}  // namespace markup
