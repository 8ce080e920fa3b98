// Whether a piece of generated HTML is well-formed, and the cells of its tables.
#pragma once

#include <array>
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace infographic_test {

// Checks nesting, quoting of attributes and references of the HTML and SVG that a chart consists of. Empty when well-formed, else what is wrong.
class HtmlCheck {
 public:
  explicit HtmlCheck(std::string_view html) : html_(html) {}

  std::string run() {
    while (at_ < html_.size() && error_.empty()) {
      if (html_[at_] == '<') read_tag();
      else if (html_[at_] == '&') read_reference();
      else if (html_[at_] == '>') error_ = "a bare '>'";
      else ++at_;
    }
    if (error_.empty() && !open_.empty()) error_ = "<" + open_.back() + "> is never closed";
    return error_;
  }

 private:
  static bool is_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'; }

  std::string name() {
    const std::size_t start = at_;
    while (at_ < html_.size() && is_name(html_[at_])) ++at_;
    return std::string(html_.substr(start, at_ - start));
  }

  bool skip(char c) {
    if (at_ >= html_.size() || html_[at_] != c) return false;
    ++at_;
    return true;
  }

  void read_tag() {
    ++at_;
    const bool closing = skip('/');
    const std::string tag = name();
    if (tag.empty()) error_ = "'<' without a name";
    while (error_.empty() && (skip(' ') || skip('\n'))) read_attribute();
    const bool empty = skip('/');
    if (!skip('>')) error_ = "<" + tag + " never ends";
    if (!error_.empty() || empty) return;
    if (!closing) return open_.push_back(tag);
    if (open_.empty() || open_.back() != tag) error_ = "</" + tag + "> closes nothing";
    else open_.pop_back();
  }

  void read_attribute() {
    if (name().empty() || !skip('=')) return;
    if (!skip('"')) {
      error_ = "an attribute without quotes";
      return;
    }
    while (at_ < html_.size() && html_[at_] != '"' && error_.empty()) {
      if (html_[at_] == '&') read_reference();
      else if (html_[at_] == '<') error_ = "'<' in an attribute";
      else ++at_;
    }
    skip('"');
  }

  void read_reference() {
    constexpr std::array<std::string_view, 5> kKnown = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};
    const auto* known = std::find_if(kKnown.begin(), kKnown.end(), [&](std::string_view one) { return html_.substr(at_).starts_with(one); });
    if (known == kKnown.end()) error_ = "a bare '&'";
    else at_ += known->size();
  }

  std::string_view html_;
  std::size_t at_ = 0;
  std::vector<std::string> open_;
  std::string error_;
};

inline std::string html_error(std::string_view html) { return HtmlCheck(html).run(); }

// How often a tag such as "<td" occurs.
inline std::size_t count_of(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

// The contents of the body cells, row headings included, as they stand in the HTML.
inline std::vector<std::string> body_cells(std::string_view html) {
  std::vector<std::string> cells;
  const std::size_t body = html.find("<tbody>");
  const std::size_t end = html.find("</tbody>");
  if (body == std::string_view::npos || end == std::string_view::npos) return cells;
  html = html.substr(body, end - body);
  for (std::size_t at = 0; (at = html.find("<t", at)) != std::string_view::npos;) {
    const bool cell = html.substr(at).starts_with("<td") || html.substr(at).starts_with("<th ");
    at = html.find('>', at) + 1;
    if (cell) cells.emplace_back(html.substr(at, html.find('<', at) - at));
  }
  return cells;
}

}  // namespace infographic_test
