#include "generator/markup/renderer.h"

#include <algorithm>

#include "base/text.h"
#include "generator/markup/container.h"
#include "generator/markup/nodes.h"

namespace markup {

Renderer::Renderer(const ParseContext& context, Document& document, base::Diagnostics& diagnostics, std::string_view body)
    : context_(context), document_(document), diagnostics_(diagnostics), body_(body), lines_(body) {}

void Renderer::page(cmark_node* root) {
  if (!prepare(root)) return;
  report_unused_footnotes(root);
  for (cmark_node* node = root->first_child; node != nullptr; node = node->next) {
    if (node->type == CMARK_NODE_FOOTNOTE_DEFINITION) {
      footnotes(node);
      break;
    }
    block(node);
  }
  glossary_section();
  finish();
}

void Renderer::finish() {
  document_.words = prose_.words();
  document_.anchors = anchors_.sorted_hashes();
  for (auto& finding : prose_.findings()) {
    const base::Place place{std::string(context_.file), finding.line + context_.first_line - 1,
                            lines_.column(finding.line, finding.column)};
    report(finding.check, place, std::move(finding.message), std::move(finding.hint));
  }
}

void Renderer::children(cmark_node* node) {
  if (node->first_child == nullptr) return;
  if (CMARK_NODE_INLINE_P(node->first_child)) {
    inlines(node);
  } else {
    blocks(node);
  }
}

void Renderer::text(std::string_view plain) { base::append_html_escaped(document_.html, plain); }

std::string Renderer::anchor(std::string_view wanted) { return anchors_.reserve(wanted); }

base::Place Renderer::place(cmark_node* node) const {
  while (node->start_line == 0 && node->parent != nullptr) node = node->parent;
  return {std::string(context_.file), node->start_line + context_.first_line - 1,
          lines_.column(node->start_line, node->start_column)};
}

base::Place Renderer::place_of_key(const ContainerHead& head, std::string_view key) const {
  const auto found = std::ranges::find(head.attributes, key, &std::pair<std::string, std::string>::first);
  const auto index = static_cast<std::size_t>(found - head.attributes.begin());
  return {std::string(context_.file), head.line, found == head.attributes.end() ? head.column : head.columns[index]};
}

void Renderer::report(std::string_view check, base::Place place, std::string message, std::string hint) {
  if (++findings_ > kMostFindings) return;  // a page of 4 MiB could hold a million
  diagnostics_.report(check, std::move(place), std::move(message), std::move(hint));
}

std::string plain_text(cmark_node* node) {
  std::string text;
  for (cmark_node* at = node; at != nullptr; at = advance(at, node)) {
    switch (at->type) {
      case CMARK_NODE_TEXT:
      case CMARK_NODE_CODE:
      case CMARK_NODE_CODE_BLOCK: text += at->type == CMARK_NODE_CODE_BLOCK ? view(at->as.code.literal) : literal(at); break;
      case CMARK_NODE_SOFTBREAK:
      case CMARK_NODE_LINEBREAK: text += ' '; break;
      default:
        if (CMARK_NODE_BLOCK_P(at) && at != node && !text.empty() && text.back() != ' ') text += ' ';
    }
  }
  return text;
}

}  // namespace markup
