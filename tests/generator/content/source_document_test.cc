#include "generator/content/source_document.h"

#include <doctest/doctest.h>

#include "generator/content/keys.h"

#include "tests/generator/content/show.h"
#include "tests/support/memory_file_system.h"

namespace {

using namespace std::string_literals;

struct Read {
  bool done = false;
  content::SourceDocument document;
  std::string messages;
};

Read read_bytes(const std::string& bytes, const content::Limits& limits = {}) {
  support::MemoryFileSystem files;
  files.add("situs/pages/a.md", bytes);
  content::SiteConfig config;
  config.languages = {"id"};
  config.limits = limits;
  Read read;
  base::Diagnostics diagnostics;
  const content::PageSource page{"pages/a.md", "pages", "pages/a", content::SourceKind::page, 0};
  read.done = content::read_source(files, "situs", page, config, read.document, diagnostics);
  read.messages = test::show(diagnostics);
  return read;
}

}  // namespace

TEST_SUITE("content/source_document") {
  TEST_CASE("front matter and text are told apart, and the text knows its first line") {
    const auto read = read_bytes("---\ntitle: Uji\n---\n\nHalo.\n");
    REQUIRE(read.done);
    CHECK(read.messages == "");
    CHECK(read.document.meta.title == "Uji");
    CHECK(read.document.body == "\nHalo.\n");
    CHECK(read.document.body_line == 4);
  }

  TEST_CASE("a byte order mark and line ends of other systems change nothing") {
    for (const auto& bytes : {"\xEF\xBB\xBF---\r\ntitle: Uji\r\n---\r\nsatu\r\ndua\r\n"s, "---\rtitle: Uji\r---\rsatu\rdua\r"s}) {
      const auto read = read_bytes(bytes);
      REQUIRE(read.done);
      CHECK(read.messages == "");
      CHECK(read.document.meta.title == "Uji");
      CHECK(read.document.body == "satu\ndua\n");
      CHECK(read.document.body_line == 4);
    }
  }

  TEST_CASE("a mistake behind CRLF stands on its line") {
    CHECK(read_bytes("---\r\ntitle: Uji\r\ndraft: x\r\n---\r\n").messages ==
          "pages/a.md:3:8: error: 'x' is no value for 'draft' (it takes true or false)\n");
  }

  TEST_CASE("UTF-16 is refused by name") {
    for (const auto& bytes : {"\xFF\xFE-\0-\0"s, "\xFE\xFF\0-\0-"s}) {
      const auto read = read_bytes(bytes);
      CHECK_FALSE(read.done);
      CHECK(read.messages == "pages/a.md:1:1: error: the file is UTF-16 (save it as UTF-8)\n");
    }
  }

  TEST_CASE("a byte that is not UTF-8 is shown with line and column in letters") {
    CHECK(read_bytes("---\ntitle: Uji\n---\nkafé \xE9\n").messages ==
          "pages/a.md:4:6: error: byte 0xE9 is not valid UTF-8 (save the file as UTF-8)\n");
    CHECK(read_bytes("---\r\ntitle: Uji\r\n---\r\n\xC0\x80").messages ==
          "pages/a.md:4:1: error: byte 0xC0 is not valid UTF-8 (save the file as UTF-8)\n");
  }

  TEST_CASE("a NUL byte is shown with line and column") {
    const auto read = read_bytes("---\ntitle: Uji\n---\nab\0c\n"s);
    CHECK_FALSE(read.done);
    CHECK(read.messages == "pages/a.md:4:3: error: the file has a NUL byte (is it a text file? remove the byte)\n");
  }

  TEST_CASE("a page may not be larger than the limit") {
    content::Limits limits;
    limits.page_bytes = 20;
    CHECK(read_bytes("---\ntitle: Uji\n---\n", limits).done);
    const auto read = read_bytes("---\ntitle: Uji\n---\nab", limits);
    CHECK_FALSE(read.done);
    CHECK(read.messages ==
          "pages/a.md: error: the page has 21 bytes, the limit is 20 (split it, or raise 'limits: page_bytes' in site.yaml)\n");
  }

  TEST_CASE("a file that cannot be read is said to be so") {
    support::MemoryFileSystem files;
    files.add("situs/pages/a.md", "");
    files.fail_read("situs/pages/a.md");
    content::SourceDocument document;
    base::Diagnostics diagnostics;
    const content::PageSource page{"pages/a.md", "pages", "pages/a", content::SourceKind::page, 0};
    CHECK_FALSE(content::read_source(files, "situs", page, {}, document, diagnostics));
    CHECK(test::show(diagnostics) == "pages/a.md: error: cannot read 'situs/pages/a.md': permission denied\n");
  }

  TEST_CASE("the keys that a page takes are those of its kind") {
    CHECK(content::scopes_of(content::SourceKind::course) == (content::kEveryPage | content::kCourse));
    CHECK(content::scopes_of(content::SourceKind::module) == (content::kEveryPage | content::kModule));
    CHECK(content::scopes_of(content::SourceKind::lesson) == (content::kEveryPage | content::kLesson));
    CHECK(content::scopes_of(content::SourceKind::story) == (content::kEveryPage | content::kStory));
    CHECK(content::scopes_of(content::SourceKind::author) == content::kEveryPage);
  }
}
