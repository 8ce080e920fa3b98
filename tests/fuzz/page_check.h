// Parses any bytes as a page and checks what must hold for every page.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/text.h"
#include "tests/generator/markup/page.h"

namespace fuzz {

inline void expect(bool holds, std::string_view what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %.*s\n", static_cast<int>(what.size()), what.data());
  std::abort();
}

// Every tag that opens closes, references lie inside the HTML in ascending order, anchors are sorted and occur once.
inline void check_page(std::string_view bytes) {
  std::string body(bytes);
  if (base::find_invalid_utf8(body) != std::string::npos || body.find('\0') != std::string::npos) return;
  std::erase(body, '\r');
  const auto document = page::parse(body).document;
  const auto malformed = page::malformed(document.html);
  expect(malformed.empty(), malformed);
  std::size_t offset = 0;
  for (const auto& reference : document.references) {
    expect(reference.offset >= offset && reference.offset <= document.html.size(), "references ascend inside the HTML");
    expect(reference.line > 0, "references have a line");
    offset = reference.offset;
  }
  for (std::size_t i = 1; i < document.anchors.size(); ++i) {
    expect(document.anchors[i - 1] < document.anchors[i], "anchors are sorted and unique");
  }
}

}  // namespace fuzz
