#include <doctest/doctest.h>

#include "generator/model/endpoint_bundle.h"
#include "tests/generator/model/built_site.h"

using test::build;
using test::page;
using test::page_at;
using test::urls;

TEST_SUITE("model/generated_pages") {
  TEST_CASE("terms list their pages newest first, and a taxonomy its terms") {
    const auto built = build({{{"stories/2026-05-a.md", page("A", "", "tags: [UMKM, kas]\n")},
                               {"stories/2026-08-b.md", page("B", "", "tags: [umkm]\n")}}});
    CHECK(built.messages == "");
    CHECK(urls(built, page_at(built, "tags/").children) == "tags/kas/ tags/umkm/");
    CHECK(urls(built, page_at(built, "tags/umkm/").children) == "stories/b/ stories/a/");
    CHECK(page_at(built, "tags/umkm/").term == "UMKM");
  }

  TEST_CASE("a term written twice on one page lists the page once") {
    const auto built = build({{{"pages/a.md", page("A", "", "tags: [UMKM, umkm]\n")}}});
    CHECK(urls(built, page_at(built, "tags/umkm/").children) == "a/");
  }

  TEST_CASE("a closed taxonomy has no terms but its own") {
    const std::string settings = "taxonomies:\n  topik:\n    terms:\n      hukum: Hukum\n";
    CHECK(build({{{"pages/a.md", page("A", "", "topik: [hukum]\n")}}, settings}).messages == "");
    CHECK(build({{{"pages/a.md", page("A", "", "draft: false\ntopik: [hukuman]\n")}}, settings}).messages ==
          "pages/a.md:4: error: 'hukuman' is no term of 'topik' (did you mean 'hukum'?)\n");
  }

  TEST_CASE("in another language a term lists that language's pages, where there is none the fallback") {
    const auto built = build({{{"pages/a.md", page("A", "", "tags: [kas]\n")}, {"pages/a.en.md", page("A", "", "slug: cash\n")},
                               {"pages/b.md", page("B", "", "tags: [kas]\n")}},
                              "languages: [id, en]\n"});
    CHECK(built.messages == "");
    CHECK(urls(built, page_at(built, "en/tags/kas/").children) == "en/cash/ en/b/");
    CHECK(urls(built, page_at(built, "en/tags/").children) == "en/tags/kas/");
  }

  TEST_CASE("a page without translation is shown in the original's words") {
    const auto built = build({{{"pages/a.md", page("Tentang", "Halo.\n")}}, "languages: [id, en, jv]\n"});
    for (const std::string language : {"en", "jv"}) {
      const auto& fallback = page_at(built, language + "/a/");
      CHECK(fallback.source == "");
      CHECK(fallback.kind == model::PageKind::page);
      CHECK(built.site.shown(fallback).url == "a/");
      CHECK(built.site.meta(fallback).title == "Tentang");
      CHECK(built.site.language_of(fallback) == language);
    }
    CHECK(built.site.in_language(built.site.by_url.at("a/"), 2) == built.site.by_url.at("jv/a/"));
  }

  TEST_CASE("there are lists of what the site has, in every language") {
    CHECK(test::all_urls(build({})) == "/\n/404.html\n");
    const auto built = build({{{"courses/a/course.md", page("A")}}, "languages: [id, en]\n"});
    CHECK(test::all_urls(built) == "/\n/404.html\n/courses/\n/courses/a/\n/en/\n/en/courses/\n/en/courses/a/\n/en/kemajuan/\n/kemajuan/\n");
    CHECK(urls(built, page_at(built, "en/courses/").children) == "en/courses/a/");
  }

  TEST_CASE("an author's own page of a list's name is the list, in every language") {
    const auto built = build({{{"courses/a/course.md", page("A")}, {"pages/courses.md", page("Kursus kami")},
                               {"stories/b.md", page("B")}, {"pages/stories/index.md", page("Kabar")},
                               {"stories/c.md", page("C", "", "kind: infographic\n")}, {"pages/infographics.md", page("Angka")},
                               {"pages/infographics.en.md", page("Figures")}},
                              "languages: [id, en]\n"});
    CHECK(built.messages == "");
    CHECK(page_at(built, "courses/").source == "pages/courses.md");
    CHECK(page_at(built, "courses/").kind == model::PageKind::course_list);
    CHECK(urls(built, page_at(built, "courses/").children) == "courses/a/");
    CHECK(urls(built, page_at(built, "en/courses/").children) == "en/courses/a/");
    CHECK(page_at(built, "stories/").kind == model::PageKind::story_list);
    CHECK(urls(built, page_at(built, "stories/").children) == "stories/b/");
    CHECK(page_at(built, "en/infographics/").meta.title == "Figures");
    CHECK(urls(built, page_at(built, "en/infographics/").children) == "en/stories/c/");
  }

  TEST_CASE("an author's own page of a list stays when there is nothing to list") {
    const auto built = build({{{"pages/courses.md", page("Kursus kami")}}});
    CHECK(page_at(built, "courses/").kind == model::PageKind::course_list);
    CHECK(page_at(built, "courses/").children.empty());
  }

  TEST_CASE("a site with courses has a page for progress, beside which lie the words of each language and the version") {
    content::Texts words("id", {{"learn_finish", "Tandai \"selesai\""}, {"start", "Mulai"}});
    const auto built = build({{{"courses/a/course.md", page("A")}}, "languages: [id, en]\n", {words, content::Texts("en", {})}});
    const auto& own = page_at(built, "kemajuan/");
    const std::string version = model::endpoint_bundle(built.site).version;
    CHECK(own.kind == model::PageKind::progress);
    REQUIRE(own.text.files.size() == 2);
    CHECK(own.text.files[0].name == "id.js");
    CHECK(own.text.files[0].bytes == "window.sanggarWords = {\"version\":\"" + version + R"(","finish":"Tandai \"selesai\""};)" + "\n");
    CHECK(own.text.files[1].bytes == "window.sanggarWords = {\"version\":\"" + version + "\"};\n");
    const auto written = build({{{"courses/a/course.md", page("A")}, {"pages/kemajuan.md", page("Jejak belajar")}}});
    CHECK(page_at(written, "kemajuan/").kind == model::PageKind::progress);
    CHECK(page_at(written, "kemajuan/").meta.title == "Jejak belajar");
    CHECK(page_at(written, "kemajuan/").text.files.size() == 1);
  }

  TEST_CASE("a site with courses and an endpoint has a page for classes; elsewhere an author's page of that name is a page") {
    const std::string endpoint = "endpoint: {url: \"https://kemajuan.desa.example\"}\n";
    const auto built = build({{{"courses/a/course.md", page("A")}}, "languages: [id, en]\n" + endpoint});
    CHECK(built.messages == "");
    CHECK(page_at(built, "kelas/").kind == model::PageKind::classroom);
    CHECK(page_at(built, "en/kelas/").kind == model::PageKind::classroom);
    const auto written = build({{{"courses/a/course.md", page("A")}, {"pages/kelas.md", page("Kelas kami")}}, endpoint});
    CHECK(page_at(written, "kelas/").kind == model::PageKind::classroom);
    CHECK(page_at(written, "kelas/").meta.title == "Kelas kami");
    const auto without = build({{{"courses/a/course.md", page("A")}, {"pages/kelas.md", page("Kelas kami")}}});
    CHECK(page_at(without, "kelas/").kind == model::PageKind::page);
  }

  TEST_CASE("an author's page lists works, not lessons") {
    const auto built = build({{{"authors/sari.md", page("Sari")}, {"stories/a.md", page("A", "", "author: sari\n")},
                               {"courses/b/course.md", page("B", "", "author: [sari]\n")}, {"courses/b/01-c.md", page("C", "", "author: sari\n")}},
                              "languages: [id, en]\n"});
    CHECK(built.messages == "");
    CHECK(urls(built, page_at(built, "authors/sari/").children) == "courses/b/ stories/a/");
    CHECK(urls(built, page_at(built, "en/authors/sari/").children) == "en/courses/b/ en/stories/a/");
  }

  TEST_CASE("an author without a page is reported with the nearest one") {
    CHECK(build({{{"authors/sari.md", page("Sari")}, {"stories/a.md", page("A", "", "author: sarii\n")}}}).messages ==
          "stories/a.md:3: error: no author 'sarii' (did you mean 'sari'?)\n");
    CHECK(build({{{"stories/a.md", page("A", "", "author: sari\n")}}}).messages ==
          "stories/a.md:3: error: no author 'sari' (write authors/sari.md)\n");
  }
}
