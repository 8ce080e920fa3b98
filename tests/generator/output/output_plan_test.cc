#include "generator/output/output_plan.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/generator/model/built_site.h"

namespace {

using test::page;

// "page a/index.html", "asset media/x.svg", "bytes a/x.csv": one a line.
std::string shown(const test::Built& built) {
  std::string text;
  for (const auto& file : output::plan_output(built.site)) {
    using enum output::PlannedFile::Recipe;
    const auto* recipe = file.recipe == output::PlannedFile::Recipe::page ? "page" : file.recipe == asset ? "asset" : "bytes";
    text += fmt::format("{} {}\n", recipe, file.path);
  }
  return text;
}

}  // namespace

TEST_SUITE("output/output_plan") {
  TEST_CASE("pages of all languages and used files are planned, in the order of their paths") {
    const auto built = test::build({{{"pages/index.md", page("Beranda", "![Logo](/media/logo.svg)\n")}, {"pages/a.md", page("A")},
                                     {"media/logo.svg", "x"}, {"media/lain.svg", "x"}},
                                    "languages: [id, en]\n"});
    CHECK(built.messages == "");
    CHECK(shown(built) ==
          "page 404.html\npage a/index.html\npage en/a/index.html\npage en/index.html\npage index.html\nasset media/logo.svg\n");
  }

  TEST_CASE("each planned page and file is the one of its address") {
    const auto built = test::build({{{"pages/index.md", page("Beranda", "![Logo](/media/logo.svg)\n")}, {"media/logo.svg", "x"}}});
    for (const auto& file : output::plan_output(built.site)) {
      if (file.path == "index.html") CHECK(built.site.page(file.index).url == "");
      if (file.path == "media/logo.svg") CHECK(built.site.assets[file.index].path == "media/logo.svg");
    }
  }

  TEST_CASE("what a page brings along lies beside it, in every language") {
    const std::string chart = "```chart\nkind: column\nheadline: Naik\ndescription: Naik dari 1 ke 2.\nsource: Uji\ndata: |\n  Tahun,Orang\n  2025,1\n  2026,2\n```\n";
    const auto built = test::build({{{"pages/a.md", page("A", chart)}}, "languages: [id, en]\n"});
    REQUIRE(built.messages == "");
    const auto& file = test::page_at(built, "a/").text.files.at(0);
    int found = 0;
    for (const auto& planned : output::plan_output(built.site)) {
      if (planned.path != "a/" + file.name && planned.path != "en/a/" + file.name) continue;
      CHECK(planned.bytes == file.bytes);
      ++found;
    }
    CHECK(found == 2);
  }
}
