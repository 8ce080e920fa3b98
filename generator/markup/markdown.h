// Markdown and Sanggar's blocks → Document. The library's entrance, and the only one that the rest of the program sees.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "base/result.h"
#include "generator/content/glossary.h"
#include "generator/content/texts.h"
#include "generator/markup/document.h"

namespace markup {

// Turns code and formulas into HTML; dear, therefore cached. Thread-safe.
class Typesetter {
 public:
  virtual ~Typesetter() = default;
  // HTML of coloured code (spans with classes, text escaped); an empty string when the language is unknown.
  virtual base::Result<std::string> highlight(std::string_view language, std::string_view code) = 0;
  // A <math> element. `display`: on a line of its own.
  virtual base::Result<std::string> formula(std::string_view tex, bool display) = 0;
};

// What a page's text is read with. Everything is borrowed for the call.
struct ParseContext {
  std::string_view file;       // the page's file, relative to the site's root
  int first_line = 1;          // the line on which the body starts
  std::string_view language;   // "id"
  bool trusted = false;        // raw HTML is kept
  bool graded = false;         // answers are left out of the HTML: the endpoint grades
  int nesting_limit = 100;     // blocks inside blocks
  const content::Texts& texts;
  const content::Glossary& glossary;
  // Reads a file by its path relative to the site's root.
  const std::function<base::Result<std::string>(const std::string& path)>& read_file;
  Typesetter& typesetter;
};

// To be called once, before any thread parses: cmark-gfm's registries are process-wide.
void initialize();

// Thread-safe after initialize(). `body` is valid UTF-8 without NUL, LF line ends.
Document parse(std::string_view body, const ParseContext& context, base::Diagnostics& diagnostics);

}  // namespace markup
