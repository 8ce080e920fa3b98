#include "base/yaml.h"

#include <doctest/doctest.h>

#include <utility>

using base::Diagnostics;
using base::YamlValue;

namespace {

std::string errors_of(const Diagnostics& diagnostics) {
  std::string out;
  for (const auto& diagnostic : diagnostics.all()) out += base::to_text(diagnostic) + "\n";
  return out;
}

YamlValue parse(std::string_view text, int first_line = 1) {
  YamlValue value;
  Diagnostics diagnostics;
  const bool read = base::parse_yaml({text, "a.md", first_line}, value, diagnostics);
  CHECK(errors_of(diagnostics) == "");
  CHECK(read);
  return value;
}

std::string mistakes(std::string_view text, int first_line = 1) {
  YamlValue value;
  Diagnostics diagnostics;
  CHECK_FALSE(base::parse_yaml({text, "a.md", first_line}, value, diagnostics));
  for (const auto& diagnostic : diagnostics.all()) CHECK(diagnostic.check == "yaml");
  return errors_of(diagnostics);
}

std::pair<int, int> place(const YamlValue& value) { return {value.line, value.column}; }

}  // namespace

TEST_SUITE_BEGIN("base/yaml");

TEST_CASE("a front matter becomes a map in the author's order") {
  const YamlValue value = parse("title: Foto produk\ntags: [foto, \"jualan\"]\nweight: 3\ndraft: yes\n");
  REQUIRE(value.is_map());
  REQUIRE(value.entries.size() == 4);
  CHECK(value.entries[0].key == "title");
  CHECK(value.find("title")->text == "Foto produk");
  REQUIRE(value.find("tags")->is_list());
  CHECK(value.find("tags")->items[0].text == "foto");
  CHECK_FALSE(value.find("tags")->items[0].quoted);
  CHECK(value.find("tags")->items[1].text == "jualan");
  CHECK(value.find("tags")->items[1].quoted);
  CHECK(value.find("weight")->text == "3");
  CHECK(value.find("none") == nullptr);
}

TEST_CASE("every key and value knows its line and its column in code points") {
  const YamlValue value = parse("é: ü\nmap:\n  list:\n    - a\n    - \"b\"\n  flow: {k: v}\n", 10);
  CHECK(place(value) == std::pair(10, 1));
  CHECK(place(value.entries[0].value) == std::pair(10, 4));
  CHECK(value.entries[1].line == 11);
  CHECK(value.entries[1].column == 1);
  const YamlValue& map = value.entries[1].value;
  CHECK(place(map) == std::pair(12, 3));
  CHECK(map.entries[0].line == 12);
  CHECK(map.entries[0].column == 3);
  const YamlValue& list = map.entries[0].value;
  CHECK(place(list) == std::pair(13, 5));
  CHECK(place(list.items[0]) == std::pair(13, 7));
  CHECK(place(list.items[1]) == std::pair(14, 7));
  const YamlValue& flow = *map.find("flow");
  CHECK(place(flow) == std::pair(15, 9));
  CHECK(flow.entries[0].column == 10);
  CHECK(place(flow.entries[0].value) == std::pair(15, 13));
}

TEST_CASE("a text in quotes stands at its quote, a block at its first line") {
  const YamlValue value = parse("'a': \"x\"\n\"b\": '\n  y'\nc: |\n  z\n");
  CHECK(value.entries[0].column == 1);
  CHECK(place(value.entries[0].value) == std::pair(1, 6));
  CHECK(value.entries[1].column == 1);
  CHECK(place(value.entries[1].value) == std::pair(2, 6));
  CHECK(place(value.entries[2].value) == std::pair(5, 1));
}

TEST_CASE("Windows line ends and tabs between words keep places right") {
  const YamlValue value = parse("a: 1\r\nb:\t2\r\nc: x\u2028y\r\nd: 3\r\n");
  CHECK(value.find("a")->text == "1");
  CHECK(place(*value.find("b")) == std::pair(2, 4));
  CHECK(place(*value.find("d")) == std::pair(4, 4));
}

TEST_CASE("null, the tilde and nothing are null unless quoted") {
  const YamlValue value = parse("a: null\nb: ~\nc:\nd: \"\"\ne: 'null'\nf: [~, x]\ng: {h}\n");
  for (const std::string_view key : {"a", "b", "c"}) CHECK(value.find(key)->is_null());
  CHECK(place(*value.find("c")) == std::pair(3, 1));
  CHECK(value.find("d")->is_scalar());
  CHECK(value.find("d")->quoted);
  CHECK(value.find("e")->text == "null");
  CHECK(value.find("f")->items[0].is_null());
  CHECK(value.find("g")->find("h")->is_null());
}

TEST_CASE("an empty text is null and true") {
  for (const std::string_view text : {"", "\n\n", "# only a comment\n", "\xEF\xBB\xBF"}) CHECK(parse(text).is_null());
  CHECK(parse("---\n").is_null());
}

