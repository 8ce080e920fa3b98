#include "generator/render/page_renderer.h"

#include <doctest/doctest.h>

#include "generator/content/checks.h"
#include "tests/generator/content/show.h"
#include "tests/generator/model/built_site.h"

namespace {

using test::page;

// One template stands for all kinds of pages.
render::Theme theme_of(std::string_view text) {
  render::Theme theme;
  theme.name = "uji";
  for (int kind = 0; kind <= static_cast<int>(model::PageKind::not_found); ++kind) {
    const std::string name(model::name_of(static_cast<model::PageKind>(kind)));
    theme.layouts[name].append(text, "themes/uji/layouts/base.mustache", 1);
  }
  theme.assets.push_back({"core.css", "core_css", "assets/core.12345678.css", "body {}"});
  return theme;
}

struct Rendered {
  std::string html;
  std::string messages;
};

Rendered render_pages(const test::Built& built, std::string_view text, const std::vector<std::string>& urls, const render::LinkOptions& links = {}) {
  const auto theme = theme_of(text);
  render::RenderOptions options;
  options.links = links;
  render::PageRenderer renderer(built.site, theme, options);
  Rendered rendered;
  base::Diagnostics diagnostics;
  for (const auto& url : urls) renderer.render(test::page_at(built, url), rendered.html, diagnostics);
  content::apply_severities(diagnostics, {});
  rendered.messages = test::show(diagnostics);
  return rendered;
}

std::string html_of(const test::Built& built, std::string_view text, const std::string& url, const render::LinkOptions& links = {}) {
  const auto rendered = render_pages(built, text, {url}, links);
  CHECK(rendered.messages == "");
  return rendered.html;
}

test::Built small_site() {
  return test::build({{{"pages/index.md", page("Beranda")}, {"pages/a.md", page("A & \"B\"")}, {"pages/b.md", page("B", "", "description: Sedikit\n")}}});
}

test::Built two_languages() {
  return test::build({{{"pages/a.md", page("A", "[b](b.md#x)\n")}, {"pages/a.en.md", page("A", "[b](b.md#x)\n")},
                       {"pages/b.md", page("B", "## X\n")}, {"pages/b.en.md", page("B", "## X\n", "slug: bee\n")},
                       {"pages/c.md", page("C", "[b](b.md)\n\n[unduh](/media/x.pdf)\n")}, {"media/x.pdf", "12345"}},
                      "languages: [id, en]\n"});
}

}  // namespace

