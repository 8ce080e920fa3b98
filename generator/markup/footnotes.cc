// What stands at the page's foot: footnotes and the glossary.
#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "base/text.h"
#include "generator/markup/nodes.h"
#include "generator/markup/renderer.h"

namespace markup {
namespace {

// Lines of the body on which nothing is Markdown: code and raw HTML, as first and last line, ascending.
std::vector<std::pair<int, int>> verbatim_lines(cmark_node* root) {
  std::vector<std::pair<int, int>> ranges;
  for (cmark_node* node = root->first_child; node != nullptr; node = advance(node, root)) {
    const bool verbatim = node->type == CMARK_NODE_CODE_BLOCK || node->type == CMARK_NODE_HTML_BLOCK;
    if (verbatim) ranges.emplace_back(node->start_line, node->end_line);
  }
  std::ranges::sort(ranges);
  return ranges;
}

bool contains(const std::vector<std::pair<int, int>>& ranges, int line) {
  const auto after = std::ranges::upper_bound(ranges, line, {}, &std::pair<int, int>::first);
  return after != ranges.begin() && std::prev(after)->second >= line;
}

std::set<std::string> written_labels(cmark_node* root) {
  std::set<std::string> labels;
  for (cmark_node* node = root->last_child; node != nullptr && node->type == CMARK_NODE_FOOTNOTE_DEFINITION; node = node->prev) {
    labels.insert(base::to_lower(literal(node)));
  }
  return labels;
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
  if (body_.find("[^") == body_.npos) return;
  const auto written = written_labels(root);
  const auto verbatim = verbatim_lines(root);
  int number = 0;
  for (std::size_t start = 0; start < body_.size();) {
    const auto end = std::min(body_.find('\n', start), body_.size());
    const auto label = label_of(body_.substr(start, end - start));
    start = end + 1;
    ++number;
    if (label.empty() || written.contains(base::to_lower(label)) || contains(verbatim, number)) continue;
    report("footnote", {std::string(context_.file), number + context_.first_line - 1, 1},
           "footnote '" + std::string(label) + "' is never used", "write '[^" + std::string(label) + "]' where it belongs");
  }
}

// cmark leaves references to notes that do not exist as text.
void Renderer::unwritten_footnotes(cmark_node* node, std::string_view plain) {
  constexpr std::size_t kLongestLabel = 100;
  for (auto at = plain.find("[^"); at != plain.npos; at = plain.find("[^", at + 2)) {
    const auto rest = plain.substr(at + 2, kLongestLabel);
    const auto label = rest.substr(0, rest.find_first_of("] [^"));
    if (label.empty() || label.size() == rest.size() || rest[label.size()] != ']') continue;
    const auto written = "[^" + std::string(label) + "]";
    if (is_escaped(node, at, written)) continue;
    report("footnote", place(node), "footnote '" + std::string(label) + "' is never written",
           "write its text in a paragraph that starts with '" + written + ":'");
  }
}

// Whether a backslash stands before what the text has at `offset`; it lies there in the source or, after escapes, behind.
bool Renderer::is_escaped(cmark_node* node, std::size_t offset, std::string_view written) {
  constexpr std::size_t kReach = 200;
  const auto line = lines_.line(node->start_line);
  const auto from = static_cast<std::size_t>(std::max(1, node->start_column)) - 1 + offset;
  if (from >= line.size()) return false;
  const auto near = line.substr(from, kReach);
  const auto found = near.find(written);
  if (found == near.npos || from + found == 0) return false;
  return line[from + found - 1] == '\\';
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
