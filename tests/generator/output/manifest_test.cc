#include "generator/output/manifest.h"

#include <doctest/doctest.h>

#include "base/text.h"

namespace {

constexpr std::string_view kHash = "0123456789abcdef0123456789abcdef";

std::string with_line(const std::string& line) { return "sanggar manifest 1\n" + line + "\nend 1\n"; }

std::string error_of(std::string_view text) {
  const auto manifest = output::parse_manifest(text);
  return manifest ? "" : manifest.error().message;
}

std::string line(std::string_view path) { return std::string(kHash) + " 12 " + std::string(path); }

}  // namespace

TEST_SUITE("output/manifest") {
  TEST_CASE("a manifest is read as it was written") {
    const output::Manifest manifest = {{"index.html", {base::hash128("a"), 1}},
                                       {"foto bu sari.jpg", {base::hash128("b"), UINT64_MAX}},
                                       {"courses/a/índice.html", {base::hash128(""), 0}}};
    const auto read = output::parse_manifest(output::to_text(manifest));
    REQUIRE(read);
    CHECK(output::to_text(*read) == output::to_text(manifest));
    CHECK(read->size() == 3);
    CHECK(read->at("foto bu sari.jpg").size == UINT64_MAX);
    CHECK(read->at("index.html").hash == base::hash128("a"));
  }

  TEST_CASE("a site without files has a manifest too") {
    CHECK(output::to_text({}) == "sanggar manifest 1\nend 0\n");
    const auto read = output::parse_manifest(output::to_text({}));
    REQUIRE(read);
    CHECK(read->empty());
  }

  TEST_CASE("the format is one line a file: hash, size, path") {
    CHECK(error_of(with_line(line("a b"))) == "");
    CHECK(output::parse_manifest(with_line(line("a b")))->begin()->first == "a b");
  }

  TEST_CASE("what is no manifest is refused") {
    for (const std::string_view text : {"", "\n", "sanggar manifest 1", "sanggar manifest 2\nend 0\n", "<html>\n\n\n"}) {
      CHECK(error_of(text) == "no manifest of a build");
    }
  }

  TEST_CASE("a damaged line is named") {
    const std::string damaged = "the manifest is damaged in line 2";
    CHECK(error_of(with_line("x")) == damaged);
    CHECK(error_of(with_line("")) == damaged);
    CHECK(error_of(with_line("0123 12 a")) == damaged);
    CHECK(error_of(with_line(std::string(kHash) + " 12x a")) == damaged);
    CHECK(error_of(with_line(std::string(kHash) + " -1 a")) == damaged);
    CHECK(error_of(with_line(std::string(kHash) + "  a")) == damaged);
    CHECK(error_of(with_line(std::string(kHash) + " 12 ")) == damaged);
    CHECK(error_of("sanggar manifest 1\n" + line("a") + "\nx\nend 2\n") == "the manifest is damaged in line 3");
  }

  TEST_CASE("a path that leaves the output folder is refused: what stands here is deleted one day") {
    for (const std::string_view path : {"../a", "a/../../b", "/etc/passwd", "a/./b", "./a", "a//b", "a/", "..", "."}) {
      CAPTURE(path);
      CHECK(error_of(with_line(line(path))) == "the manifest is damaged in line 2");
    }
  }

  TEST_CASE("a manifest that is cut off anywhere is refused") {
    const std::string text = output::to_text({{"a", {base::hash128("a"), 1}}, {"b", {base::hash128("b"), 1}}});
    for (std::size_t size = 0; size < text.size(); ++size) {
      CAPTURE(size);
      CHECK_FALSE(output::parse_manifest(text.substr(0, size)));
    }
    CHECK(error_of("sanggar manifest 1\n" + line("a") + "\nend 2\n") == "the manifest is cut off");
    CHECK(error_of("sanggar manifest 1\n" + line("a") + "\n" + line("a") + "\nend 2\n") == "the manifest is cut off");
  }
}
