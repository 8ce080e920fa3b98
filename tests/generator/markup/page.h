// Parses a text as a page of the site would be parsed: fakes for everything that lies outside the library.
#pragma once

#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "generator/markup/document.h"

namespace page {

struct Options {
  bool trusted = false;
  int nesting_limit = 100;
};

struct Page {
  markup::Document document;
  base::Diagnostics diagnostics;
};

// The file is "stories/a.md"; its body starts on line 1. The glossary knows "modal"; "stories/b.csv" exists.
Page parse(std::string_view body, const Options& options = {});

// The HTML, with "{link a.md}", "{embed a.svg}", "{note a.pdf}" where an address is to be filled in.
std::string html(std::string_view body, const Options& options = {});

// One diagnostic a line, ordered.
std::string errors(std::string_view body, const Options& options = {});

// What is wrong with the nesting of tags, or nothing: every tag that opens closes in order, void elements aside.
std::string malformed(std::string_view html);

}  // namespace page