TEST_CASE("block and quoted scalars are text") {
  const YamlValue value = parse("a: |\n  one\n  two\nb: >-\n  one\n  two\nc: 'it''s'\nd: \"tab\\t\\u00e9\"\n");
  CHECK(value.find("a")->text == "one\ntwo\n");
  CHECK(value.find("b")->text == "one two");
  CHECK(value.find("c")->text == "it's");
  CHECK(value.find("d")->text == "tab\té");
  for (const auto& entry : value.entries) CHECK(entry.value.quoted);
}

TEST_CASE("a byte-order mark and a document start are skipped, tags are ignored") {
  const YamlValue value = parse("\xEF\xBB\xBF---\na: !!int 1\nb: !mine {c: d}\n");
  CHECK(value.find("a")->text == "1");
  CHECK(value.find("b")->find("c")->text == "d");
}

TEST_CASE("an alias repeats its anchor and stands where it is used") {
  const YamlValue value = parse("a: &x {k: v}\nb: *x\nc: &s text\nd: [*s, *s]\n");
  CHECK(value.find("b")->find("k")->text == "v");
  CHECK(place(*value.find("b")) == std::pair(2, 4));
  CHECK(value.find("d")->items[1].text == "text");
  CHECK(place(value.find("d")->items[1]) == std::pair(4, 9));
}

TEST_CASE("a repeated key is refused with the line of the first, and so is every other one") {
  CHECK(mistakes("title: a\nx: 1\ntitle: b\n", 2) == "a.md:4:1: error: key 'title' stands twice (first on line 2)\n");
  CHECK(mistakes("a: {b: 1, b: 2}\nc: 1\nc: 2\nc: 3\n") ==
        "a.md:1:11: error: key 'b' stands twice (first on line 1)\n"
        "a.md:3:1: error: key 'c' stands twice (first on line 2)\n"
        "a.md:4:1: error: key 'c' stands twice (first on line 2)\n");
}

TEST_CASE("a mistake names its place and what to do") {
  CHECK(mistakes("title: Harga: mahal\n", 2) ==
        "a.md:2:13: error: invalid nested block mapping on the same line (put text that holds ': ' in quotes)\n");
  CHECK(mistakes("a:\n\t- b\n") == "a.md:2:1: error: tab character may not be used as indentation (indent with spaces)\n");
  CHECK(mistakes("a: @ibu\n") == "a.md:1:4: error: plain scalar cannot start with '@' (put the text in quotes)\n");
  CHECK(mistakes("a: [b, c\n") == "a.md:2:1: error: flow sequence without a closing bracket (add the missing ']')\n");
  CHECK(mistakes("a: {{ x }}\n") ==
        "a.md:1:5: error: a key must be text, not a list, a map or an alias "
        "(put text that begins with '{', '[' or '*' in quotes)\n");
  CHECK(mistakes(": x\n") == "a.md:1:1: error: a key is missing before ':'\n");
  CHECK(mistakes("a: *none\n") ==
        "a.md:1:4: error: no anchor '&none' stands before this alias (put text that begins with '*' in quotes)\n");
}

TEST_CASE("more than one document is refused") {
  CHECK(mistakes("a: 1\n---\nb: 2\n") == "a.md:2:1: error: there is more than one YAML document (remove the line '---')\n");
}

TEST_CASE("control characters and invalid UTF-8 are refused") {
  using namespace std::string_view_literals;
  CHECK(mistakes("a: 1\nb: x\0y\n"sv) == "a.md:2:5: error: the control character U+0000 is not allowed (delete it)\n");
  CHECK(mistakes("a: \x7F\n") == "a.md:1:4: error: the control character U+007F is not allowed (delete it)\n");
  CHECK(mistakes("a: caf\xE9\n") == "a.md:1:7: error: the text is not valid UTF-8 (save the file as UTF-8)\n");
}

TEST_CASE("numbers are read from plain scalars only") {
  const YamlValue value = parse("[12, -3.5, +4, 1e3, '12', inf, nan, 0x10, 1a, ., 1e999, +-1, 1_000, ~]\n");
  const std::vector<double> expected{12, -3.5, 4, 1000};
  for (std::size_t i = 0; i < value.items.size(); ++i) {
    double number = 0;
    CHECK(base::as_number(value.items[i], number) == (i < expected.size()));
    if (i < expected.size()) CHECK(number == expected[i]);
  }
}

TEST_CASE("true, false, yes and no are booleans unless quoted") {
  const YamlValue value = parse("[true, yes, True, false, no, NO, 'yes', 1, on, ~]\n");
  for (std::size_t i = 0; i < value.items.size(); ++i) {
    bool boolean = i >= 3;
    CHECK(base::as_boolean(value.items[i], boolean) == (i < 6));
    if (i < 6) CHECK(boolean == (i < 3));
  }
}

TEST_SUITE_END();
