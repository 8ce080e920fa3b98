// Media in processes that are killed, interrupted, or several at once.
#include <doctest/doctest.h>
#include <signal.h>

#include <vector>

#include "tests/generator/app/process.h"

namespace {

namespace fs = std::filesystem;
using test::Ended;
using test::kProgram;
using test::on_terminal;
using test::Process;
using test::run;
using test::SiteFolder;

constexpr std::size_t kChunks = 10;  // of the film: four seconds each
const std::string kStore = ".sanggar/cache/media";

// Ten stretches, each long enough to be caught in the middle.
const std::string& film() {
  static const std::string bytes = [] {
    const SiteFolder folder;
    const Ended drawn = run("timeout 60 ffmpeg -v error -nostdin -f lavfi -i testsrc2=s=160x120:r=15:d=40 -f lavfi -i sine=440:d=40 "
                            "-c:v libx264 -preset ultrafast -c:a aac " + folder.path("film.mp4"));
    REQUIRE_MESSAGE(drawn.status == 0, drawn.output);
    return folder.text("film.mp4");
  }();
  return bytes;
}

void add_film(const SiteFolder& site) {
  site.add_minimal_site("media: {preset: slow, opus: no}\n");
  site.add("pages/film.md", "---\ntitle: Film\n---\n\n![Uji](film.mp4)\n");
  site.add("pages/film.mp4", film());
}

std::string command(const std::string& words, const SiteFolder& site) { return kProgram + " " + words + " --jobs 1 --root " + site.path(); }

// What a site becomes that nobody disturbs.
const std::map<std::string, std::string>& undisturbed() {
  static const auto files = [] {
    const SiteFolder site;
    add_film(site);
    const Ended ended = run(command("build", site));
    REQUIRE_MESSAGE(ended.status == 0, ended.output);
    return test::all_files(site.path("site"));
  }();
  return files;
}

std::vector<std::string> stored(const SiteFolder& site) {
  std::vector<std::string> names;
  if (!site.has(kStore)) return names;
  for (const auto& entry : fs::directory_iterator(site.path(kStore))) names.push_back(entry.path().filename().string());
  return names;
}

std::size_t finished_chunks(const SiteFolder& site) {
  std::size_t count = 0;
  for (const auto& folder : stored(site)) {
    if (!folder.ends_with(".work")) continue;
    for (const auto& entry : fs::directory_iterator(site.path(kStore + "/" + folder))) count += entry.path().string().ends_with("-120.packets") ? 1 : 0;
  }
  return count;
}

Ended end_in_mid_encoding(const SiteFolder& site, int signal) {
  Process process("exec " + command("media run", site));
  CHECK(process.runs_until([&] { return finished_chunks(site) > 0; }));
  process.send(signal);
  return process.wait();
}

// Goes on from the chunks that are there, and comes to the same.
void check_goes_on(const SiteFolder& site) {
  const std::size_t kept = finished_chunks(site);
  CHECK(kept >= 1);
  CHECK(kept < kChunks);
  const Ended next = run(on_terminal(command("build", site)));
  CHECK(next.status == 0);
  CHECK(next.output.find("%") != std::string::npos);
  CHECK(next.output.substr(0, next.output.find("\033[K")) == fmt::format("\rpages/film.mp4 (1 of 1): {0} %; all {0} %", kept * 100 / kChunks));
  CHECK(test::all_files(site.path("site")) == undisturbed());
}

// Every folder of results is whole.
void check_whole(const SiteFolder& site, const std::vector<std::string>& folders) {
  for (const auto& name : folders) {
    CAPTURE(name);
    CHECK(name.find('.') == std::string::npos);
    CHECK(site.has(kStore + "/" + name + "/files.txt"));
  }
}

// How often the progress of processes shows the beginning of a file's making.
std::size_t beginnings(const std::string& output, const std::string& source) {
  std::size_t count = 0;
  for (std::size_t at = 0; (at = output.find("\r" + source + " (", at)) != std::string::npos; ++at) {
    const std::string line = output.substr(at, output.find("\033[K", at) - at);
    count += line.find("): 0 %") != std::string::npos ? 1 : 0;
  }
  return count;
}

const std::vector<std::string> kShared = {"a.mp4", "b.mp4", "c.mp4", "d.mp4", "e.jpg", "f.jpg"};

void add_shared(const SiteFolder& site) {
  site.add_minimal_site("media: {preset: ultrafast}\n");
  std::string page = "---\ntitle: Film\n---\n";
  for (const auto& name : kShared) {
    page += "\n![Uji](" + name + ")\n";
    const bool video = name.ends_with(".mp4");
    fs::copy_file(video ? "tests/sites_invalid/videos/pages/baik.mp4" : "tests/sites_invalid/pictures/pages/baik.jpg", site.path("pages/" + name));
  }
  site.add("pages/film.md", page);
}

}  // namespace

TEST_SUITE("app/media_process") {
  TEST_CASE("a run that was killed goes on where it was, and publishes the same bytes") {
    const SiteFolder site;
    add_film(site);
    CHECK(end_in_mid_encoding(site, SIGKILL).status == 128 + SIGKILL);
    check_goes_on(site);
    const auto folders = stored(site);
    CHECK(folders.size() == 1);
    check_whole(site, folders);
  }

  TEST_CASE("an interrupted run ends by itself, leaves only what is whole, and goes on next time") {
    const SiteFolder site;
    add_film(site);
    const Ended ended = end_in_mid_encoding(site, SIGINT);
    CHECK(ended.status == 2);
    CHECK(ended.output == "sanggar: stopped; run it again to go on where it was\n");
    const auto folders = stored(site);
    REQUIRE(folders.size() == 1);
    CHECK(folders.front().ends_with(".work"));
    check_goes_on(site);
    check_whole(site, stored(site));
  }

  TEST_CASE("two processes share the work: each file is made once, and comes out as from one") {
    const SiteFolder site;
    add_shared(site);
    Process first(on_terminal(command("media run --shard 1/2", site)));
    Process second(on_terminal(command("media run --shard 2/2", site)));
    const Ended one = first.wait();
    const Ended two = second.wait();
    INFO(one.output << two.output);
    CHECK(one.status == 0);
    CHECK(two.status == 0);
    for (const auto& name : kShared) {
      CAPTURE(name);
      CHECK(beginnings(one.output, "pages/" + name) + beginnings(two.output, "pages/" + name) == 1);
    }
    const auto folders = stored(site);
    CHECK(folders.size() == kShared.size());
    check_whole(site, folders);
    const Ended third = run(on_terminal(command("media run", site)));
    CHECK(third.status == 0);
    CHECK(third.output.find('%') == std::string::npos);
    const SiteFolder alone;
    add_shared(alone);
    CHECK(run(command("media run", alone)).status == 0);
    CHECK(test::all_files(alone.path(kStore)) == test::all_files(site.path(kStore)));
  }
}
