#include "generator/render/template.h"

#include <doctest/doctest.h>

namespace {

std::string place(const render::TemplateText& text, std::size_t offset) {
  const auto place = text.place_of(offset);
  return place.file + ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
}

std::string names(std::string_view text) {
  std::string list;
  for (const auto& name : render::names_in(text)) list += name.name + "@" + std::to_string(name.offset) + " ";
  return list;
}

}  // namespace

TEST_SUITE("render/template") {
  TEST_CASE("every part of a layout knows its file, line and column") {
    render::TemplateText text;
    text.append("<p>\n", "base", 1);
    text.append("é{{x}}\nb\n", "part", 1);
    text.append("</p>\n{{y}}", "base", 2);
    CHECK(text.text() == "<p>\né{{x}}\nb\n</p>\n{{y}}");
    CHECK(place(text, 0) == "base:1:1");
    CHECK(place(text, text.text().find("{{x}}")) == "part:1:2");
    CHECK(place(text, text.text().find("b\n")) == "part:2:1");
    CHECK(place(text, text.text().find("</p>")) == "base:2:1");
    CHECK(place(text, text.text().find("{{y}}")) == "base:3:1");
    CHECK(place(text, text.text().size()) == "base:3:6");
  }

  TEST_CASE("an empty part leaves no trace, and an empty layout has no place") {
    render::TemplateText text;
    CHECK(place(text, 0) == ":0:0");
    text.append("", "part", 1);
    text.append("a", "base", 7);
    CHECK(place(text, 0) == "base:7:1");
  }

  TEST_CASE("names are those of variables and sections, not of comments, ends and partials") {
    CHECK(names("{{a}} {{{b}}} {{&c}} {{#d}}{{^ e }}{{/e}}{{/d}} {{! f }} {{> g}} {{ h.i }} {{.}}") ==
          "a@0 b@6 c@14 d@21 e@27 h.i@65 ");
    CHECK(names("{{a") == "");
    CHECK(names("") == "");
  }
}
