// `$…$` and `$$…$$` as an inline extension of cmark-gfm.
#pragma once

#include <cmark-gfm.h>

#include <cstddef>

namespace markup {

// Longest formula, in bytes; a dollar sign with no partner within reach is text.
constexpr int kLongestFormula = 4000;

// Registers the extension; once, before any thread parses.
void register_math_extension();
cmark_syntax_extension* math_extension();

// A formula is a code node that this extension made; its literal is the TeX.
bool is_formula(const cmark_node* node);
// True for `$$…$$`.
bool is_display_formula(const cmark_node* node);

// Remembers, during one parse, where the next dollar stands, so that many openings without a partner cost linear time.
struct MathState {
  const unsigned char* text = nullptr;  // the paragraph being read
  int from = 0;                         // no dollar stands in [from, until)
  int until = 0;
  int double_from = 0;                  // the same for "$$"
  int double_until = 0;
};

}  // namespace markup
