#include "generator/app/new.h"

#include <doctest/doctest.h>

#include "tests/generator/app/site_folder.h"

namespace {

base::Result<std::vector<std::string>> make(const std::string& root, const std::string& kind, const std::string& name) {
  return app::make_new(base::real_file_system(), {root, kind, name, {2026, 8, 17}});
}

}  // namespace

TEST_SUITE("app/new") {
  TEST_CASE("everything that 'new' makes builds without a warning") {
    test::SiteFolder folder;
    REQUIRE(make(folder.path(), "site", "desa-maju"));
    const std::string root = folder.path("desa-maju");
    for (const auto& [kind, name] : std::map<std::string, std::string>{{"course", "jahit"},
                                                                       {"lesson", "jahit/01-memulai/mengukur"},
                                                                       {"story", "kebun-bu-rini"},
                                                                       {"infographic", "angka-pelatihan"},
                                                                       {"page", "kontak"},
                                                                       {"theme", "desa"}}) {
      INFO(kind);
      const auto made = make(root, kind, name);
      REQUIRE_MESSAGE(made, (made ? "" : made.error().message));
    }
    CHECK(folder.has("desa-maju/courses/jahit/01-memulai/02-mengukur.md"));
    CHECK(test::build_and_show(test::build_options(root)) == "");
  }

  TEST_CASE("a new theme looks as the built-in one until a file is put into it") {
    test::SiteFolder site;
    site.add_minimal_site("theme: desa\n");
    CHECK(make(site.path(), "theme", "desa").value() == std::vector<std::string>{"themes/desa/README.md"});
    CHECK(test::build_and_show(test::build_options(site.path())) == "");
    const std::string home = site.text("site/index.html");
    site.add("site.yaml", "format: 1\nid: https://contoh.example/\ntitle: Situs uji\nlanguage: id\n");
    CHECK(test::build_and_show(test::build_options(site.path())) == "");
    CHECK(site.text("site/index.html") == home);
  }

  TEST_CASE("a new site builds without its sample course and story, and its menu leaves their lists out") {
    test::SiteFolder folder;
    REQUIRE(make(folder.path(), "site", "desa-maju"));
    const std::string root = folder.path("desa-maju");
    std::filesystem::remove_all(root + "/stories");
    std::filesystem::remove_all(root + "/courses");
    CHECK(test::build_and_show(test::build_options(root)) == "");
    const std::string home = folder.text("desa-maju/site/index.html");
    CHECK(home.find("Tentang</a>") != std::string::npos);
    CHECK(home.find("Kursus</a>") == std::string::npos);
    CHECK(home.find("Kisah</a>") == std::string::npos);
  }

  TEST_CASE("nothing that exists is overwritten") {
    test::SiteFolder folder;
    folder.add_minimal_site();
    REQUIRE(make(folder.path(), "page", "kontak"));
    CHECK(make(folder.path(), "page", "kontak").error().message == "'pages/kontak.md' is there already");
  }

  TEST_CASE("wrong kinds and names are answered with the right ones") {
    test::SiteFolder folder;
    folder.add_minimal_site();
    CHECK(make(folder.path(), "stroy", "a").error().message == "no kind 'stroy' (did you mean 'story'?)");
    CHECK(make(folder.path(), "story", "Kebun Bu Rini").error().message ==
          "'Kebun Bu Rini' is no name (use small letters, digits and hyphens, such as 'kebun-bu-rini')");
    CHECK(make(folder.path(), "lesson", "tiada/a").error().message ==
          "no course or module at 'courses/tiada' (write COURSE/MODULE/NAME, such as jahit/01-memulai/mengukur)");
  }

  TEST_CASE("nothing is made outside the folder that its kind has") {
    test::SiteFolder folder;
    folder.add_minimal_site();
    const auto before = test::all_files(folder.path());
    for (const std::string kind : {"site", "course", "story", "infographic", "theme", "page"}) {
      INFO(kind);
      CHECK(make(folder.path(), kind, "../q").error().message ==
            "'../q' is no name (use small letters, digits and hyphens, such as 'q')");
    }
    for (const std::string kind : {"site", "course", "story", "infographic", "theme", "page"}) {
      INFO(kind);
      CHECK(make(folder.path(), kind, "a/b").error().message ==
            "'a/b' is no name (use small letters, digits and hyphens, such as 'b')");
    }
    CHECK(make(folder.path(), "lesson", "jahit/../../b").error().message ==
          "'jahit/../../b' is no name (use small letters, digits and hyphens, such as 'b')");
    CHECK(test::all_files(folder.path()) == before);
  }

  TEST_CASE("outside a site only a site is made") {
    test::SiteFolder folder;
    for (const std::string kind : {"course", "story", "infographic", "theme", "page"}) {
      INFO(kind);
      CHECK(make(folder.path(), kind, "q").error().message ==
            "no site.yaml in '" + folder.path() + "' (run it in a site's folder, name one with --root, or make one with "
            "'sanggar new site NAME')");
    }
    CHECK(test::all_files(folder.path()).empty());
  }

  TEST_CASE("a lesson's name is free in its whole course") {
    test::SiteFolder folder;
    folder.add_minimal_site();
    REQUIRE(make(folder.path(), "course", "jahit"));
    const auto message = [&](const std::string& name) { return make(folder.path(), "lesson", name).error().message; };
    CHECK(message("jahit/01-memulai/langkah-pertama") ==
          "'courses/jahit/01-memulai/01-langkah-pertama.md' has the id 'langkah-pertama' already (choose another name: ids are "
          "unique in a course)");
    CHECK(message("jahit/langkah-pertama") == message("jahit/01-memulai/langkah-pertama"));
    CHECK(message("jahit/01-memulai/memulai") ==
          "'courses/jahit/01-memulai' has the id 'memulai' already (choose another name: ids are unique in a course)");
    CHECK(make(folder.path(), "lesson", "jahit/01-memulai/jahit"));  // a course's own id is no lesson's
    CHECK(test::build_and_show(test::build_options(folder.path())) == "");
  }

  TEST_CASE("a new lesson keeps its id when its file is renamed") {
    test::SiteFolder folder;
    folder.add_minimal_site();
    REQUIRE(make(folder.path(), "course", "jahit"));
    REQUIRE(make(folder.path(), "lesson", "jahit/01-memulai/mengukur"));
    REQUIRE(test::build_and_show(test::build_options(folder.path())) == "");
    std::filesystem::rename(folder.path("courses/jahit/01-memulai/02-mengukur.md"), folder.path("courses/jahit/01-memulai/02-ukur.md"));
    CHECK(test::build_and_show(test::build_options(folder.path())) == "");
    CHECK(folder.text("activities.json").find("\"https://contoh.example/courses/jahit/mengukur#kuis/untung\"") != std::string::npos);
    CHECK(folder.text("activities.json").find("jahit/ukur\"") == std::string::npos);
    CHECK(make(folder.path(), "lesson", "jahit/01-memulai/mengukur").error().message ==
          "'courses/jahit/01-memulai/02-ukur.md' has the id 'mengukur' already (choose another name: ids are unique in a course)");
  }
}
