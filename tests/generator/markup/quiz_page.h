// Parses quizzes as a page of the site would be parsed, with the theme's own texts.
#pragma once

#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "generator/markup/document.h"

namespace quiz_page {

struct Parsed {
  markup::Document document;
  base::Diagnostics diagnostics;
};

// The body starts on line 5 of "a.md".
Parsed parse(std::string_view body, bool graded = false);

// One diagnostic a line.
std::string errors_of(std::string_view body);

// The only question of the only quiz; fails when there is a diagnostic.
markup::Question question_of(std::string_view body);
markup::Quiz quiz_of(std::string_view body);

// The HTML of the first form.
std::string form_of(std::string_view body, bool graded = false);

// `text` with the first `from` replaced; fails when there is none.
std::string replaced(std::string text, std::string_view from, std::string_view to);

}  // namespace quiz_page
