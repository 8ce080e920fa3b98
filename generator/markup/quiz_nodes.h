// What quizzes ask of cmark's tree: small questions about a node, and the two changes made to it before rendering.
#pragma once

#include <cmark-gfm.h>

#include <string>
#include <string_view>
#include <vector>

namespace markup {

bool is_node(cmark_node* node, std::string_view type);  // by cmark's own name of the type: "table_cell"
bool is_container_named(cmark_node* node, std::string_view name);
std::vector<cmark_node*> children_of(cmark_node* node);
// An item of `- [ ]` or `- [x]`, also when nothing follows the bracket.
bool is_option(cmark_node* item);
bool is_option_list(cmark_node* node);
bool is_checked(cmark_node* option);
// plain_text() with runs of white space made one space, trimmed.
std::string line_of_text(cmark_node* node);

// Removes "{#id}" from the end of the node's inlines and returns the id; empty when there is none.
std::string take_id(cmark_node* paragraph_or_cell);

// A place in the text where the learner writes.
struct Gap {
  cmark_node* node = nullptr;      // a CUSTOM_INLINE in the tree; its on_enter becomes the input
  std::vector<std::string> forms;  // accepted, the first one is the model answer
};

struct Gaps {
  std::vector<Gap> list;
  bool unclosed = false;
};

// Replaces each "[[a|b]]" below the node, code left alone, by a CUSTOM_INLINE node.
void take_gaps(cmark_node* node, Gaps& gaps);

// "Sama dengan [[dua|2]]." → "Sama dengan ____."
std::string without_gaps(std::string_view text);

}  // namespace markup
