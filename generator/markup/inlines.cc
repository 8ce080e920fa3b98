// Text and what stands in it.
#include "base/text.h"
#include "generator/markup/math.h"
#include "generator/markup/nodes.h"
#include "generator/markup/renderer.h"

namespace markup {
namespace {

// Emphasis in emphasis in …; beyond it, the text stands without marks.
constexpr int kInlineNesting = 100;

}  // namespace

void Renderer::begin_prose() {
  prose_.begin();
  prose_open_ = true;
}

void Renderer::end_prose(Prose::Kind kind) {
  prose_.end(kind);
  prose_open_ = false;
}

void Renderer::inlines(cmark_node* parent) {
  const bool own = !prose_open_;
  if (own) begin_prose();
  for (cmark_node* node = parent->first_child; node != nullptr; node = node->next) inline_node(node);
  if (own) end_prose(Prose::Kind::running);
}

void Renderer::inline_node(cmark_node* node) {
  switch (node->type) {
    case CMARK_NODE_TEXT: return text_node(node);
    case CMARK_NODE_SOFTBREAK:
      prose_.append_space();
      return raw("\n");
    case CMARK_NODE_LINEBREAK:
      prose_.append_space();
      return raw("<br>\n");
    case CMARK_NODE_EMPH: return inline_element("<em>", node, "</em>");
    case CMARK_NODE_STRONG: return inline_element("<strong>", node, "</strong>");
    case CMARK_NODE_LINK: return link(node);
    case CMARK_NODE_IMAGE: return media(node, Alone::no);
    case CMARK_NODE_HTML_INLINE: return html_inline(node);
    case CMARK_NODE_FOOTNOTE_REFERENCE: return footnote_reference(node);
    case CMARK_NODE_CODE:
      prose_.append_opaque(node->start_line, node->start_column);
      if (is_formula(node)) return formula(node, literal(node), false);
      raw("<code>");
      text(literal(node));
      return raw("</code>");
    case CMARK_NODE_CUSTOM_INLINE:
      raw(view(node->as.custom.on_enter));
      inlines(node);
      return raw(view(node->as.custom.on_exit));
    default: break;
  }
  if (node->type == CMARK_NODE_STRIKETHROUGH) return inline_element("<del>", node, "</del>");
  if (node->first_child != nullptr) inlines(node);
}

void Renderer::inline_element(std::string_view open, cmark_node* node, std::string_view close) {
  if (inline_depth_ == kInlineNesting) {
    if (!too_deep_) report("limit", place(node), "emphasis nests more than " + std::to_string(kInlineNesting) + " deep");
    too_deep_ = true;
    return text(plain_text(node));
  }
  ++inline_depth_;
  raw(open);
  inlines(node);
  raw(close);
  --inline_depth_;
}

void Renderer::text_node(cmark_node* node) { text_piece(node, literal(node)); }

void Renderer::text_piece(cmark_node* node, std::string_view plain) {
  prose_.append(plain, node->start_line, node->start_column);
  text(plain);
  if (plain.find("[^") != plain.npos) unwritten_footnotes(node, plain);
  if (plain.find("](") != plain.npos) unread_links(node, plain);
}

void Renderer::html_inline(cmark_node* node) {
  const auto html = literal(node);
  if (html.starts_with("<!--")) return;
  if (context_.trusted) {
    raw(html);
    return anchors_.add_ids_of(html);
  }
  if (html.starts_with("</")) return;  // its opening tag has been reported
  report("raw-html", place(node), "raw HTML '" + std::string(html.substr(0, 40)) + "' is left out",
         "write Markdown, or set 'trusted: true' in the front matter");
}

}  // namespace markup
