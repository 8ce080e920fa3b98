#include "generator/markup/quiz_nodes.h"

#include <cmark-gfm-core-extensions.h>

#include "base/text.h"
#include "generator/markup/container.h"
#include "generator/markup/nodes.h"
#include "generator/markup/renderer.h"

namespace markup {
namespace {

std::string_view literal_of(cmark_node* node) {
  const char* literal = cmark_node_get_literal(node);
  return literal == nullptr ? std::string_view{} : std::string_view(literal);
}

// Where the text after a "[[" ends.
struct Close {
  cmark_node* node = nullptr;  // the text node that holds "]]"; nullptr: never closed
  std::size_t offset = 0;      // behind "]]"
  std::string inside;
};

Close find_close(cmark_node* node, std::size_t from) {
  Close close;
  for (; node != nullptr; node = cmark_node_next(node), from = 0) {
    if (cmark_node_get_type(node) != CMARK_NODE_TEXT) {
      close.inside += cmark_node_get_type(node) == CMARK_NODE_SOFTBREAK ? " " : plain_text(node);
      continue;
    }
    const auto text = literal_of(node);
    const auto end = text.find("]]", from);
    close.inside += text.substr(from, end == text.npos ? end : end - from);
    if (end == text.npos) continue;
    close.node = node;
    close.offset = end + 2;
    return close;
  }
  return close;
}

// Puts a new CUSTOM_INLINE and the text after the gap in the place of what stood between; returns the text after it.
cmark_node* replace_by_gap(cmark_node* open, std::size_t from, const Close& close, Gap& gap) {
  const std::string before(literal_of(open).substr(0, from));
  const std::string after(literal_of(close.node).substr(close.offset));
  gap.node = cmark_node_new_with_mem(CMARK_NODE_CUSTOM_INLINE, cmark_node_mem(open));  // cmark refuses a mixed tree
  if (cmark_node_insert_after(open, gap.node) == 0) {  // a table's cells take none
    cmark_node_free(gap.node);
    gap.node = nullptr;
    return nullptr;
  }
  if (close.node == open) {
    cmark_node* rest = cmark_node_new_with_mem(CMARK_NODE_TEXT, cmark_node_mem(open));
    cmark_node_insert_after(gap.node, rest);
  }
  cmark_node* rest = cmark_node_next(gap.node);
  while (close.node != open && rest != close.node) {
    cmark_node* next = cmark_node_next(rest);
    cmark_node_free(rest);
    rest = next;
  }
  cmark_node_set_literal(rest, after.c_str());
  cmark_node_set_literal(open, before.c_str());
  return rest;
}

std::vector<std::string> split_forms(std::string_view inside) {
  std::vector<std::string> forms;
  for (const auto form : base::split(inside, '|')) forms.emplace_back(base::trim(form));
  return forms;
}

}  // namespace

bool is_node(cmark_node* node, std::string_view type) {
  return node != nullptr && type == cmark_node_get_type_string(node);
}

bool is_container_named(cmark_node* node, std::string_view name) {
  return is_container(node) && container_head(node).name == name;
}

std::vector<cmark_node*> children_of(cmark_node* node) {
  std::vector<cmark_node*> children;
  for (auto* child = cmark_node_first_child(node); child != nullptr; child = cmark_node_next(child)) children.push_back(child);
  return children;
}

bool is_option(cmark_node* item) {
  if (is_node(item, "tasklist")) return true;
  auto* first = cmark_node_first_child(item);
  if (!is_node(first, "paragraph")) return false;
  const auto text = literal_of(cmark_node_first_child(first));
  return cmark_node_next(cmark_node_first_child(first)) == nullptr && (text == "[ ]" || text == "[x]" || text == "[X]");
}

bool is_option_list(cmark_node* node) {
  if (cmark_node_get_type(node) != CMARK_NODE_LIST) return false;
  for (auto* item : children_of(node)) {
    if (is_option(item)) return true;
  }
  return false;
}

bool is_checked(cmark_node* option) {
  if (is_node(option, "tasklist")) return cmark_gfm_extensions_get_tasklist_item_checked(option);
  return line_of_text(option) != "[ ]";
}

std::string line_of_text(cmark_node* node) {
  std::string line;
  for (const char c : plain_text(node)) {
    const bool space = c == ' ' || c == '\n' || c == '\t';
    if (!space) line += c;
    else if (!line.empty() && line.back() != ' ') line += ' ';
  }
  return std::string(base::trim(line));
}

std::string take_id(cmark_node* node) {
  auto* last = cmark_node_last_child(node);
  if (last == nullptr || cmark_node_get_type(last) != CMARK_NODE_TEXT) return {};
  const auto text = base::trim(literal_of(last));
  const auto start = text.rfind("{#");
  if (start == text.npos || text.back() != '}') return {};
  const std::string id(text.substr(start + 2, text.size() - start - 3));
  const auto lead = literal_of(last).find(text);
  std::string rest(literal_of(last).substr(0, lead + start));
  while (!rest.empty() && rest.back() == ' ') rest.pop_back();
  cmark_node_set_literal(last, rest.c_str());
  return id;
}

constexpr std::size_t kMostTaken = 101;

void take_gaps(cmark_node* parent, Gaps& gaps) {
  auto* node = cmark_node_first_child(parent);
  // Each gap copies the rest of its text: enough are taken to tell that there are too many.
  while (node != nullptr && gaps.list.size() < kMostTaken) {
    if (cmark_node_get_type(node) != CMARK_NODE_TEXT) take_gaps(node, gaps);
    const auto from = cmark_node_get_type(node) == CMARK_NODE_TEXT ? literal_of(node).find("[[") : std::string_view::npos;
    if (from == std::string_view::npos) {
      node = cmark_node_next(node);
      continue;
    }
    const auto close = find_close(node, from + 2);
    Gap gap{nullptr, split_forms(close.inside)};
    node = close.node == nullptr ? nullptr : replace_by_gap(node, from, close, gap);
    gaps.unclosed = gaps.unclosed || close.node == nullptr;
    if (close.node != nullptr) gaps.list.push_back(std::move(gap));
  }
}

std::string without_gaps(std::string_view text) {
  std::string out;
  for (auto start = text.find("[["); start != text.npos; start = text.find("[[")) {
    const auto end = text.find("]]", start);
    if (end == text.npos) break;
    out.append(text.substr(0, start)).append("____");
    text.remove_prefix(end + 2);
  }
  return out.append(text);
}

}  // namespace markup
