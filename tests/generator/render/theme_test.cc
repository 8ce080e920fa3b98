#include "generator/render/theme.h"

#include <doctest/doctest.h>

#include "generator/model/site.h"
#include "tests/generator/content/show.h"
#include "tests/support/memory_file_system.h"

namespace {

struct Loaded {
  render::Theme theme;
  std::string messages;
};

// The built-in theme: each layout is its own name, framed by [ and ].
void add_built_in(support::MemoryFileSystem& files) {
  files.add("bawaan/sanggar/layouts/base.mustache", "[{{> content}}]");
  for (int kind = 0; kind <= static_cast<int>(model::PageKind::not_found); ++kind) {
    const std::string name(model::name_of(static_cast<model::PageKind>(kind)));
    files.add("bawaan/sanggar/layouts/" + name + ".mustache", name);
  }
  files.add("bawaan/sanggar/i18n/id.yaml", "next: Lanjut\n");
  files.add("bawaan/sanggar/partials/kaki.mustache", "kaki");
  files.add("bawaan/sanggar/assets/core.css", "body {}");
}

Loaded load(support::MemoryFileSystem& files, const std::string& theme = "sanggar", const std::vector<std::string>& languages = {"id"}) {
  content::SiteConfig config;
  config.theme = theme;
  config.languages = languages;
  base::Diagnostics diagnostics;
  auto loaded = render::load_theme(files, {"situs/themes", "bawaan"}, config, diagnostics);
  return {std::move(loaded), test::show(diagnostics)};
}

std::string layout(const Loaded& loaded, std::string_view kind) {
  const auto found = loaded.theme.layouts.find(kind);
  return found == loaded.theme.layouts.end() ? "(none)" : found->second.text();
}

}  // namespace

