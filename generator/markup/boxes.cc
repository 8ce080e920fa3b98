// Containers and alerts.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "generator/markup/container.h"
#include "generator/markup/container_table.h"
#include "generator/markup/nodes.h"
#include "generator/markup/renderer.h"

namespace markup {
namespace {

constexpr std::array<std::string_view, 5> kAlerts = {"NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"};

// "NOTE" of "[!NOTE]"; empty when the text is no such mark.
std::string_view alert_mark(std::string_view text) {
  text = base::trim(text);
  if (!text.starts_with("[!") || !text.ends_with(']')) return {};
  text = text.substr(2, text.size() - 3);
  const bool letters = std::ranges::all_of(text, [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); });
  return letters ? text : std::string_view{};
}

std::string upper(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  return upper;
}

int count_links(cmark_node* root) {
  int count = 0;
  for (cmark_node* node = root; node != nullptr; node = advance(node, root)) count += node->type == CMARK_NODE_LINK ? 1 : 0;
  return count;
}

bool stands_in_question(cmark_node* node) {
  for (cmark_node* above = node->parent; above != nullptr; above = above->parent) {
    if (is_container(above) && container_head(above).name == "question") return true;
  }
  return false;
}

}  // namespace

void Renderer::container(cmark_node* node) {
  const auto& head = container_head(node);
  if (head.name == "details") return details(node, head);
  if (head.name == "example" || head.name == "exercise") return titled_box(node, head);
  if (head.name == "table") return table_container(node);
  if (head.name == "facts") return facts(node);
  if (head.name == "quote") return quote(node, head);
  if (head.name == "cta") return call_to_act(node, head);
  if (head.name == "quiz" || head.name == "question") return render_quiz(*this, node);
  if ((head.name == "right" || head.name == "wrong") && !stands_in_question(node)) {
    report("container", {std::string(context_.file), head.line, head.column}, "':::" + head.name + "' stands outside a question");
  }
  blocks(node);  // unknown ones have been reported
}

void Renderer::details(cmark_node* node, const ContainerHead& head) {
  const auto* summary = head.find("summary");
  line_start();
  raw("<details>\n<summary>");
  text(summary == nullptr ? context_.texts("block_details") : *summary);
  raw("</summary>\n");
  blocks(node);
  line_start();
  raw("</details>\n");
}

void Renderer::titled_box(cmark_node* node, const ContainerHead& head) {
  const auto* title = head.find("title");
  line_start();
  raw(head.name == "example" ? "<section class=\"example\">\n" : "<section class=\"exercise\">\n");
  raw("<p class=\"block-title\"><span class=\"block-label\">");
  text(context_.texts(head.name == "example" ? "block_example" : "block_exercise"));
  raw("</span>");
  if (title != nullptr) {
    raw(" ");
    text(*title);
  }
  raw("</p>\n");
  blocks(node);
  line_start();
  raw("</section>\n");
}

void Renderer::facts(cmark_node* node) {
  cmark_node* list = node->first_child;
  if (list == nullptr || list->type != CMARK_NODE_LIST || list->next != nullptr) {
    report("container", place(node), "':::facts' holds no single list", "write lines such as '- **12** anggota'");
    return blocks(node);
  }
  line_start();
  raw("<ul class=\"facts\">\n");
  for (cmark_node* item = list->first_child; item != nullptr; item = item->next) fact(item);
  raw("</ul>\n");
}

void Renderer::fact(cmark_node* item) {
  cmark_node* paragraph = item->first_child;
  cmark_node* number = paragraph == nullptr ? nullptr : paragraph->first_child;
  if (number == nullptr || paragraph->type != CMARK_NODE_PARAGRAPH || number->type != CMARK_NODE_STRONG) {
    report("container", place(item), "a fact without its number in front", "write '- **12** anggota'");
    raw("<li>");
    blocks(item);
    return raw("</li>\n");
  }
  raw("<li>");
  begin_prose();
  raw("<b>");
  inlines(number);
  raw("</b> <span>");
  cmark_node* rest = number->next;
  if (rest != nullptr && rest->type == CMARK_NODE_TEXT) {
    const auto words = literal(rest);
    text_piece(rest, words.substr(std::min(words.find_first_not_of(' '), words.size())));
    rest = rest->next;
  }
  for (; rest != nullptr; rest = rest->next) inline_node(rest);
  raw("</span>");
  end_prose(Prose::Kind::running);
  for (cmark_node* more = paragraph->next; more != nullptr; more = more->next) block(more);
  raw("</li>\n");
}

void Renderer::quote(cmark_node* node, const ContainerHead& head) {
  const auto* by = head.find("by");
  const auto* role = head.find("role");
  line_start();
  raw("<figure class=\"quote\">\n<blockquote>\n");
  blocks(node);
  line_start();
  raw("</blockquote>\n");
  if (by != nullptr || role != nullptr) {
    raw("<figcaption>");
    if (by != nullptr) {
      raw("<b>");
      text(*by);
      raw("</b>");
    }
    if (by != nullptr && role != nullptr) raw(", ");
    if (role != nullptr) text(*role);
    raw("</figcaption>\n");
  }
  raw("</figure>\n");
}

void Renderer::call_to_act(cmark_node* node, const ContainerHead& /*head*/) {
  const int links = count_links(node);
  if (links != 1) {
    report("container", place(node), "':::cta' holds " + std::to_string(links) + " links", "write one: it becomes the button");
  }
  button_ = true;
  element("<aside class=\"cta\">", node, "</aside>");
  button_ = false;
}

// `> [!NOTE]`: takes the mark out and writes a box.
bool Renderer::alert(cmark_node* quotation) {
  cmark_node* paragraph = quotation->first_child;
  cmark_node* mark = paragraph == nullptr ? nullptr : paragraph->first_child;
  if (mark == nullptr || paragraph->type != CMARK_NODE_PARAGRAPH || mark->type != CMARK_NODE_TEXT) return false;
  if (mark->next != nullptr && mark->next->type != CMARK_NODE_SOFTBREAK && mark->next->type != CMARK_NODE_LINEBREAK) return false;
  const auto written = std::string(alert_mark(literal(mark)));
  if (written.empty()) return false;
  const auto name = upper(written);
  if (std::ranges::find(kAlerts, name) == kAlerts.end()) {
    report("container", place(paragraph), "unknown notice '[!" + written + "]'", base::did_you_mean(name, kAlerts));
    return false;
  }
  if (mark->next != nullptr) cmark_node_free(mark->next);
  cmark_node_free(mark);
  if (paragraph->first_child == nullptr) cmark_node_free(paragraph);
  std::string kind(name);
  for (char& c : kind) c = static_cast<char>(c + 32);
  line_start();
  raw("<aside class=\"alert alert-" + kind + "\" role=\"note\">\n<p class=\"alert-title\">");
  text(context_.texts("alert_" + kind));
  raw("</p>\n");
  blocks(quotation);
  line_start();
  raw("</aside>\n");
  return true;
}

}  // namespace markup
