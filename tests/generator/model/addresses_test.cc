#include <doctest/doctest.h>

#include "tests/generator/model/built_site.h"

using test::build;
using test::page;

namespace {

const model::Asset& asset(const test::Built& built, const std::string& path) {
  return built.site.assets[built.site.asset_by_path.at(path)];
}

}  // namespace

TEST_SUITE("model/addresses") {
  TEST_CASE("every kind of page has its address") {
    const auto built = build({{{"pages/index.md", page("Beranda")},
                               {"pages/tentang.md", page("Tentang")},
                               {"pages/a/b/index.md", page("Dalam")},
                               {"courses/umkm/course.md", page("UMKM")},
                               {"courses/umkm/01-memulai/module.md", page("Memulai")},
                               {"courses/umkm/01-memulai/02-foto.md", page("Foto", "", "tags: [Foto Produk]\n")},
                               {"courses/umkm/02-Lepas Saja/index.md", page("Lepas", "", "kind: quiz\n")},
                               {"stories/2026-08-17-keripik.md", page("Keripik")},
                               {"stories/angka/index.md", page("Angka", "", "kind: infographic\n")},
                               {"authors/sari.md", page("Sari")}}});
    CHECK(built.messages == "");
    CHECK(test::all_urls(built) ==
          "/\n/404.html\n/a/b/\n/authors/sari/\n/courses/\n/courses/umkm/\n/courses/umkm/lepas-saja/\n/courses/umkm/memulai/\n"
          "/courses/umkm/memulai/foto/\n/infographics/\n/kemajuan/\n/stories/\n/stories/angka/\n/stories/keripik/\n/tags/\n/tags/foto-produk/\n/tentang/\n");
  }

  TEST_CASE("a slug stands for the file's name, also above the pages below it") {
    const auto built = build({{{"courses/umkm/course.md", page("UMKM", "", "slug: usaha\n")},
                               {"courses/umkm/01-a/module.md", page("A", "", "slug: awal\n")},
                               {"courses/umkm/01-a/01-b.md", page("B", "", "slug: kas\n")},
                               {"stories/2026-08-sari.md", page("Sari", "", "slug: bu-sari\n")}}});
    CHECK(built.messages == "");
    CHECK(test::all_urls(built) ==
          "/\n/404.html\n/courses/\n/courses/usaha/\n/courses/usaha/awal/\n/courses/usaha/awal/kas/\n/kemajuan/\n/stories/\n/stories/bu-sari/\n");
  }

  TEST_CASE("another language lies in its folder, with the original's slug unless it has one") {
    const auto built = build({{{"pages/tentang.md", page("Tentang", "", "slug: kami\n")},
                               {"pages/tentang.en.md", page("About", "", "slug: about\n")},
                               {"pages/kontak.md", page("Kontak", "", "slug: hubungi\n")},
                               {"pages/kontak.en.md", page("Contact")},
                               {"pages/peta.md", page("Peta", "", "slug: denah\n")}},
                              "languages: [id, en]\n"});
    CHECK(built.messages == "");
    CHECK(test::all_urls(built) == "/\n/404.html\n/denah/\n/en/\n/en/about/\n/en/denah/\n/en/hubungi/\n/hubungi/\n/kami/\n");
  }

  TEST_CASE("pages/404.md is the page for addresses that are none") {
    const auto built = build({{{"pages/404.md", page("Keliru")}}});
    CHECK(built.messages == "");
    CHECK(test::all_urls(built) == "/\n/404.html\n");
  }

  TEST_CASE("two pages at one address are reported where the slug stands") {
    CHECK(build({{{"pages/a.md", page("A")}, {"pages/b.md", page("B", "", "slug: a\n")}}}).messages ==
          "pages/b.md:3: error: the address '/a/' is also that of 'pages/a.md' (give one of them another 'slug')\n");
    CHECK(build({{{"stories/2026-08-sari.md", page("A")}, {"stories/2026-09-sari.md", page("B")}}}).messages ==
          "stories/2026-09-sari.md:1: error: the address '/stories/sari/' is also that of 'stories/2026-08-sari.md' (give one of them another 'slug')\n");
  }

  TEST_CASE("a page at the address of one that Sanggar makes is reported by its own file") {
    CHECK(build({{{"pages/tags.md", page("A", "", "tags: [b]\n")}}}).messages ==
          "pages/tags.md:1: error: the address '/tags/' is also that of a page that Sanggar makes (give one of them another 'slug')\n");
  }

  TEST_CASE("a name of which nothing is left gives no address") {
    CHECK(build({{{"pages/!!!.md", page("A")}}}).messages ==
          "pages/!!!.md: error: no address can be made of '!!!' (give the page a 'slug' of small letters, digits and hyphens)\n");
    CHECK(test::all_urls(build({{{"pages/!!!.md", page("A", "", "slug: a\n")}}})) == "/\n/404.html\n/a/\n");
  }

  TEST_CASE("a file lies beside its page, or where its folder is") {
    const auto built = build({{{"stories/2026-08-sari/index.md", page("Sari")}, {"stories/2026-08-sari/dapur.svg", "x"},
                               {"stories/2026-08-sari/foto/Bu Sari.jpg", "x"},
                               {"courses/umkm/course.md", page("UMKM", "", "slug: usaha\n")}, {"courses/umkm/sampul.svg", "x"},
                               {"courses/umkm/01-a/module.md", page("A")}, {"courses/umkm/01-a/01-b/index.md", page("B")},
                               {"courses/umkm/01-a/01-b/ikat.mp4", "x"},
                               {"pages/index.md", page("Beranda")}, {"pages/peta.svg", "x"}, {"pages/unduh/x.pdf", "x"}, {"media/logo.svg", "x"}}});
    CHECK(asset(built, "stories/2026-08-sari/dapur.svg").url == "stories/sari/dapur.svg");
    CHECK(asset(built, "stories/2026-08-sari/foto/Bu Sari.jpg").url == "stories/sari/foto/Bu Sari.jpg");
    CHECK(asset(built, "courses/umkm/sampul.svg").url == "courses/usaha/sampul.svg");
    CHECK(asset(built, "courses/umkm/01-a/01-b/ikat.mp4").url == "courses/usaha/a/b/ikat.mp4");
    CHECK(asset(built, "pages/peta.svg").url == "peta.svg");
    CHECK(asset(built, "pages/unduh/x.pdf").url == "unduh/x.pdf");
    CHECK(asset(built, "media/logo.svg").url == "media/logo.svg");
  }

  TEST_CASE("two files at one address are reported") {
    CHECK(build({{{"courses/umkm/course.md", page("UMKM")}, {"courses/umkm/01-foto/a.jpg", "x"}, {"courses/umkm/02-foto/a.jpg", "x"}}}).messages ==
          "courses/umkm/02-foto/a.jpg: error: the address '/courses/umkm/foto/a.jpg' is also that of 'courses/umkm/01-foto/a.jpg' (rename one of them)\n");
  }

  TEST_CASE("a file that would take a page's place is reported, when it goes into the site") {
    test::Sources sources{{{"pages/a/index.md", page("A", "[unduh](index.html)\n")}, {"pages/a/index.html", "x"}}};
    CHECK(build(sources).messages == "pages/a/index.html: error: the address '/a/index.html' is also that of a file made for 'pages/a/index.md' (rename it)\n");
    sources.files["pages/a/index.md"] = page("A");
    CHECK(build(sources).messages == "");
  }

  TEST_CASE("a file that would take the place of a chart's table is reported") {
    const std::string chart = "```chart\nkind: column\nheadline: Naik\ndescription: Naik dari 1 ke 2.\nsource: Uji\ndata: |\n  Tahun,Orang\n  2025,1\n  2026,2\n```\n\n";
    const auto built = build({{{"pages/a/index.md", page("A", chart)}}});
    REQUIRE(built.messages == "");
    const auto& made = test::page_at(built, "a/").text.files;
    REQUIRE(made.size() == 1);
    CHECK(build({{{"pages/a/index.md", page("A", chart + "[data](" + made[0].name + ")\n")}, {"pages/a/" + made[0].name, "x"}}}).messages ==
          "pages/a/" + made[0].name + ": error: the address '/a/" + made[0].name + "' is also that of a file made for 'pages/a/index.md' (rename it)\n");
  }
}
