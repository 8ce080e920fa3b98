#include "generator/app/build.h"

#include <doctest/doctest.h>

#include "base/text.h"
#include "tests/generator/app/site_folder.h"

namespace {

// A course with two lessons, a story, a translation: enough for identities and links.
void add_small_site(const test::SiteFolder& site) {
  site.add_minimal_site("languages: [id, en]\n");
  site.add("courses/jahit/course.md", "---\ntitle: Menjahit\n---\n\nKursus menjahit.\n");
  site.add("courses/jahit/01-mulai/module.md", "---\ntitle: Memulai\n---\n");
  site.add("courses/jahit/01-mulai/01-jarum.md",
           "---\ntitle: Jarum\n---\n\n:::question id=a\nBerapa 1 + 1?\n\n- [x] 2 {#dua}\n- [ ] 3 {#tiga}\n:::\n");
  site.add("courses/jahit/01-mulai/02-benang.md", "---\ntitle: Benang\n---\n\nLihat [jarum](01-jarum.md).\n");
  site.add("courses/jahit/01-mulai/02-benang.en.md", "---\ntitle: Thread\n---\n\nSee [the needle](01-jarum.md).\n");
  site.add("stories/2026-05-sari.md", "---\ntitle: Sari\n---\n\nKisah Sari.\n");
}

std::string build(const test::SiteFolder& site) { return test::build_and_show(test::build_options(site.path())); }

}  // namespace

