// What stands at the page's foot: footnotes and the glossary.
#include <algorithm>

#include "base/text.h"
#include "generator/markup/nodes.h"
#include "generator/markup/renderer.h"

namespace markup {
namespace {

bool inside_code(cmark_node* root, int line) {
  for (cmark_node* node = root->first_child; node != nullptr; node = advance(node, root)) {
    const bool verbatim = node->type == CMARK_NODE_CODE_BLOCK || node->type == CMARK_NODE_HTML_BLOCK;
    if (verbatim && node->start_line <= line && line <= node->end_line) return true;
  }
  return false;
}

bool is_defined(cmark_node* root, std::string_view label) {
  for (cmark_node* node = root->last_child; node != nullptr && node->type == CMARK_NODE_FOOTNOTE_DEFINITION; node = node->prev) {
    if (base::to_lower(literal(node)) == base::to_lower(label)) return true;
  }
  return false;
}

// "name" of a line that starts with "[^name]:".
std::string_view label_of(std::string_view line) {
  line = base::trim(line);
  if (!line.starts_with("[^")) return {};
  const auto close = line.find("]:");
  const auto label = line.substr(2, close == line.npos ? 0 : close - 2);
  return label.find_first_of(" ]") == label.npos ? label : std::string_view{};
}

}  // namespace

Renderer::Footnote& Renderer::footnote_of(int number) {
  while (footnotes_.size() < static_cast<std::size_t>(number)) {
    const auto next = std::to_string(footnotes_.size() + 1);
    footnotes_.push_back({anchor("fn-" + next), anchor("fnref-" + next)});
  }
  return footnotes_[static_cast<std::size_t>(number) - 1];
}

void Renderer::footnote_reference(cmark_node* node) {
  const std::string number(literal(node));
  const auto& note = footnote_of(std::atoi(number.c_str()));
  const int occurrence = node->footnote.ref_ix;
  raw("<sup class=\"footnote-ref\"><a href=\"#" + note.id + "\" id=\"");
  raw(occurrence > 1 ? anchor(note.reference + "-" + std::to_string(occurrence)) : note.reference);
  raw("\" aria-label=\"");
  text(context_.texts("footnote_reference"));
  raw(" " + number + "\">" + number + "</a></sup>");
}

void Renderer::footnotes(cmark_node* first) {
  line_start();
  raw("<section class=\"footnotes\" aria-label=\"");
  text(context_.texts("footnote_title"));
  raw("\">\n<ol>\n");
  int number = 0;
  for (cmark_node* node = first; node != nullptr; node = node->next) footnote(node, ++number);
  raw("</ol>\n</section>\n");
}

void Renderer::footnote(cmark_node* definition, int number) {
  const Footnote note = footnote_of(number);
  raw("<li id=\"" + note.id + "\">\n");
  cmark_node* last = definition->last_child;
  last_paragraph_ = last != nullptr && last->type == CMARK_NODE_PARAGRAPH ? last : nullptr;
  footnote_ = definition;
  current_note_ = note;
  blocks(definition);
  if (last_paragraph_ == nullptr) {
    line_start();
    raw("<p>");
    back_links();
    raw("</p>\n");
  }
  footnote_ = nullptr;
  last_paragraph_ = nullptr;
  raw("</li>\n");
}

void Renderer::back_links() {
  const int references = std::max(1, footnote_->footnote.def_count);
  for (int i = 1; i <= references; ++i) {
    const auto suffix = i == 1 ? std::string() : "-" + std::to_string(i);
    raw(" <a href=\"#" + current_note_.reference + suffix + "\" class=\"footnote-back\" aria-label=\"");
    text(context_.texts("footnote_back"));
    raw(references == 1 ? "\">↩</a>" : " " + std::to_string(i) + "\">↩" + std::to_string(i) + "</a>");
  }
}

// cmark drops notes that nothing refers to: find them in the text.
void Renderer::report_unused_footnotes(cmark_node* root) {
  for (auto at = body_.find("[^"); at != body_.npos; at = body_.find("[^", at)) {
    const auto start = at == 0 ? 0 : body_.rfind('\n', at - 1) + 1;
    const auto end = std::min(body_.find('\n', at), body_.size());
    const auto label = label_of(body_.substr(start, end - start));
    at = end;
    if (label.empty() || is_defined(root, label)) continue;
    const int line = static_cast<int>(std::ranges::count(body_.substr(0, start), '\n')) + 1;
    if (inside_code(root, line)) continue;
    report("footnote", {std::string(context_.file), line + context_.first_line - 1, 1},
           "footnote '" + std::string(label) + "' is never used", "write '[^" + std::string(label) + "]' where it belongs");
  }
}

// cmark leaves references to notes that do not exist as text.
void Renderer::unwritten_footnotes(cmark_node* node) {
  const auto plain = literal(node);
  for (auto at = plain.find("[^"); at != plain.npos; at = plain.find("[^", at + 2)) {
    const auto label = plain.substr(at + 2, plain.find(']', at) - at - 2);
    if (label.empty() || plain.find(']', at) == plain.npos || label.find_first_of(" [^") != label.npos) continue;
    const auto written = "[^" + std::string(label) + "]";
    const auto line = lines_.line(node->start_line);
    const auto source = line.find(written);
    if (source != line.npos && source > 0 && line[source - 1] == '\\') continue;
    report("footnote", place(node), "footnote '" + std::string(label) + "' is never written",
           "write its text in a paragraph that starts with '" + written + ":'");
  }
}

const Renderer::Term& Renderer::use_term(std::string_view key) {
  const auto known = std::ranges::find(terms_, key, &Term::key);
  if (known != terms_.end()) return *known;
  terms_.push_back({key, anchor("term-" + std::string(key))});
  return terms_.back();
}

void Renderer::glossary_section() {
  if (terms_.empty()) return;
  const auto id = anchor(context_.texts("block_glossary_id"));
  line_start();
  raw("<section class=\"glossary\" aria-labelledby=\"" + id + "\">\n<h2 id=\"" + id + "\">");
  text(context_.texts("block_glossary"));
  raw("</h2>\n<dl>\n");
  for (const auto& term : terms_) {
    const auto& entry = context_.glossary.find(term.key)->second;
    raw("<dt id=\"" + term.id + "\">");
    text(entry.term);
    raw("</dt>\n<dd>");
    text(entry.text);
    raw("</dd>\n");
  }
  raw("</dl>\n</section>\n");
}

}  // namespace markup
