// Links: to the outside, to the site's pages and files, to the glossary.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "generator/markup/addresses.h"
#include "generator/markup/nodes.h"
#include "generator/markup/renderer.h"

namespace markup {
namespace {

constexpr std::array<std::string_view, 6> kSchemes = {"http", "https", "mailto", "tel", "sms", "geo"};

// Link texts that say nothing to whoever reads the page's links alone. Sorted.
constexpr std::array<std::string_view, 30> kEmptyTexts = {
    "baca lebih lanjut", "baca selengkapnya", "click", "click here", "di sini", "disini", "here", "ini",
    "klik", "klik di sini", "klik disini", "klik ini", "learn more", "lebih lanjut", "lihat", "lihat di sini",
    "lihat selengkapnya", "link", "link ini", "more", "read more", "see more", "selanjutnya", "selengkapnya", "sini",
    "tautan", "tautan ini", "this", "this link", "unduh di sini"};

std::string lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return lower;
}

bool says_nothing(std::string_view text) {
  constexpr std::size_t kLongest = 24;
  while (!text.empty() && std::string_view(".!:> ").find(text.back()) != std::string_view::npos) text.remove_suffix(1);
  if (text.ends_with("…") || text.ends_with("»")) text.remove_suffix(text.ends_with("…") ? 3 : 2);
  text = base::trim(text);
  return text.size() <= kLongest && std::ranges::binary_search(kEmptyTexts, lower(text));
}

// A bare link: its text is its address.
bool is_bare(const cmark_node* link) {
  const auto* child = link->first_child;
  return child != nullptr && child->next == nullptr && child->type == CMARK_NODE_TEXT &&
         view(link->as.link.url).ends_with(literal(child)) && !scheme_of(view(link->as.link.url)).empty();
}

// "Foto Bu Sari.jpg": the name of a file, with spaces in it.
bool is_spaced_name(std::string_view text) {
  constexpr std::size_t kLongestEnding = 5;
  text = text.substr(0, text.find_first_of("#\""));
  text = base::trim(text);
  const auto ending = base::extension_of(text);
  return text.find(' ') != text.npos && !ending.empty() && ending.size() <= kLongestEnding && ending.find(' ') == ending.npos;
}

bool shows_picture(cmark_node* link) {
  for (cmark_node* node = link; node != nullptr; node = advance(node, link)) {
    if (node->type == CMARK_NODE_IMAGE || node->type == CMARK_NODE_CODE) return true;
  }
  return false;
}

}  // namespace

void Renderer::link(cmark_node* node) {
  const auto address = view(node->as.link.url);
  const auto scheme = lower(scheme_of(address));
  if (scheme == "term") return term_link(node, address.substr(5));
  if (std::ranges::find(kSchemes, scheme) != kSchemes.end()) {
    raw("<a href=\"");
    append_address(document_.html, address);
    raw(scheme.starts_with("http") ? "\" rel=\"noopener\"" : "\"");
    link_content(node);
    return raw("</a>");
  }
  if (scheme.empty() && !address.empty() && !address.starts_with("//")) return site_link(node, address);
  if (address.empty()) {
    report("link", place(node), "link without an address");
  } else {
    report("link", place(node), "link to '" + std::string(address) + "' is not allowed",
           "use a file of the site, or http, https, mailto, tel, sms, geo or term");
  }
  inlines(node);
}

void Renderer::site_link(cmark_node* node, std::string_view target) {
  raw("<a href=\"");
  reference(Reference::Kind::link, target, node);
  raw("\"");
  link_content(node);
  raw("</a>");
  const std::string_view path = target.substr(0, target.find('#'));
  const bool surely_a_page = path.empty() || path.ends_with(".md") || path.ends_with('/');
  if (!surely_a_page) reference(Reference::Kind::note, target, node);
}

void Renderer::term_link(cmark_node* node, std::string_view key) {
  const auto& glossary = context_.glossary;
  const auto entry = glossary.find(key);
  if (entry == glossary.end()) {
    std::vector<std::string_view> keys;
    for (const auto& known : glossary) keys.push_back(known.first);
    report("term", place(node), "unknown term '" + std::string(key) + "'", base::did_you_mean(key, keys));
    return inlines(node);
  }
  prose_.explain(plain_text(node));
  raw("<a class=\"term\" href=\"#");
  raw(use_term(entry->first).id);
  raw("\"");
  link_content(node);
  raw("</a>");
}

// The rest of the start tag, and the text.
void Renderer::link_content(cmark_node* node) {
  if (button_) raw(" class=\"button\"");
  if (node->as.link.title.len > 0) {
    raw(" title=\"");
    text(view(node->as.link.title));
    raw("\"");
  }
  raw(">");
  if (is_bare(node)) {
    prose_.append_opaque(node->start_line, node->start_column);
    return text(literal(node->first_child));
  }
  const auto start = prose_.text().size();
  inline_element({}, node, {});
  check_link_text(node, start);
}

// `[Unduh](formulir baru.pdf)` is no link to CommonMark.
void Renderer::unread_links(cmark_node* node, std::string_view plain) {
  for (auto at = plain.find("]("); at != plain.npos; at = plain.find("](", at + 2)) {
    const auto inside = plain.substr(at + 2, plain.substr(at + 2).find(')'));
    if (at + 2 + inside.size() == plain.size() || !is_spaced_name(inside) || is_escaped(node, at, "](")) continue;
    const auto name = base::trim(inside.substr(0, inside.find('"')));
    report("link-spaces", place(node), "'" + std::string(name) + "' is not linked: its name has spaces",
           "write '<" + std::string(name) + ">' in the brackets, or rename the file");
  }
}

void Renderer::check_link_text(cmark_node* node, std::size_t start) {
  const auto shown = base::trim(prose_.text().substr(start));
  if (shown.empty() && !shows_picture(node)) {
    report("link-text", place(node), "link without a text");
  } else if (says_nothing(shown)) {
    report("link-text", place(node), "link text '" + std::string(shown) + "' says nothing by itself",
           "name what the link leads to");
  }
}

void Renderer::reference(Reference::Kind kind, std::string_view target, cmark_node* node) {
  const auto where = place(node);
  document_.references.push_back({document_.html.size(), kind, std::string(target), where.line, where.column});
}

}  // namespace markup
