// Paragraphs, headings, lists, quotations, raw HTML.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "generator/markup/container.h"
#include "generator/markup/math.h"
#include "generator/markup/nodes.h"
#include "generator/markup/renderer.h"

namespace markup {
namespace {

constexpr std::size_t kLongestSummary = 160;  // code points

bool is_tight(const cmark_node* paragraph) {
  const auto* list = paragraph->parent == nullptr ? nullptr : paragraph->parent->parent;
  return list != nullptr && list->type == CMARK_NODE_LIST && list->as.list.tight;
}

// The first words, with "…" when there are more.
std::string shorten(std::string_view text) {
  text = base::trim(text);
  if (base::count_code_points(text) <= kLongestSummary) return std::string(text);
  std::size_t end = 0;
  for (std::size_t count = 0; count < kLongestSummary - 1; ++count) base::next_code_point(text, end);
  const auto space = text.substr(0, end).rfind(' ');
  return std::string(text.substr(0, space == text.npos ? end : space)) + "…";
}

// True for text that consists of HTML comments and white space.
bool is_comment(std::string_view html) {
  for (html = base::trim(html); !html.empty(); html = base::trim(html)) {
    if (!html.starts_with("<!--")) return false;
    const auto end = html.find("-->", 4);
    if (end == html.npos) return true;
    html.remove_prefix(end + 3);
  }
  return true;
}

std::string_view first_line(std::string_view text) {
  text = base::trim(text);
  return text.substr(0, std::min(text.find('\n'), std::size_t{40}));
}

}  // namespace

void Renderer::line_start() {
  if (!document_.html.empty() && document_.html.back() != '\n') raw("\n");
}

void Renderer::element(std::string_view open, cmark_node* node, std::string_view close) {
  line_start();
  raw(open);
  raw("\n");
  children(node);
  line_start();
  raw(close);
  raw("\n");
}

void Renderer::blocks(cmark_node* parent) {
  // block() may take its node out of the tree, never the ones behind it.
  for (cmark_node* node = parent->first_child; node != nullptr;) {
    cmark_node* next = node->next;
    block(node);
    node = next;
  }
}

void Renderer::block(cmark_node* node) {
  if (CMARK_NODE_INLINE_P(node)) {
    inline_node(node);
  } else {
    dispatch_block(node);
  }
}

void Renderer::dispatch_block(cmark_node* node) {
  switch (node->type) {
    case CMARK_NODE_PARAGRAPH: return paragraph(node);
    case CMARK_NODE_HEADING: return heading(node);
    case CMARK_NODE_LIST: return list(node);
    case CMARK_NODE_ITEM: return item(node);
    case CMARK_NODE_BLOCK_QUOTE: return quotation(node);
    case CMARK_NODE_CODE_BLOCK: return code_block(node);
    case CMARK_NODE_HTML_BLOCK: return html_block(node);
    case CMARK_NODE_THEMATIC_BREAK: line_start(); return raw("<hr>\n");
    case CMARK_NODE_CUSTOM_BLOCK:
      raw(view(node->as.custom.on_enter));
      children(node);
      return raw(view(node->as.custom.on_exit));
    default: break;
  }
  if (is_container(node)) return container(node);
  if (node->type == CMARK_NODE_TABLE) return table(node, {}, false);
  children(node);
}

void Renderer::paragraph(cmark_node* node) {
  cmark_node* only = node->first_child;
  if (only != nullptr && only->next == nullptr) {
    if (figure(node)) return;
    if (is_display_formula(only)) return formula(only, literal(only), true);
  }
  const bool tight = is_tight(node);
  if (!tight) {
    line_start();
    raw("<p>");
  }
  begin_prose();
  inlines(node);
  end_prose(Prose::Kind::running);
  if (document_.summary.empty() && footnote_ == nullptr) document_.summary = shorten(plain_text(node));
  if (node == last_paragraph_) back_links();
  if (!tight) raw("</p>\n");
}

void Renderer::heading(cmark_node* node) {
  const int written = node->as.heading.level;
  const int level = std::max(2, written);
  check_level(node, written);
  const auto chosen = heading_ids_.find(node);
  std::string text = plain_text(node);
  std::string id = chosen != heading_ids_.end() ? chosen->second : anchor(base::slugify(text));
  const char digit = static_cast<char>('0' + level);
  line_start();
  raw("<h");
  document_.html += digit;
  raw(" id=\"");
  raw(id);
  raw("\">");
  begin_prose();
  inlines(node);
  end_prose(Prose::Kind::other);
  raw("</h");
  document_.html += digit;
  raw(">\n");
  document_.headings.push_back({level, std::move(text), std::move(id), node->start_line + context_.first_line - 1});
}

void Renderer::check_level(cmark_node* node, int level) {
  if (level == 1) {
    report("heading-level", place(node), "heading of level 1 in the text", "the page's title is the only one; write '##'");
  } else if (level > last_level_ + 1) {
    report("heading-level", place(node),
           "heading level skipped: " + std::to_string(last_level_) + " is followed by " + std::to_string(level));
  }
  last_level_ = std::max(2, level);
}

void Renderer::list(cmark_node* node) {
  if (is_chapter_list(node)) return chapters(node);
  line_start();
  if (node->as.list.list_type == CMARK_BULLET_LIST) {
    raw("<ul>\n");
    blocks(node);
    return raw("</ul>\n");
  }
  if (node->as.list.start == 1) {
    raw("<ol>\n");
  } else {
    raw("<ol start=\"");
    raw(std::to_string(node->as.list.start));
    raw("\">\n");
  }
  blocks(node);
  raw("</ol>\n");
}

void Renderer::item(cmark_node* node) {
  line_start();
  if (is_task(node)) {
    raw(node->as.list.checked ? "<li class=\"task\"><input type=\"checkbox\" checked disabled aria-label=\""
                              : "<li class=\"task\"><input type=\"checkbox\" disabled aria-label=\"");
    text(context_.texts(node->as.list.checked ? "block_task_done" : "block_task_open"));
    raw("\"> ");
  } else {
    raw("<li>");
  }
  blocks(node);
  raw("</li>\n");
}

void Renderer::quotation(cmark_node* node) {
  if (!alert(node)) element("<blockquote>", node, "</blockquote>");
}

void Renderer::html_block(cmark_node* node) {
  const auto html = literal(node);
  if (is_comment(html)) return;
  if (context_.trusted) {
    line_start();
    raw(html);
    anchors_.add_ids_of(html);
    return line_start();
  }
  report("raw-html", place(node), "raw HTML '" + std::string(first_line(html)) + "' is left out",
         "write Markdown, or set 'trusted: true' in the front matter");
}

}  // namespace markup