TEST_SUITE("render/page_renderer") {
  TEST_CASE("the way to the progress page is the language's, so is that to its words") {
    const auto built = test::build({{{"courses/a/course.md", page("A")}}, "languages: [id, en]\n"});
    const std::string text = "{{progress_href}} {{words_href}}{{#has_progress}} ya{{/has_progress}}";
    CHECK(html_of(built, text, "courses/a/") == "../../kemajuan/ ../../kemajuan/id.js ya");
    CHECK(html_of(built, text, "en/courses/a/") == "../../kemajuan/ ../../../kemajuan/en.js ya");
    CHECK(html_of(small_site(), text, "a/") == " ");
  }

  TEST_CASE("values are escaped unless the template says otherwise") {
    CHECK(html_of(small_site(), "{{title}} {{{title}}}", "a/") == "A &amp; &quot;B&quot; A & \"B\"");
  }

  TEST_CASE("an empty text is false") {
    const std::string text = "{{#description}}ada {{description}}{{/description}}{{^description}}tiada{{/description}}";
    CHECK(html_of(small_site(), text, "a/") == "tiada");
    CHECK(html_of(small_site(), text, "b/") == "ada Sedikit");
  }

  TEST_CASE("a list is named by the author's own page of that name, and is its section's entry in the menu") {
    const auto built = test::build({{{"courses/a/course.md", page("A")}, {"courses/a/01-b.md", page("B")}, {"pages/courses.md", page("Kelas", "Halo.\n")}},
                                    "menus:\n  main:\n    - {title: Kelas, page: courses}\n"});
    CHECK(built.messages == "");
    const std::string current = "{{#menu_main}}{{#current}}!{{/current}}{{/menu_main}}";
    CHECK(html_of(built, "{{title}}: {{{content}}}{{#cards}}{{title}}{{/cards}}" + current, "courses/") == "Kelas: <p>Halo.</p>\nA!");
    CHECK(html_of(built, current, "courses/a/b/") == "!");
  }

  TEST_CASE("a link to a page that is not shown is plain text, with what stands in it") {
    const auto built = test::build({{{"pages/a.md", page("A", "[*d* ![Foto](f.png)](d.md) dan [a](a.md)\n\n[d](/d \"D\")\n")},
                                     {"pages/d.md", page("D", "", "draft: true\n")}, {"pages/f.png", "x"}}});
    const auto rendered = render_pages(built, "{{{content}}}", {"a/"});
    CHECK(rendered.html.find("<p><em>d</em> <img ") == 0);
    CHECK(rendered.html.find("> dan <a href=\"./\">a</a></p>\n<p>d</p>\n") != std::string::npos);
  }

  TEST_CASE("a name that no page has is warned of once, with its place and the first page that met it") {
    const auto rendered = render_pages(small_site(), "<p>\n é{{tittle}}{{title}}\n{{tittle}}", {"a/", "b/", ""});
    CHECK(rendered.html == "<p>\n éBeranda\n");
    CHECK(rendered.messages == "themes/uji/layouts/base.mustache:2:3: warning: no page has 'tittle' (met by 'pages/a.md')\n");
  }

  TEST_CASE("a name in a section is known as well as one outside, and a page's kind as one of another kind") {
    CHECK(html_of(small_site(), "{{#breadcrumbs}}{{title}}{{course_title}}{{is_lesson}}{{/breadcrumbs}}", "a/") == "Beranda");
  }

  TEST_CASE("a text that the theme lacks is warned of by its key") {
    CHECK(render_pages(small_site(), "{{t.lanjut}}", {"a/"}).messages ==
          "themes/uji/layouts/base.mustache:1:1: warning: the theme has no text 't.lanjut' (add 'lanjut' to i18n/id.yaml, met by 'pages/a.md')\n");
  }

  TEST_CASE("a page that Sanggar makes is named by its address") {
    CHECK(render_pages(small_site(), "{{x}}", {"404.html"}).messages ==
          "themes/uji/layouts/base.mustache:1:1: warning: no page has 'x' (met by the page at '/404.html')\n");
  }

  TEST_CASE("a section that never closes is an error with its place, and the page is empty") {
    const auto rendered = render_pages(small_site(), "<p>\n {{#title}}</p>", {"a/"});
    CHECK(rendered.html == "");
    CHECK(rendered.messages == "themes/uji/layouts/base.mustache:2:2: error: unclosed section 'title' (met by 'pages/a.md')\n");
  }

  TEST_CASE("a page's text stands where the template puts it, links in it lead to the page's own language") {
    const auto built = two_languages();
    REQUIRE(built.messages == "");
    CHECK(html_of(built, "<main>{{{content}}}</main>", "a/") == "<main><p><a href=\"../b/#x\">b</a></p>\n</main>");
    CHECK(html_of(built, "<main>{{{content}}}</main>", "en/a/") == "<main><p><a href=\"../bee/#x\">b</a></p>\n</main>");
    CHECK(html_of(built, "{{title}}", "a/") == "A");
  }

  TEST_CASE("a page without translation shows the original's text with links of its own language") {
    const auto built = two_languages();
    CHECK(html_of(built, "{{#fallback}}{{language}} {{content_language}} {{/fallback}}{{{content}}}", "en/c/") ==
          "en id <p><a href=\"../bee/\">b</a></p>\n<p><a href=\"../../media/x.pdf\">unduh</a> <span class=\"download\">(PDF, 5 B)</span></p>\n");
  }

  TEST_CASE("without a server every link ends in a file's name") {
    render::LinkOptions links;
    links.style = model::LinkStyle::files;
    CHECK(html_of(two_languages(), "{{{content}}}{{home_href}} {{root}}", "a/", links) ==
          "<p><a href=\"../b/index.html#x\">b</a></p>\n../index.html ../");
    CHECK(html_of(two_languages(), "{{home_href}} {{root}}", "404.html", links) == "index.html ./");
  }

  TEST_CASE("the 404 page is shown at any address, so its links are absolute") {
    render::LinkOptions links;
    links.base_path = "/kursus/";
    CHECK(html_of(small_site(), "{{home_href}} {{root}}{{assets.core_css}}", "404.html", links) == "/kursus/ /kursus/assets/core.12345678.css");
    CHECK(html_of(small_site(), "{{home_href}} {{root}}{{assets.core_css}}", "a/", links) == "../ ../assets/core.12345678.css");
  }

  TEST_CASE("absolute addresses are encoded, and there are none without a base address") {
    const auto built = test::build({{{"pages/a b/index.md", page("A", "", "image: foto bu.jpg\n")}, {"pages/a b/foto bu.jpg", "x"}}, "languages: [id, en]\n"});
    REQUIRE(built.messages == "");
    const std::string text = "[{{canonical}}] [{{image_absolute}}]{{#languages}} [{{href_absolute}}]{{/languages}}";
    render::LinkOptions links;
    links.base_url = "https://contoh.example/k/";
    CHECK(html_of(built, text, "a-b/", links) ==
          "[https://contoh.example/k/a-b/] [https://contoh.example/k/a-b/foto%20bu.jpg] [https://contoh.example/k/a-b/] "
          "[https://contoh.example/k/en/a-b/]");
    CHECK(html_of(built, text, "a-b/") == "[] [] [] []");
  }

  TEST_CASE("a renderer that moved renders on, and gives the same bytes again") {
    const auto built = small_site();
    const auto theme = theme_of("{{title}}");
    render::PageRenderer first(built.site, theme, {});
    render::PageRenderer second(std::move(first));
    base::Diagnostics diagnostics;
    std::string html = "sisa";
    for (int i = 0; i < 2; ++i) {
      second.render(test::page_at(built, "b/"), html, diagnostics);
      CHECK(html == "B");
    }
  }
}
