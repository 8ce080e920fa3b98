// Reads cmark-gfm's nodes without copying: the only header that looks into their structure.
#pragma once

#include <cmark-gfm/node.h>

#include <string_view>

// Set by the extension library when its extensions are registered; the library exports them but installs no header.
extern "C" {
extern cmark_node_type CMARK_NODE_TABLE;
extern cmark_node_type CMARK_NODE_TABLE_ROW;
extern cmark_node_type CMARK_NODE_TABLE_CELL;
extern cmark_node_type CMARK_NODE_STRIKETHROUGH;
}

namespace markup {

inline std::string_view view(const cmark_chunk& chunk) {
  return {reinterpret_cast<const char*>(chunk.data), static_cast<std::size_t>(chunk.len)};
}

// The text of a text, code or HTML node.
inline std::string_view literal(const cmark_node* node) { return view(node->as.literal); }

inline bool is_task(const cmark_node* node) { return node->type == CMARK_NODE_ITEM && node->extension != nullptr; }

// The node after `node` in document order that is not below it, within `root`; nullptr at the end.
inline cmark_node* skip(cmark_node* node, const cmark_node* root) {
  while (node != root && node->next == nullptr) node = node->parent;
  return node == root ? nullptr : node->next;
}

// The next node in document order, within `root`.
inline cmark_node* advance(cmark_node* node, const cmark_node* root) {
  return node->first_child != nullptr ? node->first_child : skip(node, root);
}

}  // namespace markup
