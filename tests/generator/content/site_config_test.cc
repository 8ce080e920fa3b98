#include "generator/content/site_config.h"

#include <doctest/doctest.h>

#include "tests/generator/content/show.h"

namespace {

using Texts = std::vector<std::string>;

struct Read {
  content::SiteConfig config;
  std::string messages;
};

Read read_all(std::string_view text) {
  base::Diagnostics diagnostics;
  auto config = content::read_site_config(text, "site.yaml", diagnostics);
  return {std::move(config), test::show(diagnostics)};
}

// Reads settings that stand from line 5 on, below the required ones.
Read read(const std::string& lines) {
  return read_all("format: 1\nid: https://contoh.example/\ntitle: Uji\nlanguage: id\n" + lines);
}

struct Wrong {
  std::string lines;
  std::string message;  // behind "site.yaml:"
};

void check_all(const std::vector<Wrong>& cases) {
  for (const auto& wrong : cases) {
    CAPTURE(wrong.lines);
    CHECK(read(wrong.lines).messages == "site.yaml:" + wrong.message + "\n");
  }
}

}  // namespace

TEST_SUITE("content/site_config") {
  TEST_CASE("what is not written has its default") {
    const auto [config, messages] = read("");
    CHECK(messages == "");
    CHECK(config.id == "https://contoh.example/");
    CHECK(config.base_url == "");
    CHECK(config.languages == Texts{"id"});
    CHECK(config.time_zone == "UTC");
    CHECK(config.theme == "sanggar");
    CHECK(config.limits.page_bytes == 4u << 20);
    CHECK(config.limits.front_matter_bytes == 64u << 10);
    CHECK(config.limits.nesting == 100);
    CHECK(config.endpoint_url == "");
    REQUIRE(config.taxonomies.size() == 1);
    CHECK(config.taxonomies[0].name == "tags");
    CHECK_FALSE(config.taxonomies[0].closed);
  }

  TEST_CASE("every setting is read") {
    const auto [config, messages] = read(
        "description: {id: Belajar, en: Learn}\nbase_url: https://contoh.example/kursus\nlanguages: [id, en]\n"
        "time_zone: Asia/Jakarta\ntheme: batik\nsettings:\n  logo: logo.svg\nchecks:\n  acronym: off\n  link: warning\n  footnote: error\n"
        "limits: {page_bytes: 1000, front_matter_bytes: 100, nesting: 5}\nendpoint:\n  url: https://nilai.example/x\n"
        "media: {rungs: [240, 480], preset: fast}\ndeploy: {}\nshare: {}\n");
    CHECK(messages == "");
    CHECK(config.description.in("en") == "Learn");
    CHECK(config.base_url == "https://contoh.example/kursus/");
    CHECK(config.time_zone + config.theme == "Asia/Jakartabatik");
    REQUIRE(config.settings.find("logo"));
    CHECK(config.settings.find("logo")->text == "logo.svg");
    CHECK(config.checks.at("acronym") == base::Severity::off);
    CHECK(config.checks.at("link") == base::Severity::warning);
    CHECK(config.checks.at("footnote") == base::Severity::error);
    CHECK(config.media_rungs == std::vector<int>{240, 480});
    CHECK(config.media_preset == "fast");
    CHECK(config.limits.page_bytes == 1000);
    CHECK(config.limits.front_matter_bytes == 100);
    CHECK(config.limits.nesting == 5);
    CHECK(config.endpoint_url == "https://nilai.example/x/");
  }

  TEST_CASE("the default language comes first, the others in the author's order, each once") {
    CHECK(read("languages: [en, jv, id, en]\n").config.languages == Texts{"id", "en", "jv"});
    const auto config = read("languages: [en]\n").config;
    CHECK(config.languages == Texts{"id", "en"});
    CHECK(config.language_index("id") == 0);
    CHECK(config.language_index("en") == 1);
    CHECK(config.language_index("jv") == -1);
  }

  TEST_CASE("a text by language falls back to any text there is") {
    const auto config = read("description: {jv: Sinau, su: Diajar}\n").config;
    CHECK(config.description.in("su") == "Diajar");
    CHECK(config.description.in("en") == "Sinau");
    CHECK(config.title.in("en") == "Uji");
    CHECK(content::LocalizedText{}.in("en") == "");
  }

  TEST_CASE("taxonomies have titles and, when they are closed, terms") {
    const auto [config, messages] = read(
        "taxonomies:\n  topik:\n    title: {id: Topik, en: Topics}\n    terms:\n      hukum: {id: Hukum, en: Law}\n"
        "  tags:\n    title: Label\n  bidang:\n");
    CHECK(messages == "");
    REQUIRE(config.taxonomies.size() == 3);
    CHECK(config.taxonomies[0].name + config.taxonomies[0].title.in("id") == "tagsLabel");
    const auto* topic = config.find_taxonomy("topik");
    REQUIRE(topic);
    CHECK(topic->closed);
    CHECK(topic->title.in("en") == "Topics");
    CHECK(topic->terms.at("hukum").in("en") == "Law");
    CHECK(config.find_taxonomy("bidang")->title.in("en") == "bidang");
    CHECK(config.find_taxonomy("tiada") == nullptr);
  }

  TEST_CASE("menus keep their order and know where each target stands") {
    const auto [config, messages] = read("menus:\n  main:\n    - title: {id: Kursus, en: Courses}\n      page: courses\n    - {title: Lain, page: \"https://lain.example/\"}\n");
    CHECK(messages == "");
    const auto& main = config.menus.at("main");
    REQUIRE(main.size() == 2);
    CHECK(main[0].title.in("en") + main[0].target == "Coursescourses");
    CHECK(main[0].line == 8);
    CHECK(main[0].column == 13);
    CHECK(main[1].target == "https://lain.example/");
  }

  TEST_CASE("a wrong value is named with what the setting takes") {
    check_all({
        {"base_url: contoh.example\n", "5:11: error: 'contoh.example' is no value for 'base_url' (it takes an address such as https://example.org/)"},
        {"languages: [id, English]\n", "5:12: error: 'languages' has no value that it takes (it takes a list of codes such as [id, en])"},
        {"time_zone: Jakarta\n", "5:12: error: 'Jakarta' is no value for 'time_zone' (it takes a name such as Asia/Jakarta)"},
        {"theme: ../batik\n", "5:8: error: '../batik' is no value for 'theme' (it takes small letters, digits and hyphens)"},
        {"settings: [a]\n", "5:11: error: 'settings' has no value that it takes (it takes settings, one 'key: value' a line)"},
        {"taxonomies: topik\n", "5:13: error: 'topik' is no value for 'taxonomies' (it takes settings, one 'key: value' a line)"},
        {"taxonomies:\n  topik: Topik\n", "6:10: error: 'Topik' is no value for 'topik' (it takes settings, one 'key: value' a line)"},
        {"taxonomies:\n  topik:\n    terms: [a]\n", "7:12: error: 'terms' has no value that it takes (it takes settings, one 'key: value' a line)"},
        {"taxonomies:\n  Topik Besar:\n", "6:3: error: 'Topik Besar' cannot name a taxonomy (use small letters, digits and hyphens, and no key of the front matter)"},
        {"taxonomies:\n  author:\n", "6:3: error: 'author' cannot name a taxonomy (use small letters, digits and hyphens, and no key of the front matter)"},
        {"taxonomies:\n  topik: {titel: a}\n", "6:11: error: unknown key 'titel' in taxonomy 'topik' (did you mean 'title'?)"},
        {"menus:\n  main: courses\n", "6:9: error: 'courses' is no value for 'main' (it takes a list of 'title:' and 'page:')"},
        {"menus:\n  main:\n    - title: a\n", "7:7: error: a menu's entry needs 'page'"},
        {"menus:\n  main: [{page: courses, link: a}]\n", "6:26: error: unknown key 'link' in a menu"},
        {"checks:\n  acronim: off\n", "6:3: error: unknown check 'acronim' (did you mean 'acronym'?)"},
        {"checks:\n  link: loud\n", "6:9: error: 'loud' is no value for 'link' (it takes error, warning or off)"},
        {"limits:\n  nesting: 0\n", "6:12: error: '0' is no value for 'nesting' (it takes a number from 1 to 200)"},
        {"limits:\n  page_bytes: banyak\n", "6:15: error: 'banyak' is no value for 'page_bytes' (it takes a number from 1 to 1073741824)"},
        {"limits:\n  bytes: 1\n", "6:3: error: unknown key 'bytes' in 'limits'"},
        {"endpoint:\n  url: nilai\n", "6:8: error: 'nilai' is no value for 'url' (it takes an address such as https://example.org/)"},
        {"endpoint:\n  uri: a\n", "6:3: error: unknown key 'uri' in 'endpoint' (did you mean 'url'?)"},
        {"media: ya\n", "5:8: error: 'ya' is no value for 'media' (it takes settings, one 'key: value' a line)"},
        {"them: batik\n", "5:1: error: unknown key 'them' in site.yaml (did you mean 'theme'?)"},
    });
  }

  TEST_CASE("wrong values of the required settings are named") {
    CHECK(read_all("format: 2\nid: contoh\ntitle: Uji\nlanguage: Indonesia\n").messages ==
          "site.yaml:1:9: error: '2' is no value for 'format' (it takes 1)\n"
          "site.yaml:2:5: error: 'contoh' is no value for 'id' (it takes an address such as https://example.org/)\n"
          "site.yaml:4:11: error: 'Indonesia' is no value for 'language' (it takes a language's code such as id or en)\n");
  }

  TEST_CASE("all that lacks is said at once") {
    CHECK(read_all("theme: batik\n").messages ==
          "site.yaml:1:1: error: site.yaml lacks 'format' ('sanggar new site NAME' writes a complete one)\n"
          "site.yaml:1:1: error: site.yaml lacks 'id' ('sanggar new site NAME' writes a complete one)\n"
          "site.yaml:1:1: error: site.yaml lacks 'language' ('sanggar new site NAME' writes a complete one)\n"
          "site.yaml:1:1: error: site.yaml lacks 'title' ('sanggar new site NAME' writes a complete one)\n");
  }

  TEST_CASE("a file that is no list of keys is refused") {
    const std::string message = "site.yaml:1:1: error: site.yaml is no list of keys (write one 'key: value' a line)\n";
    CHECK(read_all("").messages == message);
    CHECK(read_all("- a\n").messages == message);
  }
}
