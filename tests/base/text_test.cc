#include "base/text.h"

#include <doctest/doctest.h>

#include <array>
#include <utility>

using base::LineColumn;

TEST_SUITE_BEGIN("base/text");

TEST_CASE("valid UTF-8 has no invalid byte") {
  CHECK(base::find_invalid_utf8("") == std::string_view::npos);
  CHECK(base::find_invalid_utf8("plain text that is longer than eight bytes") == std::string_view::npos);
  CHECK(base::find_invalid_utf8("é ꦱꦁꦒꦂ 😀 é") == std::string_view::npos);
  CHECK(base::find_invalid_utf8("\xF4\x8F\xBF\xBF") == std::string_view::npos);
}

TEST_CASE("the first invalid byte is found") {
  CHECK(base::find_invalid_utf8("abcdefghij\xFF") == 10);
  CHECK(base::find_invalid_utf8("é\x80") == 2);                  // a lone continuation
  CHECK(base::find_invalid_utf8("\xC0\xAF") == 0);               // overlong
  CHECK(base::find_invalid_utf8("\xE0\x80\xAF") == 0);           // overlong
  CHECK(base::find_invalid_utf8("a\xED\xA0\x80") == 1);          // a surrogate
  CHECK(base::find_invalid_utf8("\xF4\x90\x80\x80") == 0);       // beyond U+10FFFF
  CHECK(base::find_invalid_utf8("abc\xE2\x82") == 3);            // cut short
  CHECK(base::find_invalid_utf8(std::string_view("a\xE2\x82z", 4)) == 1);
}

TEST_CASE("code points survive decoding and encoding") {
  const std::string_view text = "aé€😀";
  std::string copy;
  std::size_t offset = 0;
  while (offset < text.size()) base::append_code_point(copy, base::next_code_point(text, offset));
  CHECK(copy == text);
  CHECK(base::count_code_points(text) == 4);
}

TEST_CASE("the four characters that mean something in HTML are escaped") {
  CHECK(base::html_escaped("<a href=\"x\">Q & A</a>") == "&lt;a href=&quot;x&quot;&gt;Q &amp; A&lt;/a&gt;");
  CHECK(base::html_escaped("plain") == "plain");
  CHECK(base::html_escaped("").empty());
}

TEST_CASE("Latin letters are lowered, others stay") {
  CHECK(base::to_lower("ABC ÉÜ ŁŸ Ж 1") == "abc éü łÿ Ж 1");
}

TEST_CASE("trimming takes white space off both ends") {
  CHECK(base::trim(" \t a b \r\n") == "a b");
  CHECK(base::trim(" \n").empty());
}

TEST_CASE("splitting keeps empty parts") {
  CHECK(base::split("a,,b,", ',') == std::vector<std::string_view>{"a", "", "b", ""});
  CHECK(base::split("", ',') == std::vector<std::string_view>{""});
}

TEST_CASE("a prefix is found in any case") {
  CHECK(base::starts_with_ignoring_case("HTTPS://x", "https:"));
  CHECK_FALSE(base::starts_with_ignoring_case("http", "https:"));
}

TEST_CASE("a slug is lower case, without accents, joined by hyphens") {
  CHECK(base::slugify("Foto Produk: Cahaya!") == "foto-produk-cahaya");
  CHECK(base::slugify("  Crème brûlée -- 2026 ") == "creme-brulee-2026");
  CHECK(base::slugify("Straße Øystein Łódź ǭ") == "strasse-oystein-lodz-o");
  CHECK(base::slugify("cre\u0301me") == "creme");  // the accent as a character of its own
  CHECK(base::slugify("Aksara ꦲꦏ꧀ꦱꦫ") == "aksara-ꦲꦏ꧀ꦱꦫ");
  CHECK(base::slugify("!?").empty());
}

TEST_CASE("identifiers are lower-case letters, digits and inner hyphens") {
  CHECK(base::is_identifier("harga-2"));
  for (const std::string_view bad : {"", "-a", "a-", "A", "a_b", "é", "a b"}) CHECK_FALSE(base::is_identifier(bad));
}

TEST_CASE("a slip of the keyboard finds the word that was meant") {
  constexpr std::array<std::string_view, 4> words{"title", "description", "date", "draft"};
  CHECK(base::nearest("titel", words) == "title");
  CHECK(base::nearest("Descripton", words) == "description");
  CHECK(base::nearest("dat", words) == "date");
  CHECK(base::nearest("drfat", words) == "draft");
  CHECK(base::nearest("weight", words).empty());
  CHECK(base::nearest("", words).empty());
  CHECK(base::nearest("xy", words).empty());
  CHECK(base::did_you_mean("titel", words) == "did you mean 'title'?");
  CHECK(base::did_you_mean("weight", words).empty());
}

TEST_CASE("lines and columns count from 1, columns in code points") {
  const auto at = [](std::string_view text, std::size_t offset) {
    const LineColumn place = base::line_column(text, offset);
    return std::pair(place.line, place.column);
  };
  CHECK(at("abc", 0) == std::pair(1, 1));
  CHECK(at("é\nüx", 3) == std::pair(2, 1));
  CHECK(at("é\nüx", 5) == std::pair(2, 2));
  CHECK(at("a\n", 2) == std::pair(2, 1));
}

TEST_CASE("paths are joined and their dots resolved") {
  CHECK(base::join_path("a/b", "../c.md") == "a/c.md");
  CHECK(base::join_path("a/b", "./c//d/") == "a/b/c/d");
  CHECK(base::join_path("a/b", "/media/x.png") == "media/x.png");
  CHECK(base::join_path("a", "../../x") == "../x");
  CHECK(base::join_path("a", "..").empty());
  CHECK(base::join_path("", "/..") == "..");
  CHECK(base::join_path("a", "../../..") == "../..");
}

TEST_CASE("a path has a directory, a name and an extension") {
  CHECK(base::directory_of("a/b/c.md") == "a/b");
  CHECK(base::directory_of("c.md").empty());
  CHECK(base::file_name_of("a/b/c.md") == "c.md");
  CHECK(base::file_name_of("a/").empty());
  CHECK(base::extension_of("a.b/c.en.md") == "md");
  CHECK(base::extension_of("a.b/c").empty());
  CHECK(base::extension_of(".gitignore").empty());
}

TEST_SUITE_END();
