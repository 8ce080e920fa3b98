#include <doctest/doctest.h>

#include "generator/model/passes.h"
#include "tests/generator/model/built_site.h"

using test::build;
using test::page;
using test::page_at;

namespace {

// Where the references of a page lead, separated by blanks: "a/#x", "media/x.svg", "(broken)", or as written.
std::string targets(const test::Built& built, std::string_view url) {
  const auto& from = page_at(built, url);
  REQUIRE(from.targets.size() == from.text.references.size());
  std::string text;
  for (std::size_t i = 0; i < from.targets.size(); ++i) {
    const auto& target = from.targets[i];
    using enum model::Target::Kind;
    if (from.text.references[i].kind == markup::Reference::Kind::note) continue;
    text += text.empty() ? "" : " ";
    if (target.kind == as_written) text += from.text.references[i].target;
    if (target.kind == page) text += "/" + built.site.page(target.id).url + target.fragment;
    if (target.kind == asset) text += built.site.assets[target.id].path + target.fragment;
    if (target.kind == broken) text += "(broken)";
  }
  return text;
}

std::string messages(const std::string& text) {
  return build({{{"pages/a.md", page("A", text)}, {"pages/limits.md", page("B", "## Bagian satu {#satu}\n")}, {"pages/foto.svg", "x"}}}).messages;
}

}  // namespace

