#include "generator/render/template.h"

#include <algorithm>

#include "base/text.h"

namespace render {

void TemplateText::append(std::string_view text, const std::string& file, int line) {
  if (text.empty()) return;
  pieces_.push_back({text_.size(), file, line});
  text_ += text;
}

base::Place TemplateText::place_of(std::size_t offset) const {
  const auto after = std::ranges::upper_bound(pieces_, offset, {}, &Piece::offset);
  if (after == pieces_.begin()) return {};
  const Piece& piece = *(after - 1);
  const auto at = base::line_column(std::string_view(text_).substr(piece.offset), offset - piece.offset);
  return {piece.file, piece.line + at.line - 1, at.column};
}

std::vector<TemplateName> names_in(std::string_view text) {
  std::vector<TemplateName> names;
  for (std::size_t open = text.find("{{"); open != std::string_view::npos; open = text.find("{{", open + 2)) {
    std::size_t start = open + 2;
    if (start < text.size() && (text[start] == '!' || text[start] == '>' || text[start] == '/')) continue;
    while (start < text.size() && std::string_view("{#^& ").find(text[start]) != std::string_view::npos) ++start;
    const std::size_t end = text.find('}', start);
    if (end == std::string_view::npos) break;
    const std::string_view name = base::trim(text.substr(start, end - start));
    if (!name.empty() && name != ".") names.push_back({std::string(name), open});
  }
  return names;
}

}  // namespace render
