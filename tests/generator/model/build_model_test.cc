#include "generator/model/build_model.h"

#include <doctest/doctest.h>

#include "tests/generator/model/built_site.h"

using test::all_urls;
using test::build;
using test::page;

namespace {

// The addresses with one page more than the smallest site.
std::string with(const std::string& url) { return "/\n/404.html\n" + url; }

std::string urls_of(const std::string& keys, model::ModelOptions options = {1786899600, false, 1}) {
  const auto built = build({{{"pages/a.md", page("A", "", keys)}}, "", {}, options});
  CHECK(built.messages == "");
  return all_urls(built);
}

}  // namespace

TEST_SUITE("model/build_model") {
  TEST_CASE("drafts are shown when they are asked for") {
    CHECK(urls_of("draft: true\n") == with(""));
    CHECK(urls_of("draft: true\n", {1786899600, true, 1}) == with("/a/\n"));
  }

  TEST_CASE("a page appears at 'publish' and goes at 'expire', in the site's time zone") {
    CHECK(urls_of("publish: 2026-08-17\n") == with("/a/\n"));
    CHECK(urls_of("publish: 2026-08-17 00:01\n") == with(""));
    CHECK(urls_of("publish: 2026-08-18\n", {1786899600, true, 1}) == with("/a/\n"));
    CHECK(urls_of("expire: 2026-08-17 00:01\n") == with("/a/\n"));
    CHECK(urls_of("expire: 2026-08-17\n") == with(""));
    CHECK(urls_of("expire: 2026-08-17\n", {1786899600, true, 1}) == with(""));
  }

  TEST_CASE("with a course or module that is not shown go its lessons") {
    const std::map<std::string, std::string> files = {{"courses/umkm/course.md", page("UMKM")},
                                                      {"courses/umkm/01-a/module.md", page("A", "", "draft: true\n")},
                                                      {"courses/umkm/01-a/01-b.md", page("B")},
                                                      {"courses/lain/course.md", page("Lain", "", "draft: true\n")},
                                                      {"courses/lain/01-c.md", page("C")}};
    const auto built = build({files});
    CHECK(built.messages == "");
    CHECK(all_urls(built) == with("/courses/\n/courses/umkm/\n/kemajuan/\n"));
  }

  TEST_CASE("a translation goes with its original, and one without any is reported") {
    const auto built = build({{{"pages/b.en.md", page("B")}}, "languages: [id, en]\n"});
    CHECK(built.messages ==
          "pages/b.en.md: warning: no page in 'id' that this translates (write the original, or remove this file)\n");
    CHECK(all_urls(built) == with("/en/\n"));
  }

  TEST_CASE("a translation that is a draft is not shown, the original's text is") {
    const auto built = build({{{"pages/a.md", page("A")}, {"pages/a.en.md", page("B", "", "draft: true\n")}}, "languages: [id, en]\n"});
    CHECK(built.messages == "");
    CHECK(built.site.meta(test::page_at(built, "en/a/")).title == "A");
  }

  TEST_CASE("a page that is both a file and a folder is reported") {
    CHECK(build({{{"pages/a.md", page("A")}, {"pages/a/index.md", page("A")}}}).messages ==
          "pages/a/index.md: error: the same page as 'pages/a.md' (remove or rename one of them)\n");
    CHECK(build({{{"pages/a.md", page("A")}, {"pages/a.id.md", page("A")}}}).messages ==
          "pages/a.md: error: the same page as 'pages/a.id.md' (remove or rename one of them)\n");
  }

  TEST_CASE("the site is the same for 1 and 8 threads") {
    test::Sources sources;
    for (int i = 0; i < 40; ++i) {
      const std::string name = "a" + std::to_string(i);
      sources.files["pages/" + name + ".md"] = page(name, "[x](a" + std::to_string(i * 7 % 50) + ".md#bagian)\n\n## Bagian\n");
    }
    const auto one = build(sources);
    sources.options.jobs = 8;
    const auto eight = build(sources);
    CHECK(one.messages == eight.messages);
    CHECK(one.messages.find("no page at") != std::string::npos);
    CHECK(all_urls(one) == all_urls(eight));
  }

  TEST_CASE("every kind of page has the name of its layout") {
    using model::PageKind;
    CHECK(model::name_of(PageKind::home) == "home");
    CHECK(model::name_of(PageKind::quiz) == "quiz");
    CHECK(model::name_of(PageKind::infographic_list) == "infographic_list");
    CHECK(model::name_of(PageKind::not_found) == "not_found");
  }
}
