// Mustache templates that know where each of their lines comes from.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"

namespace render {

// A layout with all its partials put in, and the file and line of every part.
class TemplateText {
 public:
  // Appends text that stands in `file` from `line` on.
  void append(std::string_view text, const std::string& file, int line);
  const std::string& text() const { return text_; }
  base::Place place_of(std::size_t offset) const;

 private:
  struct Piece {
    std::size_t offset;
    std::string file;
    int line;
  };
  std::string text_;
  std::vector<Piece> pieces_;
};

// A name that stands in a template: `{{title}}`, `{{#courses}}`.
struct TemplateName {
  std::string name;
  std::size_t offset;
};

// All names of variables and sections, in their order.
std::vector<TemplateName> names_in(std::string_view text);

}  // namespace render
