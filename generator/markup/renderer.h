// Writes the HTML of cmark nodes into a Document. Blocks with a file of their own (quiz.cc, …) call back into it.
#pragma once

#include <cmark-gfm.h>

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/diagnostics.h"
#include "generator/markup/anchors.h"
#include "generator/markup/document.h"
#include "generator/markup/markdown.h"
#include "generator/markup/prose.h"
#include "generator/markup/source_lines.h"

namespace markup {

struct ContainerHead;

class Renderer {
 public:
  // `body` is the text that was parsed; without it columns count bytes.
  Renderer(const ParseContext& context, Document& document, base::Diagnostics& diagnostics, std::string_view body = {});

  // Puts the tree in order and writes the whole page: blocks, footnotes, glossary, and the Document's other fields.
  void page(cmark_node* root);

  // The HTML of a node and all below it, appended to out().
  void block(cmark_node* node);
  // The HTML of a node's children (blocks or inlines).
  void children(cmark_node* node);

  std::string& out() { return document_.html; }
  void text(std::string_view plain);  // appends, escaped
  void raw(std::string_view html) { document_.html += html; }

  // Reserves an anchor that is unique on the page: "contoh", else "contoh-2". Ids that blocks need are made by it.
  std::string anchor(std::string_view wanted);

  const ParseContext& context() const { return context_; }
  Document& document() { return document_; }

  // The place of a node in the author's file (first_line is added).
  base::Place place(cmark_node* node) const;
  // Where a container's key stands; the container itself when it has no such key.
  base::Place place_of_key(const ContainerHead& head, std::string_view key) const;
  void report(std::string_view check, base::Place place, std::string message, std::string hint = {});

 private:
  struct Footnote {
    std::string id;         // of the note itself: "fn-1"
    std::string reference;  // of its first reference: "fnref-1"; the n-th has "-n" behind it
  };
  struct Term {
    std::string_view key;  // as in the glossary
    std::string id;        // "term-modal"
  };
  enum class Alone { no, yes };

  // prepare.cc: takes container ends out, reads `{#id}`, mends task items; false when the tree is too deep to render.
  bool prepare(cmark_node* root);
  void take_heading_id(cmark_node* heading);
  void mend_task(cmark_node* item);

  // blocks.cc
  void blocks(cmark_node* parent);
  void dispatch_block(cmark_node* node);
  void paragraph(cmark_node* node);
  void heading(cmark_node* node);
  void check_level(cmark_node* node, int level);
  void list(cmark_node* node);
  void item(cmark_node* node);
  void quotation(cmark_node* node);
  void html_block(cmark_node* node);
  void element(std::string_view open, cmark_node* node, std::string_view close);
  void line_start();  // begins a new line of HTML unless one has begun

  // chapters.cc
  static bool is_chapter_list(cmark_node* list);
  void chapters(cmark_node* list);

  // inlines.cc
  void inlines(cmark_node* parent);
  void inline_node(cmark_node* node);
  void inline_element(std::string_view open, cmark_node* node, std::string_view close);
  void text_node(cmark_node* node);
  void text_piece(cmark_node* node, std::string_view plain);
  void html_inline(cmark_node* node);
  void begin_prose();
  void end_prose(Prose::Kind kind);

  // links.cc
  void link(cmark_node* node);
  void site_link(cmark_node* node, std::string_view target);
  void term_link(cmark_node* node, std::string_view key);
  void link_content(cmark_node* node);
  void unread_links(cmark_node* node, std::string_view plain);
  void check_link_text(cmark_node* node, std::size_t start);
  void reference(Reference::Kind kind, std::string_view target, cmark_node* node);

  // figures.cc
  bool figure(cmark_node* paragraph);
  void media(cmark_node* image, Alone alone);
  void picture(cmark_node* image, std::string_view alt, Alone alone);
  void player(cmark_node* image, std::string_view tag, std::string_view alt, Alone alone);
  bool is_local(cmark_node* image);

  // code.cc
  void code_block(cmark_node* node);
  void highlighted(cmark_node* node, std::string_view language);
  void formula(cmark_node* node, std::string_view tex, bool display);
  void chart(cmark_node* node);

  // tables.cc
  void table(cmark_node* node, std::string_view caption, bool row_headers);
  void table_cell(cmark_node* cell, std::string_view tag, std::string_view scope, unsigned char alignment);
  void open_table(std::string_view caption);
  void close_table();
  void table_container(cmark_node* node);
  void csv_table(cmark_node* node, const std::string& name, bool row_headers);

  // boxes.cc
  void container(cmark_node* node);
  void details(cmark_node* node, const ContainerHead& head);
  void titled_box(cmark_node* node, const ContainerHead& head);
  void facts(cmark_node* node);
  void fact(cmark_node* item);
  void quote(cmark_node* node, const ContainerHead& head);
  void call_to_act(cmark_node* node, const ContainerHead& head);
  bool alert(cmark_node* quotation);

  // footnotes.cc
  void footnote_reference(cmark_node* node);
  void footnotes(cmark_node* first);
  void footnote(cmark_node* definition, int number);
  void back_links();
  Footnote& footnote_of(int number);
  void glossary_section();
  const Term& use_term(std::string_view key);
  void report_unused_footnotes(cmark_node* root);
  void unwritten_footnotes(cmark_node* node, std::string_view plain);
  bool is_escaped(cmark_node* node, std::size_t offset, std::string_view written);

  void finish();

  const ParseContext& context_;
  Document& document_;
  base::Diagnostics& diagnostics_;
  std::string_view body_;
  mutable SourceLines lines_;

  Anchors anchors_;
  std::unordered_map<cmark_node*, std::string> heading_ids_;  // chosen by the author
  Prose prose_;
  bool prose_open_ = false;
  std::vector<Footnote> footnotes_;
  std::vector<Term> terms_;
  cmark_node* last_paragraph_ = nullptr;  // of the footnote being written: its back links stand in it
  cmark_node* footnote_ = nullptr;
  Footnote current_note_;
  int last_level_ = 1;       // of the heading before
  int inline_depth_ = 0;
  int tables_ = 0;
  int findings_ = 0;
  int bad_formulas_ = 0;
  bool button_ = false;      // the next link is a call's button
  bool too_deep_ = false;
};

// The plain text of a node and all below it; pictures and sounds give their alt text.
std::string plain_text(cmark_node* node);

// quiz.cc: renders a `:::quiz`, or a `:::question` that stands alone, and appends to Document::quizzes.
void render_quiz(Renderer& renderer, cmark_node* container);

}  // namespace markup
