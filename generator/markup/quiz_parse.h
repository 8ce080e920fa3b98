// Reads `:::quiz` and `:::question` out of cmark's tree: the data, and beside it the nodes that become HTML.
#pragma once

#include <cmark-gfm.h>

#include <vector>

#include "generator/markup/quiz.h"
#include "generator/markup/quiz_nodes.h"
#include "generator/markup/renderer.h"

namespace markup {

// The nodes of one Choice; borrowed from the tree.
struct ChoiceNodes {
  cmark_node* node = nullptr;          // the item or the table's row
  cmark_node* label = nullptr;         // a paragraph or a table's cell
  cmark_node* match = nullptr;         // type match: the right cell
  std::vector<cmark_node*> more;       // further blocks of the option
  std::vector<cmark_node*> feedback;   // its quotations
};

struct ParsedQuestion {
  Question question;
  cmark_node* node = nullptr;
  bool sound = true;                 // no mistake was found: it can be asked
  std::vector<cmark_node*> ask;      // blocks
  std::vector<ChoiceNodes> choices;  // as question.choices
  std::vector<Gap> gaps;             // as question.gaps
  cmark_node* right = nullptr;       // :::right
  cmark_node* wrong = nullptr;
};

struct ParsedQuiz {
  Quiz quiz;
  bool sound = true;                      // neither it nor a question has a mistake
  bool lone = false;                      // a `:::question` outside `:::quiz`, or a quiz that is its own question
  std::vector<ParsedQuestion> questions;  // all, in the author's order
};

// Reports check "quiz". The tree is changed: ids and gaps leave the text.
ParsedQuestion parse_question(Renderer& renderer, cmark_node* container);
// `container`: a `:::quiz`, or a `:::question` that stands alone.
ParsedQuiz parse_quiz(Renderer& renderer, cmark_node* container);

// The former ids of a quiz or question: 'aliases=old,older'. False after reporting check "quiz" for one that is malformed.
bool read_aliases(Renderer& renderer, cmark_node* container, std::vector<std::string>& aliases);

// A number as authors write it in keys: 12, -3.5. False for anything else, also for 4.000 (four, or four thousand?).
bool parse_number(std::string_view text, double& number);
// "4", "2.5": the shortest form.
std::string to_text(double number);

}  // namespace markup
