// Media on their way through a whole build.
#include <doctest/doctest.h>

#include <set>

#include "tests/generator/app/site_folder.h"

namespace {

namespace fs = std::filesystem;

void add_video(const test::SiteFolder& site) {
  site.add_minimal_site("media: {rungs: [144], preset: ultrafast}\n");
  site.add("pages/film.md", "---\ntitle: Film\n---\n\n![Uji](film.mp4)\n");
  fs::copy_file("tests/sites_invalid/videos/pages/baik.mp4", site.path("pages/film.mp4"));
}

app::BuildReport build(const test::SiteFolder& site, const std::function<void(app::BuildOptions&)>& change = {}) {
  auto options = test::build_options(site.path());
  if (change) change(options);
  auto report = app::build(base::real_file_system(), options);
  REQUIRE_MESSAGE(report, report.error().message);
  return std::move(*report);
}

std::set<std::string> media_of(const test::SiteFolder& site) {
  std::set<std::string> names;
  for (const auto& [path, text] : test::all_files(site.path("site"))) {
    if (path.starts_with("media/")) names.insert(path.substr(path.rfind('/') + 1));
  }
  return names;
}

}  // namespace

TEST_SUITE("app/media") {
  TEST_CASE("a video is made once, is published with its page, and goes with it") {
    const test::SiteFolder site;
    add_video(site);
    const auto first = build(site);
    CHECK(first.good);
    CHECK(media_of(site) == std::set<std::string>{"film-48.mp4", "film-48.m3u8", "film-kunci.m3u8", "film.m3u8", "film.mpd", "film-unduh.mp4", "film-gambar.jpg"});
    CHECK(site.text("site/film/index.html").find("8 detik") != std::string::npos);
    CHECK_FALSE(site.has("site/film.mp4"));
    const auto again = build(site);
    CHECK(again.published.written == 0);
    CHECK(again.published.unchanged == first.published.written);
    // From another cache the same bytes come out.
    const auto before = test::all_files(site.path("site"));
    build(site, [&](app::BuildOptions& options) {
      options.cache = site.path("other");
      options.jobs = 1;
    });
    CHECK(test::all_files(site.path("site")) == before);
    fs::remove(site.path("pages/film.md"));
    build(site);
    CHECK(media_of(site).empty());
    const auto cleaned = build(site, [](app::BuildOptions& options) { options.media = app::MediaTask::clean; });
    REQUIRE(cleaned.media.size() == 1);
    CHECK(cleaned.media.front().ends_with(" freed"));
    CHECK(fs::is_empty(site.path(".sanggar/cache/media")));
  }

  TEST_CASE("chapters lead to moments, with a script and without; one behind the end is told") {
    const test::SiteFolder site;
    add_video(site);
    site.add("pages/film.md", "---\ntitle: Film\n---\n\n![Uji](film.mp4)\n\n- 0:00 Awal & mula\n- 0:05 Akhir\n- 0:08 Lewat\n");
    const auto report = build(site);
    CHECK(app::show(report.diagnostics, app::Format::text, base::real_file_system(), site.path()) ==
          "pages/film.md:9:1: warning: chapter 'Lewat' (0:08) begins behind the end of 'film.mp4', which is 0:08 long (write an earlier moment, or take it out)\n"
          "    - 0:08 Lewat\n"
          "    ^\n");
    const std::string html = site.text("site/film/index.html");
    CHECK(html.find("film-unduh.mp4#t=5\" data-time=\"5.000\"><span>0:05</span> Akhir</a></li></ol>") != std::string::npos);
    CHECK(html.find("<span>0:00</span> Awal &amp; mula</a>") != std::string::npos);
    const auto at = html.find("<track kind=\"chapters\" src=\"../") + 31;
    CHECK(site.text("site/" + html.substr(at, html.find('"', at) - at)) ==
          "WEBVTT\n\n00:00:00.000 --> 00:00:05.000\nAwal &amp; mula\n\n00:00:05.000 --> 00:00:08.000\nAkhir\n");
  }

  TEST_CASE("a trimmed video says so in its length, and has other files") {
    const test::SiteFolder site;
    add_video(site);
    build(site);
    const auto before = test::all_files(site.path("site"));
    site.add("pages/film.mp4.yaml", "from: 0:02\nto: 6.5\n");
    const auto report = build(site);
    CHECK(report.good);
    CHECK(site.text("site/film/index.html").find("5 detik") != std::string::npos);
    for (const auto& [path, text] : test::all_files(site.path("site"))) {
      if (path.starts_with("media/")) CHECK_FALSE(before.contains(path));
    }
  }

  TEST_CASE("cuts are offered below the player; a corrected caption makes only them anew") {
    const test::SiteFolder site;
    add_video(site);
    site.add("pages/film.mp4.yaml", "cuts: [9:16, 1:1]\nfocus: 20% 50%\n");
    site.add("pages/film.srt", "1\n00:00:01,000 --> 00:00:03,000\nSelamat\n");
    build(site);
    const auto before = media_of(site);
    CHECK(before.contains("film-status.mp4"));
    CHECK(before.contains("film-persegi.mp4"));
    CHECK(site.text("site/film/index.html").find("film-status.mp4\" download>Untuk status WhatsApp (9:16), ± ") != std::string::npos);
    site.add("pages/film.srt", "1\n00:00:01,000 --> 00:00:03,000\nSelamat pagi\n");
    const auto plan = build(site, [](app::BuildOptions& options) { options.media = app::MediaTask::plan; }).media;
    REQUIRE(plan.size() == 2);
    CHECK(plan[0].find("files, made (") != std::string::npos);
    CHECK(plan[1] == "pages/film.mp4: 8 s, 9:16, 1:1; 2 files, to be made");
  }

  TEST_CASE("a signer is a second, silent picture") {
    const test::SiteFolder site;
    add_video(site);
    fs::copy_file("tests/sites_invalid/videos/pages/baik.mp4", site.path("pages/isyarat.mp4"));
    site.add("pages/film.mp4.yaml", "sign: isyarat.mp4\n");
    CHECK(build(site).good);
    const auto names = media_of(site);
    for (const auto* name : {"film-unduh.mp4", "isyarat-unduh.mp4", "isyarat.m3u8", "isyarat-gambar.jpg"}) CHECK(names.contains(name));
    CHECK_FALSE(names.contains("isyarat-suara.m4a"));
    const std::string html = site.text("site/film/index.html");
    CHECK(html.find("<div class=\"pair\"><video controls") != std::string::npos);
    CHECK(html.find("<details class=\"sign\" open><summary>Bahasa isyarat</summary><video controls muted playsinline preload=\"none\" aria-label=\"Bahasa isyarat\"") != std::string::npos);
    build(site, [](app::BuildOptions& options) { options.preview = true; });
    CHECK(site.text("site/film/index.html").find("<source src=\"../isyarat.mp4\">") != std::string::npos);
    CHECK(site.has("site/isyarat.mp4"));
  }

  TEST_CASE("a loop plays silently, when it is asked to") {
    const test::SiteFolder site;
    add_video(site);
    site.add("pages/film.mp4.yaml", "loop: yes\n");
    build(site);
    CHECK(media_of(site) == std::set<std::string>{"film-unduh.mp4", "film-gambar.jpg"});
    const std::string html = site.text("site/film/index.html");
    CHECK(html.find("<video controls preload=\"none\" data-media=\"film\" aria-label=\"Uji\" playsinline loop muted width=\"64\"") != std::string::npos);
    CHECK(html.find("autoplay") == std::string::npos);
    CHECK(html.find("<source") == html.rfind("<source"));
  }

  TEST_CASE("preview plays the source, at once, and says that the cost is a guess") {
    const test::SiteFolder site;
    add_video(site);
    build(site, [](app::BuildOptions& options) { options.preview = true; });
    CHECK(media_of(site).empty());
    const std::string html = site.text("site/film/index.html");
    CHECK(html.find("<source src=\"../film.mp4\">") != std::string::npos);
    CHECK(html.find("≈") != std::string::npos);
    CHECK(site.has("site/film.mp4"));
    CHECK_FALSE(site.has(".sanggar/cache/media"));
  }

  TEST_CASE("check makes nothing") {
    const test::SiteFolder site;
    add_video(site);
    CHECK(build(site, [](app::BuildOptions& options) { options.write = false; }).good);
    CHECK_FALSE(site.has(".sanggar/cache/media"));
  }

  TEST_CASE("a plan tells what is still to be made") {
    const test::SiteFolder site;
    add_video(site);
    const auto plan = [](app::BuildOptions& options) { options.media = app::MediaTask::plan; };
    const auto run = [](app::BuildOptions& options) { options.media = app::MediaTask::run; };
    CHECK(build(site, plan).media == std::vector<std::string>{"pages/film.mp4: 8 s, 48p; 7 files, to be made"});
    CHECK(build(site, run).media.front().starts_with("pages/film.mp4: 8 s, 48p; 7 files, made ("));
    CHECK_FALSE(site.has("site"));
  }
}