TEST_SUITE("render/theme") {
  TEST_CASE("a theme has a layout for every kind of page, framed by the base") {
    support::MemoryFileSystem files;
    add_built_in(files);
    const auto loaded = load(files);
    CHECK(loaded.messages == "");
    CHECK(loaded.theme.layouts.size() == 17);
    CHECK(layout(loaded, "home") == "[home]");
    CHECK(layout(loaded, "not_found") == "[not_found]");
    REQUIRE(loaded.theme.texts.size() == 1);
    CHECK(loaded.theme.texts[0]("next") == "Lanjut");
    CHECK(loaded.theme.texts[0]("tiada") == "tiada");
  }

  TEST_CASE("a folder of the site overlays the built-in theme file by file") {
    support::MemoryFileSystem files;
    add_built_in(files);
    files.add("situs/themes/sanggar/layouts/home.mustache", "rumah {{> kaki}}");
    files.add("situs/themes/sanggar/assets/lain.css", "p {}");
    const auto loaded = load(files);
    CHECK(loaded.messages == "");
    CHECK(layout(loaded, "home") == "[rumah kaki]");
    CHECK(layout(loaded, "page") == "[page]");
    CHECK(loaded.theme.assets.size() == 2);
    CHECK(loaded.theme.layouts.at("home").place_of(1).file == "themes/sanggar/layouts/home.mustache");
  }

  TEST_CASE("another theme takes from the built-in one what it lacks") {
    support::MemoryFileSystem files;
    add_built_in(files);
    files.add("situs/themes/batik/partials/kaki.mustache", "kain");
    files.add("situs/themes/batik/layouts/page.mustache", "{{> kaki}}");
    const auto loaded = load(files, "batik");
    CHECK(loaded.messages == "");
    CHECK(loaded.theme.name == "batik");
    CHECK(layout(loaded, "page") == "[kain]");
    CHECK(layout(loaded, "story") == "[story]");
  }

  TEST_CASE("assets are named by their content, and templates name them without dots and hyphens") {
    support::MemoryFileSystem files;
    add_built_in(files);
    files.add("bawaan/sanggar/assets/.tersembunyi", "x");
    files.add("bawaan/sanggar/assets/quiz-2.min.js", "1");
    const auto first = load(files).theme.assets;
    REQUIRE(first.size() == 2);
    CHECK(first[0].name + " " + first[0].key + " " + first[0].bytes == "core.css core_css body {}");
    CHECK(first[0].url.size() == std::string("assets/core.12345678.css").size());
    CHECK(first[1].key == "quiz_2_min_js");
    CHECK(first[1].url.starts_with("assets/quiz-2.min."));
    CHECK(first[1].url.ends_with(".js"));
    files.add("bawaan/sanggar/assets/core.css", "body { }");
    const auto second = load(files).theme.assets;
    CHECK(second[0].url != first[0].url);
    CHECK(second[1].url == first[1].url);
  }

  TEST_CASE("a missing partial is reported where it is named, with the nearest one") {
    support::MemoryFileSystem files;
    add_built_in(files);
    files.add("situs/themes/sanggar/layouts/home.mustache", "a\n{{> kakki}}");
    CHECK(load(files).messages ==
          "themes/sanggar/layouts/home.mustache:2: error: no file 'partials/kakki.mustache' in the theme (did you mean 'kaki'?)\n");
  }

  TEST_CASE("a partial that includes itself is reported, however often it does") {
    support::MemoryFileSystem files;
    add_built_in(files);
    files.add("bawaan/sanggar/partials/kaki.mustache", "a\n{{> tangan}}{{> tangan}}");
    files.add("bawaan/sanggar/partials/tangan.mustache", "{{> kaki}}{{> kaki}}");
    files.add("bawaan/sanggar/layouts/home.mustache", "{{> kaki}}");
    CHECK(load(files).messages == "themes/sanggar/partials/tangan.mustache:1: error: partial 'kaki' includes itself (remove the circle)\n");
  }

  TEST_CASE("a partial may stand twice on a page") {
    support::MemoryFileSystem files;
    add_built_in(files);
    files.add("bawaan/sanggar/layouts/home.mustache", "{{> kaki}}-{{>kaki}}");
    const auto loaded = load(files);
    CHECK(loaded.messages == "");
    CHECK(layout(loaded, "home") == "[kaki-kaki]");
  }

  TEST_CASE("a theme that is not there is reported with those that are") {
    support::MemoryFileSystem files;
    add_built_in(files);
    files.add("situs/themes/batik/layouts/home.mustache", "a");
    CHECK(load(files, "batikk").messages == "site.yaml: error: no theme 'batikk' (did you mean 'batik'?)\n");
    CHECK(load(files, "xyzzy").messages == "site.yaml: error: no theme 'xyzzy' (themes are folders in themes/; known: batik, sanggar)\n");
  }

  TEST_CASE("a theme without its base or a layout is reported") {
    support::MemoryFileSystem files;
    files.add("bawaan/sanggar/i18n/id.yaml", "next: Lanjut\n");
    CHECK(load(files).messages == "themes/sanggar/layouts/base.mustache: error: the theme lacks this file\n");
    support::MemoryFileSystem other;
    add_built_in(other);
    REQUIRE(other.remove_file("bawaan/sanggar/layouts/story.mustache"));
    CHECK(load(other).messages == "themes/sanggar/layouts/base.mustache:1: error: no file 'layouts/story.mustache' in the theme\n");
  }

  TEST_CASE("a language that the theme does not speak is reported") {
    support::MemoryFileSystem files;
    add_built_in(files);
    const auto loaded = load(files, "sanggar", {"id", "jv"});
    CHECK(loaded.messages == "site.yaml: error: the theme has no texts in 'jv' (write themes/sanggar/i18n/jv.yaml)\n");
    CHECK(loaded.theme.texts.size() == 2);
  }

  TEST_CASE("sections nested too deep are refused where they are") {
    support::MemoryFileSystem files;
    add_built_in(files);
    std::string text = "kaki\n";
    for (int i = 0; i < 100; ++i) text += "{{#title}}";
    files.add("situs/themes/sanggar/partials/kaki.mustache", text);
    files.add("situs/themes/sanggar/layouts/home.mustache", "a\n{{> kaki}}");
    CHECK(load(files).messages == "");
    files.add("situs/themes/sanggar/partials/kaki.mustache", text + "\n{{ ^title}}");
    CHECK(load(files).messages ==
          "themes/sanggar/partials/kaki.mustache:3:1: error: sections are nested deeper than 100 (close each with '{{/name}}')\n");
    files.add("situs/themes/sanggar/partials/kaki.mustache", "{{=<% %>=}}");
    CHECK(load(files).messages ==
          "themes/sanggar/partials/kaki.mustache:1:1: error: the template sets other delimiters (write '{{' and '}}' throughout)\n");
  }

  TEST_CASE("partials that include each other without end in sight are refused") {
    support::MemoryFileSystem files;
    add_built_in(files);
    files.add("situs/themes/sanggar/layouts/home.mustache", "{{> a0}}");
    for (int i = 0; i < 25; ++i) {
      const std::string next = "{{> a" + std::to_string(i + 1) + "}}";
      files.add("situs/themes/sanggar/partials/a" + std::to_string(i) + ".mustache", next + "\n" + next);
    }
    files.add("situs/themes/sanggar/partials/a25.mustache", "a");
    CHECK(load(files).messages.find("error: with partial 'a") != std::string::npos);
    files.add("situs/themes/sanggar/partials/a0.mustache", "{{> a1}}");
    files.add("situs/themes/sanggar/partials/a1.mustache", std::string(1u << 20, 'a'));
    CHECK(load(files).messages ==
          "themes/sanggar/partials/a0.mustache:1: error: with partial 'a1' the template grows beyond 2000 partials or 1024 KiB "
          "(include partials fewer times)\n");
  }

  TEST_CASE("broken texts are reported in their file") {
    support::MemoryFileSystem files;
    add_built_in(files);
    files.add("situs/themes/sanggar/i18n/id.yaml", "next: a: b\n");
    CHECK(load(files).messages ==
          "themes/sanggar/i18n/id.yaml:1:8: error: invalid nested block mapping on the same line (put text that holds ': ' in quotes)\n");
  }
}
