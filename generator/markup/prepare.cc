// Puts cmark's tree in order before it is rendered.
#include <cmark-gfm-core-extensions.h>

#include <algorithm>

#include "base/text.h"
#include "generator/markup/container.h"
#include "generator/markup/nodes.h"
#include "generator/markup/renderer.h"

namespace markup {
namespace {

// What an author would count as a level of nesting.
bool nests(cmark_node* node) {
  switch (node->type) {
    case CMARK_NODE_LIST: return false;
    case CMARK_NODE_BLOCK_QUOTE:
    case CMARK_NODE_ITEM:
    case CMARK_NODE_FOOTNOTE_DEFINITION: return true;
    default: return is_container(node);
  }
}

bool holds_blocks(const cmark_node* node) {
  return node->first_child != nullptr && CMARK_NODE_TYPE_BLOCK_P(static_cast<cmark_node_type>(node->first_child->type));
}

}  // namespace

bool Renderer::prepare(cmark_node* root) {
  int depth = 0;
  int deepest = 0;
  cmark_node* deepest_node = nullptr;
  cmark_node* node = root->first_child;
  while (node != nullptr) {
    if (node->type == CMARK_NODE_HEADING) take_heading_id(node);
    if (is_task(node)) mend_task(node);
    if (nests(node) && depth + 1 > deepest) {
      deepest = depth + 1;
      deepest_node = node;
    }
    cmark_node* const ended = is_container_end(node) ? node : nullptr;
    if (ended == nullptr && holds_blocks(node)) {
      depth += nests(node) ? 1 : 0;
      node = node->first_child;
    } else {
      while (node != root && node->next == nullptr) {
        node = node->parent;
        depth -= node != root && nests(node) ? 1 : 0;
      }
      node = node == root ? nullptr : node->next;
    }
    if (ended != nullptr) cmark_node_free(ended);
  }
  if (deepest <= context_.nesting_limit) return true;
  report("limit", place(deepest_node),
         "blocks nest " + std::to_string(deepest) + " deep, the limit is " + std::to_string(context_.nesting_limit));
  return false;
}

// "## Contoh {#contoh}": takes the id out of the heading's last text.
void Renderer::take_heading_id(cmark_node* heading) {
  cmark_node* last = heading->last_child;
  if (last == nullptr || last->type != CMARK_NODE_TEXT) return;
  const auto text = literal(last);
  const auto start = text.rfind("{#");
  if (start == text.npos || !text.ends_with('}')) return;
  const auto id = text.substr(start + 2, text.size() - start - 3);
  if (!base::is_identifier(id)) {
    report("id", place(heading), "malformed anchor '" + std::string(id) + "'", "use a to z, 0 to 9 and hyphens inside");
  } else if (anchors_.taken(id)) {
    report("id", place(heading), "anchor '" + std::string(id) + "' stands twice on the page");
  } else {
    heading_ids_.emplace(heading, anchors_.reserve(id));
  }
  const auto rest = base::trim(text.substr(0, start));
  const auto kept = rest.empty() ? 0 : static_cast<std::size_t>(rest.data() - text.data()) + rest.size();
  last->as.literal.len = static_cast<bufsize_t>(kept);
  if (last->as.literal.alloc != 0) last->as.literal.data[kept] = 0;
}

// cmark takes an item for checked when "[x]" stands anywhere in its line.
void Renderer::mend_task(cmark_node* item) {
  const auto line = lines_.line(item->start_line);
  const auto start = static_cast<std::size_t>(std::max(0, item->start_column - 1));
  const auto bracket = line.find('[', std::min(start, line.size()));
  if (bracket == line.npos || bracket + 1 >= line.size()) return;
  cmark_gfm_extensions_set_tasklist_item_checked(item, line[bracket + 1] == 'x' || line[bracket + 1] == 'X');
}

}  // namespace markup