TEST_SUITE("app/build") {
  TEST_CASE("output is the same for 1, 2 and 8 threads") {
    test::SiteFolder site;
    add_small_site(site);
    std::map<std::string, std::string> first;
    for (const int jobs : {1, 2, 8}) {
      auto options = test::build_options(site.path());
      options.jobs = jobs;
      options.out = site.path("out-" + std::to_string(jobs));
      REQUIRE(test::build_and_show(options) == "");
      const auto files = test::all_files(options.out);
      if (first.empty()) first = files;
      CHECK(files == first);
    }
    CHECK(first.size() > 20);
  }

  TEST_CASE("a second build touches nothing, and a removed page goes") {
    test::SiteFolder site;
    add_small_site(site);
    REQUIRE(build(site) == "");
    auto report = app::build(base::real_file_system(), test::build_options(site.path()));
    REQUIRE(report);
    CHECK(report->published.written == 0);
    CHECK(report->published.removed == 0);
    std::filesystem::remove(site.path("stories/2026-05-sari.md"));
    REQUIRE(build(site) == "");
    CHECK_FALSE(site.has("site/stories"));
  }

  TEST_CASE("a broken page leaves the last good site as it was") {
    test::SiteFolder site;
    add_small_site(site);
    REQUIRE(build(site) == "");
    const auto before = test::all_files(site.path("site"));
    site.add("pages/rusak.md", "---\ntitle: Rusak\n---\n\n[x](tiada.md)\n");
    CHECK(build(site) == "pages/rusak.md:5:1: error: no page at 'tiada.md'\n    [x](tiada.md)\n    ^\n");
    CHECK(test::all_files(site.path("site")) == before);
  }

  TEST_CASE("graded questions need an endpoint, from site.yaml or the command line; their answers then stand in the bundle alone") {
    test::SiteFolder site;
    add_small_site(site);
    site.add("courses/jahit/01-mulai/01-jarum.md",
             "---\ntitle: Jarum\ngraded: true\n---\n\n:::question id=a\nBerapa 1 + 1?\n\n- [x] 2 {#dua}\n- [ ] 3 {#tiga}\n  > Salah hitung.\n:::\n");
    CHECK(build(site) == "courses/jahit/01-mulai/01-jarum.md:3: error: graded questions need an endpoint that grades them "
                         "(set 'endpoint: {url: …}' in site.yaml, build with --endpoint URL, or remove 'graded')\n");
    CHECK_FALSE(site.has("site"));
    auto options = test::build_options(site.path());
    options.endpoint = "https://nilai.example";
    CHECK(test::build_and_show(options) == "");
    const auto lesson = test::read_text(site.path("site/courses/jahit/mulai/jarum/index.html"));
    CHECK(lesson.find(" data-graded") != std::string::npos);
    CHECK(lesson.find("Salah hitung") == std::string::npos);
    CHECK(lesson.find("quiz-graded.") != std::string::npos);
    CHECK(test::read_text(site.path("site/courses/jahit/mulai/benang/index.html")).find("quiz-graded.") == std::string::npos);
    auto bundles = test::all_files(site.path("endpoint-bundle"));
    REQUIRE(bundles.size() == 1);
    CHECK(bundles.begin()->second.find("Salah hitung") != std::string::npos);
  }

  TEST_CASE("a vanished id is a warning until an alias claims it") {
    test::SiteFolder site;
    add_small_site(site);
    REQUIRE(build(site) == "");
    std::filesystem::rename(site.path("courses/jahit/01-mulai/02-benang.md"), site.path("courses/jahit/01-mulai/02-tali.md"));
    std::filesystem::remove(site.path("courses/jahit/01-mulai/02-benang.en.md"));
    const std::string warning =
        "activities.json: warning: 'https://contoh.example/courses/jahit/benang' is gone (give its successor 'aliases: [former id]', "
        "or delete the line from activities.json)\n";
    CHECK(build(site) == warning);
    CHECK(build(site) == warning);
    site.add("courses/jahit/01-mulai/02-tali.md", "---\ntitle: Tali\naliases: [benang]\n---\n\nLihat [jarum](01-jarum.md).\n");
    CHECK(build(site) == "");
  }

  TEST_CASE("ids of quizzes and questions may change when an alias claims the former one") {
    const auto lesson = [](const std::string& quiz, const std::string& question) {
      return "---\ntitle: Jarum\n---\n\n:::quiz " + quiz + "\n:::question " + question + " type=truefalse answer=true\nBenar?\n:::\n:::\n";
    };
    test::SiteFolder site;
    site.add_minimal_site();
    site.add("courses/jahit/course.md", "---\ntitle: Menjahit\n---\n\nIsi.\n");
    site.add("courses/jahit/01-jarum.md", lesson("id=a", "id=b"));
    REQUIRE(build(site) == "");
    site.add("courses/jahit/01-jarum.md", lesson("id=kuis aliases=a", "id=soal aliases=\"b, c\""));
    CHECK(build(site) == "");
    CHECK(site.text("activities.json").find("jarum#kuis/c\": \"https://contoh.example/courses/jahit/jarum#kuis/soal\"") != std::string::npos);
    site.add("courses/jahit/01-jarum.md", lesson("id=kuis aliases=a", "id=lain"));
    CHECK(build(site) ==
          "activities.json: warning: 'https://contoh.example/courses/jahit/jarum#kuis/soal' is gone (give its successor 'aliases=former-id', "
          "or delete the line from activities.json)\n");
  }

  TEST_CASE("--drafts records no ids") {
    test::SiteFolder site;
    add_small_site(site);
    REQUIRE(build(site) == "");
    const std::string before = site.text("activities.json");
    site.add("courses/jahit/01-mulai/03-baru.md", "---\ntitle: Baru\ndraft: true\n---\n\nIsi.\n");
    auto options = test::build_options(site.path());
    options.drafts = true;
    CHECK(test::build_and_show(options) == "");
    CHECK(site.has("site/courses/jahit/mulai/baru/index.html"));
    CHECK(site.text("activities.json") == before);
  }

  TEST_CASE("an id stays through reordering, renaming with id, and translation") {
    test::SiteFolder site;
    add_small_site(site);
    REQUIRE(build(site) == "");
    const std::string before = site.text("activities.json");
    CHECK(before.find("\"https://contoh.example/courses/jahit/jarum#a/a\"") != std::string::npos);
    std::filesystem::rename(site.path("courses/jahit/01-mulai"), site.path("courses/jahit/05-lain"));
    std::filesystem::rename(site.path("courses/jahit/05-lain/01-jarum.md"), site.path("courses/jahit/05-lain/09-jarum.md"));
    site.add("courses/jahit/05-lain/02-benang.md", "---\ntitle: Benang\n---\n\nLihat [jarum](09-jarum.md).\n");
    site.add("courses/jahit/05-lain/02-benang.en.md", "---\ntitle: Thread\n---\n\nSee [the needle](09-jarum.md).\n");
    const std::string shown = build(site);
    // The module had no id of its own: it is the folder's name.
    CHECK(shown.find("courses/jahit/mulai' is gone") != std::string::npos);
    CHECK(shown.find("jarum' is gone") == std::string::npos);
    CHECK(shown.find("benang' is gone") == std::string::npos);
  }

  TEST_CASE("drafts and pages of the future are left out") {
    test::SiteFolder site;
    site.add_minimal_site();
    site.add("pages/a.md", "---\ntitle: A\ndraft: true\n---\n\nIsi.\n");
    site.add("pages/b.md", "---\ntitle: B\npublish: 2026-08-17T09:01\n---\n\nIsi.\n");
    site.add("pages/c.md", "---\ntitle: C\nexpire: 2026-08-17T08:59\n---\n\nIsi.\n");
    site.add("pages/d.md", "---\ntitle: D\npublish: 2026-08-17T08:59\n---\n\nIsi.\n");
    REQUIRE(build(site) == "");
    CHECK_FALSE(site.has("site/a"));
    CHECK_FALSE(site.has("site/b"));
    CHECK_FALSE(site.has("site/c"));
    CHECK(site.has("site/d/index.html"));
  }

  TEST_CASE("a folder that no build made is refused, and its files are kept when it is adopted") {
    test::SiteFolder site;
    site.add_minimal_site();
    site.add("site/surat.txt", "penting");
    site.add("site/index.html", "milik orang");
    CHECK(build(site) == "failed: '" + site.path("site") +
                             "' has files that no build made, such as 'index.html' (choose another --out, or allow it with "
                             "--adopt: files of the same name are replaced, others are kept)\n");
    CHECK(site.text("site/index.html") == "milik orang");
    auto options = test::build_options(site.path());
    options.adopt = output::Adopt::yes;
    CHECK(test::build_and_show(options) == "");
    CHECK(site.text("site/surat.txt") == "penting");
    CHECK(site.text("site/index.html") != "milik orang");
    CHECK(build(site) == "");
    CHECK(site.text("site/surat.txt") == "penting");
  }

  TEST_CASE("a build finds its own folder again, however deep and however written") {
    for (const std::string out : {"./.sanggar/preview", "hasil/situs", "hasil/../situs", "hasil/situs/"}) {
      INFO(out);
      test::SiteFolder site;
      site.add_minimal_site();
      auto options = test::build_options(site.path("."));
      options.out = site.path(out);
      CHECK(test::build_and_show(options) == "");
      site.add("pages/b.md", "---\ntitle: B\n---\n\nIsi.\n");
      CHECK(test::build_and_show(options) == "");
      CHECK(site.has(out + "/b/index.html"));
    }
  }

  TEST_CASE("a check takes formulas and code from the cache that a build filled, or fills it") {
    test::SiteFolder site;
    site.add_minimal_site();
    site.add("pages/a.md", "---\ntitle: A\n---\n\n$a + b$\n\n```cpp\nint a;\n```\n");
    auto options = test::build_options(site.path());
    options.write = false;
    REQUIRE(test::build_and_show(options) == "");
    CHECK_FALSE(site.has("site"));
    const auto filled = test::all_files(site.path(".sanggar/cache"));
    CHECK(filled.size() == 2);
    options.write = true;
    REQUIRE(test::build_and_show(options) == "");
    CHECK(test::all_files(site.path(".sanggar/cache")) == filled);
  }

  TEST_CASE("a page larger than the limit is named without being read") {
    test::SiteFolder site;
    site.add_minimal_site();
    site.add("pages/besar.md", "---\ntitle: Besar\n---\n");
    std::filesystem::resize_file(site.path("pages/besar.md"), 100u << 20);
    CHECK(build(site) == "pages/besar.md: error: the page has 104857600 bytes, the limit is 4194304 (split it, or raise 'limits: "
                         "page_bytes' in site.yaml)\n");
  }

  TEST_CASE("ten thousand nested quotes are a mistake, not a crash") {
    test::SiteFolder site;
    site.add_minimal_site();
    std::string quotes;
    for (int i = 0; i < 10'000; ++i) quotes += "> ";
    site.add("pages/kutip.md", "---\ntitle: Kutip\n---\n\n" + quotes + "a\n");
    const std::string shown = build(site);
    CHECK(shown == "pages/kutip.md:5: error: blocks nest 10000 deep, the limit is 100\n");
  }

  TEST_CASE("an output that cannot be written is an operation that failed") {
    test::SiteFolder site;
    site.add_minimal_site();
    auto options = test::build_options(site.path());
    options.out = site.path("site.yaml/site");
    CHECK(test::build_and_show(options).starts_with("failed: cannot "));
  }

  TEST_CASE("--offline writes links that end in a file's name") {
    test::SiteFolder site;
    add_small_site(site);
    auto options = test::build_options(site.path());
    options.offline = true;
    REQUIRE(test::build_and_show(options) == "");
    CHECK(site.text("site/courses/jahit/mulai/benang/index.html").find("href=\"../jarum/index.html\"") != std::string::npos);
  }

  TEST_CASE("a page without translation is shown in the default language, with a notice") {
    test::SiteFolder site;
    add_small_site(site);
    REQUIRE(build(site) == "");
    const std::string translated = site.text("site/en/courses/jahit/mulai/benang/index.html");
    const std::string fallback = site.text("site/en/courses/jahit/mulai/jarum/index.html");
    CHECK(translated.find("<html lang=\"en\"") != std::string::npos);
    CHECK(translated.find("href=\"../jarum/\"") != std::string::npos);
    CHECK(fallback.find("<html lang=\"en\"") != std::string::npos);
    CHECK(fallback.find("lang=\"id\"") != std::string::npos);
    CHECK(fallback.find("not been translated") != std::string::npos);
  }
}