TEST_SUITE("model/references") {
  TEST_CASE("a link names a page's file, however that lies") {
    const auto built = build({{{"courses/u/course.md", page("U")},
                               {"courses/u/01-a/module.md", page("A")},
                               {"courses/u/01-a/01-b.md", page("B", "[1](02-c/index.md) [2](module.md) [3](../course.md) [4](/pages/x.md) [5](/stories/2026-08-s.md)\n")},
                               {"courses/u/01-a/02-c/index.md", page("C", "[1](../01-b.md) [2](../../course.md) [3](./index.md)\n")},
                               {"pages/index.md", page("Beranda", "[1](x.md) [2](../courses/u/course.md)\n")},
                               {"pages/x.md", page("X", "[1](index.md)\n")},
                               {"stories/2026-08-s.md", page("S")}}});
    CHECK(built.messages == "");
    CHECK(targets(built, "courses/u/a/b/") == "/courses/u/a/c/ /courses/u/a/ /courses/u/ /x/ /stories/s/");
    CHECK(targets(built, "courses/u/a/c/") == "/courses/u/a/b/ /courses/u/ /courses/u/a/c/");
    CHECK(targets(built, "") == "/x/ /courses/u/");
    CHECK(targets(built, "x/") == "/");
  }

  TEST_CASE("a link may name an address of the site, also of a list") {
    const auto built = build({{{"pages/a.md", page("A", "[1](/) [2](/stories/) [3](/stories/s) [4](/tags/kas/)\n")}, {"stories/s.md", page("S", "", "tags: [kas]\n")}}});
    CHECK(built.messages == "");
    CHECK(targets(built, "a/") == "/ /stories/ /stories/s/ /tags/kas/");
  }

  TEST_CASE("a link to a translation's file leads to the page, whose language the reader's page chooses") {
    const auto built = build({{{"pages/a.md", page("A", "[1](b.md)\n")}, {"pages/a.en.md", page("A", "[1](b.en.md) [2](b.md)\n")},
                               {"pages/b.md", page("B")}, {"pages/b.en.md", page("B")}},
                              "languages: [id, en]\n"});
    CHECK(built.messages == "");
    CHECK(targets(built, "a/") == "/b/");
    CHECK(targets(built, "en/a/") == "/b/ /b/");
  }

  TEST_CASE("an anchor must be on its page, in the language that is shown") {
    CHECK(messages("[1](limits.md#satu) [2](#di-sini) [3](#)\n\n## Di sini\n") == "");
    CHECK(messages("[1](limits.md#sattu)\n") == "pages/a.md:5:1: error: no anchor '#sattu' on 'pages/limits.md' (did you mean 'satu'?)\n");
    CHECK(messages("teks [1](#tiada)\n") == "pages/a.md:5:6: error: no anchor '#tiada' on 'pages/a.md'\n");
    CHECK(build({{{"pages/a.md", page("A", "[1](b.md#satu)\n")}, {"pages/a.en.md", page("A", "[1](b.md#satu)\n")},
                  {"pages/b.md", page("B", "## Satu\n")}, {"pages/b.en.md", page("B", "## One\n")}},
                 "languages: [id, en]\n"}).messages ==
          "pages/a.en.md:5:1: error: no anchor '#satu' on 'pages/b.en.md'\n");
  }

  TEST_CASE("a page that is not there is reported with the nearest of its folder") {
    CHECK(messages("[1](limit.md)\n") == "pages/a.md:5:1: error: no page at 'limit.md' (did you mean 'limits.md'?)\n");
    CHECK(messages("[1](tiada.md)\n") == "pages/a.md:5:1: error: no page at 'tiada.md'\n");
    CHECK(messages("[1](/tiada/)\n") == "pages/a.md:5:1: error: no page at '/tiada/'\n");
    CHECK(messages("[1](fotto.svg)\n") == "pages/a.md:5:1: error: no file at 'fotto.svg' (did you mean 'foto.svg'?)\n");
  }

  TEST_CASE("the nearest name is looked for a hundred times, whatever the number of threads") {
    std::string text;
    for (int i = 0; i < 101; ++i) text += "[1](limit.md)\n";
    test::Sources sources{{{"pages/a.md", page("A", text)}, {"pages/b.md", page("B", text)}, {"pages/limits.md", page("Limit")}}};
    const auto built = build(sources);
    CHECK(built.messages.find("pages/a.md:104:1: error: no page at 'limit.md' (did you mean 'limits.md'?)\n"
                              "pages/a.md:105:1: error: no page at 'limit.md'\npages/b.md:5:1: error: no page at 'limit.md'\n") != std::string::npos);
    sources.options.jobs = 8;
    CHECK(build(sources).messages == built.messages);
  }

  TEST_CASE("a page that is not shown now is told apart from one that is not there") {
    test::Sources sources{
        {{"pages/a.md", page("A", "[1](d.md) [2](/soon/#x) [3](../pages/old.md)\n[4](/courses/k/01-l.md)\n", "related: [d.md]\nauthor: sari\n")},
         {"stories/s.md", page("S", "", "course: k\n")},
         {"pages/d.md", page("D", "", "draft: true\n")}, {"pages/d.en.md", page("D")},
         {"pages/soon.md", page("Soon", "", "publish: 2026-09-01\n")}, {"pages/old.md", page("Old", "", "expire: 2026-08-01\n")},
         {"courses/k/course.md", page("K", "", "draft: true\n")}, {"courses/k/01-l.md", page("L")},
         {"authors/sari.md", page("Sari", "", "draft: true\n")}},
        "languages: [id, en]\nmenus:\n  main:\n    - page: pages/d.md\n"};
    CHECK(build(sources).messages ==
          "pages/a.md:3: warning: 'd.md' is not linked: the page is a draft (take it out, or remove 'draft: true' there)\n"
          "pages/a.md:4: warning: 'sari' is not linked: the page is a draft (take it out, or remove 'draft: true' there)\n"
          "pages/a.md:7:1: warning: 'd.md' is not linked: the page is a draft (take it out, or remove 'draft: true' there)\n"
          "pages/a.md:7:11: warning: '/soon/#x' is not linked: the page is published on 2026-09-01 (take it out, or wait)\n"
          "pages/a.md:7:25: warning: '../pages/old.md' is not linked: the page expired on 2026-08-01 (take it out, or change 'expire' there)\n"
          "pages/a.md:8:1: warning: '/courses/k/01-l.md' is not linked: the page belongs to 'courses/k/course.md', which is a draft "
          "(take it out, or remove 'draft: true' there)\n"
          "site.yaml:8:13: warning: 'pages/d.md' is not linked: the page is a draft (take it out, or remove 'draft: true' there)\n"
          "stories/s.md:3: warning: 'k' is not linked: the page is a draft (take it out, or remove 'draft: true' there)\n");
    sources.options.drafts = true;
    CHECK(build(sources).messages ==
          "pages/a.md:7:11: error: no anchor '#x' on 'pages/soon.md'\n"
          "pages/a.md:7:25: warning: '../pages/old.md' is not linked: the page expired on 2026-08-01 (take it out, or change 'expire' there)\n");
  }

  TEST_CASE("of two files for one page the one that is shown counts") {
    CHECK(build({{{"pages/a.md", page("A", "[1](d.md)\n")}, {"pages/d.md", page("D", "", "draft: true\n")}, {"pages/d/index.md", page("D")}}}).messages == "");
  }

  TEST_CASE("a document among the pages that none links to is told") {
    CHECK(build({{{"pages/a.md", page("A", "[Formulir](formulir.docx)\n")}, {"pages/formulir.docx", "x"}, {"pages/kontak.DOCX", "x"},
                  {"media/lain.docx", "x"}}}).messages ==
          "pages/kontak.DOCX: warning: this file becomes no page, and no page links to it (write its text into 'kontak.md', or link to it)\n");
  }

  TEST_CASE("a picture is a file, never a page") {
    CHECK(messages("![Bu Sari](limits.md)\n") == "pages/a.md:5:1: error: 'limits.md' is no picture, sound or video that pages show "
                                                  "(link to it, without the '!'; save a picture as JPEG or PNG)\n");
  }

  TEST_CASE("a name that leaves the site is reported, in links and in front matter") {
    CHECK(messages("[1](../../rahasia.md) [2](%2e%2e/../x.pdf)\n") ==
          "pages/a.md:5:1: error: '../../rahasia.md' leads out of the site\n"
          "pages/a.md:5:23: error: '%2e%2e/../x.pdf' leads out of the site\n");
    CHECK(build({{{"pages/a.md", page("A", "", "image: ../../x.jpg\nrelated: [../../b.md]\n")}}}).messages ==
          "pages/a.md:3: error: no file at '../../x.jpg'\npages/a.md:4: error: no page at '../../b.md'\n");
  }

  TEST_CASE("percent-encoded and other names of files are found, and what is used goes into the site") {
    const auto built = build({{{"pages/a/index.md", page("A", "[1](bu%20sari.pdf) [2](</media/bu sari.pdf#page=2>)\n")},
                               {"pages/a/bu sari.pdf", "x"}, {"media/bu sari.pdf", "x"}, {"media/lain.pdf", "x"}}});
    CHECK(built.messages == "");
    CHECK(targets(built, "a/") == "pages/a/bu sari.pdf media/bu sari.pdf#page=2");
    for (const auto& asset : built.site.assets) CHECK(asset.published() == (asset.path != "media/lain.pdf"));
  }

  TEST_CASE("the 404 page is none to link to") {
    const auto built = build({{{"pages/a.md", page("A", "[1](/pages/404)\n")}, {"pages/a.en.md", page("A", "[1](/pages/404)\n")}}, "languages: [id, en]\n"});
    CHECK(built.messages == "pages/a.en.md:5:1: error: no file at '/pages/404'\npages/a.md:5:1: error: no file at '/pages/404'\n");
  }

  TEST_CASE("front matter names pictures and pages beside its page") {
    const auto built = build({{{"stories/s/index.md", page("S", "", "image: dapur.jpg\nrelated: [../b.md, /pages/c.md]\n")}, {"stories/s/dapur.jpg", "x"},
                               {"stories/b.md", page("B")}, {"pages/c.md", page("C")}}});
    CHECK(built.messages == "");
    CHECK(built.site.assets[0].published());
    CHECK(build({{{"pages/a.md", page("A", "", "image: b.jpg\nrelated:\n  - b.md\n")}}}).messages ==
          "pages/a.md:3: error: no file at 'b.jpg'\npages/a.md:4: error: no page at 'b.md'\n");
  }

  TEST_CASE("a menu leads to files, lists and other sites") {
    const std::map<std::string, std::string> files = {{"pages/a.md", page("A")}, {"stories/s.md", page("S")}};
    CHECK(build({files, "menus:\n  main:\n    - page: pages/a.md\n    - page: stories\n    - page: https://lain.example/\n"}).messages == "");
    CHECK(build({files, "menus:\n  main:\n    - page: storis\n"}).messages ==
          "site.yaml:7:13: error: no page at 'storis' (name a file such as pages/tentang.md, or courses, stories or infographics)\n");
  }

  TEST_CASE("a list in a menu may have no pages yet") {
    const std::map<std::string, std::string> files = {{"pages/a.md", page("A")}};
    CHECK(build({files, "menus:\n  main:\n    - page: courses\n    - page: stories/\n    - page: infographics\n"}).messages == "");
  }

  TEST_CASE("files of front matter are found from their page") {
    const auto built = build({{{"stories/s/index.md", page("S")}, {"stories/s/dapur.jpg", "x"}}});
    const auto& from = page_at(built, "stories/s/");
    CHECK(model::find_asset(built.site, from, "dapur.jpg") == 0);
    CHECK(model::find_asset(built.site, from, "/stories/s/dapur.jpg") == 0);
    CHECK(model::find_asset(built.site, from, "tiada.jpg") == model::kNone);
    CHECK(model::find_page(built.site, from, "index.md") == built.site.by_url.at("stories/s/"));
    CHECK(model::find_page(built.site, from, "../../../x.md") == model::kNone);
  }
}
