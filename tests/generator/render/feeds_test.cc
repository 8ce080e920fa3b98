#include "generator/render/feeds.h"

#include <doctest/doctest.h>

#include "tests/generator/model/built_site.h"

namespace {

using test::page;

std::string feed(const test::Built& built, const std::string& path, const std::string& base_url = "https://contoh.example/k/") {
  for (const auto& feed : render::feeds(built.site, base_url)) {
    if (feed.path == path) return feed.bytes;
  }
  return "(none)";
}

std::string sitemap_of(const std::string& urls) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n" + urls + "</urlset>\n";
}

std::string url(const std::string& path) { return "<url><loc>https://contoh.example/k/" + path + "</loc></url>\n"; }

}  // namespace

TEST_SUITE("render/feeds") {
  TEST_CASE("without a base address there is nothing to say") {
    CHECK(render::feeds(test::build({}).site, "").empty());
  }

  TEST_CASE("the sitemap has every page but the 404 page and those without translation") {
    const auto built = test::build({{{"pages/a.md", page("A")}, {"pages/b.md", page("B")}, {"pages/b.en.md", page("B")}, {"pages/draf.md", page("D", "", "draft: true\n")}},
                                    "languages: [id, en]\n"});
    CHECK(feed(built, "sitemap.xml") == sitemap_of(url("") + url("a/") + url("b/") + url("en/") + url("en/b/")));
  }

  TEST_CASE("addresses are encoded and escaped") {
    const auto built = test::build({{{"pages/курс.md", page("A")}}});
    CHECK(feed(built, "sitemap.xml") == sitemap_of(url("") + url("%D0%BA%D1%83%D1%80%D1%81/")));
    CHECK(feed(built, "sitemap.xml", "https://contoh.example/?a=1&b=2/").find("<loc>https://contoh.example/?a=1&amp;b=2/</loc>") != std::string::npos);
  }

  TEST_CASE("robots.txt names the sitemap") {
    CHECK(feed(test::build({}), "robots.txt") == "User-agent: *\nAllow: /\nSitemap: https://contoh.example/k/sitemap.xml\n");
  }

  TEST_CASE("a site without stories has no feed") {
    CHECK(feed(test::build({{{"courses/a/course.md", page("A")}}}), "feed.xml") == "(none)");
  }

  TEST_CASE("the feed has stories and infographics, newest first, escaped") {
    const auto built = test::build({{{"stories/2026-05-17-sari.md", page("\"Sari & <Budi>\"", "Isi & lain.\n")},
                                     {"stories/2026-06-angka.md", page("Angka", "", "kind: infographic\ndescription: Naik\n")}}});
    CHECK(feed(built, "feed.xml", "https://contoh.example/?a&b/") ==
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"id\">\n<id>https://contoh.example/</id>\n"
          "<title>Situs uji</title>\n<updated>2026-06-01T00:00:00Z</updated>\n<link href=\"https://contoh.example/?a&amp;b/\"/>\n"
          "<link rel=\"self\" href=\"https://contoh.example/?a&amp;b/feed.xml\"/>\n<author><name>Situs uji</name></author>\n"
          "<entry>\n<id>https://contoh.example/stories/angka/</id>\n<title>Angka</title>\n<updated>2026-06-01T00:00:00Z</updated>\n"
          "<link href=\"https://contoh.example/?a&amp;b/stories/angka/\"/>\n<summary>Naik</summary>\n</entry>\n"
          "<entry>\n<id>https://contoh.example/stories/sari/</id>\n<title>Sari &amp; &lt;Budi&gt;</title>\n<updated>2026-05-17T00:00:00Z</updated>\n"
          "<link href=\"https://contoh.example/?a&amp;b/stories/sari/\"/>\n<summary>Isi &amp; lain.</summary>\n</entry>\n</feed>\n");
  }

  TEST_CASE("the feed has the newest twenty") {
    test::Sources sources;
    for (int day = 10; day < 32; ++day) sources.files["stories/2026-05-" + std::to_string(day) + "-a" + std::to_string(day) + ".md"] = page("S" + std::to_string(day));
    const auto xml = feed(test::build(sources), "feed.xml");
    CHECK(xml.find("<title>S31</title>") != std::string::npos);
    CHECK(xml.find("<title>S12</title>") != std::string::npos);
    CHECK(xml.find("<title>S11</title>") == std::string::npos);
  }
}
