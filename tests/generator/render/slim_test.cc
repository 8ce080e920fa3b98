#include "generator/render/slim.h"

#include <doctest/doctest.h>

TEST_SUITE("render/slim") {
  TEST_CASE("indentation, empty lines and comments of their own go; a line stays a line") {
    CHECK(render::slim("a.js", "// Apa ini.\nvar a = 1; // satu\n\n  function b() {\n    // dua\n    return 'https://c' + a\n  }\n") ==
          "var a = 1; // satu\nfunction b() {\nreturn 'https://c' + a\n}");
    CHECK(render::slim("a.css", "/* Apa ini. */\n:root { --a: 1; } /* satu */\n@media print {\n  p { color: red; }\n}\n") ==
          ":root { --a: 1; } /* satu */\n@media print {\np { color: red; }\n}");
  }

  TEST_CASE("comments of several lines stay, with what looks like a comment in them") {
    CHECK(render::slim("a.js", "/* satu\n// dua */ var a;\n// tiga\n") == "/* satu\n// dua */ var a;");
    CHECK(render::slim("a.css", "/* satu\n  dua\n*/\np {}\n") == "/* satu\ndua\n*/\np {}");
    CHECK(render::slim("a.css", "/* satu */ p {} /* dua */\n") == "/* satu */ p {} /* dua */");
  }

  TEST_CASE("texts over several lines, and other files, stay as they are") {
    CHECK(render::slim("a.js", "  var a = `\n  // teks`;\n") == "  var a = `\n  // teks`;\n");
    CHECK(render::slim("a.css", "p::before { content: 'a\\\n  b'; }\n") == "p::before { content: 'a\\\n  b'; }\n");
    CHECK(render::slim("a.svg", "  <svg/>\n") == "  <svg/>\n");
  }
}
