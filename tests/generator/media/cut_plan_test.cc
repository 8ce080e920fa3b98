#include "generator/media/cut_plan.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace {

media::Item plan(int width, int height, double focus_x, double focus_y, std::vector<media::Cue> captions = {}) {
  media::VideoInfo info;
  info.seconds = 10;
  info.width = width;
  info.height = height;
  info.sound = true;
  media::VideoSettings settings;
  settings.clip.cuts = {"9:16", "1:1"};
  settings.clip.focus = {focus_x, focus_y};
  settings.clip.burned = std::move(captions);
  return media::plan_cuts("pages/Ikat Bibit.mp4", "0011", info, settings, "");
}

std::string show(const media::Item& item) {
  std::string text;
  for (std::size_t i = 0; i < item.cuts.size(); ++i) {
    const auto& cut = item.cuts[i];
    text += fmt::format("{} {:.3f},{:.3f} {:.3f}x{:.3f} {}x{}\n", item.renditions[i].name, cut.x, cut.y, cut.width, cut.height, cut.rung.width, cut.rung.height);
  }
  return text;
}

}  // namespace

TEST_SUITE("media/cut_plan") {
  TEST_CASE("a cut keeps its subject in sight, and stays inside the picture") {
    CHECK(show(plan(1280, 720, 0.5, 0.5)) == "ikat-bibit-status.mp4 0.342,0.000 0.316x1.000 406x720\nikat-bibit-persegi.mp4 0.219,0.000 0.562x1.000 720x720\n");
    CHECK(show(plan(1280, 720, 1, 1)) == "ikat-bibit-status.mp4 0.684,0.000 0.316x1.000 406x720\nikat-bibit-persegi.mp4 0.438,0.000 0.562x1.000 720x720\n");
  }

  TEST_CASE("a phone held upright loses nothing at 9:16; none is larger than 720 on its short side, or than the source") {
    CHECK(show(plan(1080, 1920, 0.5, 0.1)) == "ikat-bibit-status.mp4 0.000,0.000 1.000x1.000 720x1280\nikat-bibit-persegi.mp4 0.000,0.000 1.000x0.562 720x720\n");
    CHECK(show(plan(320, 240, 0.5, 0.5)) == "ikat-bibit-status.mp4 0.289,0.000 0.422x1.000 136x240\nikat-bibit-persegi.mp4 0.125,0.000 0.750x1.000 240x240\n");
  }

  TEST_CASE("another caption or focus is another item; the same is the same") {
    const auto one = plan(1280, 720, 0.5, 0.5, {{0, 1, "a"}});
    CHECK(one.folder == plan(1280, 720, 0.5, 0.5, {{0, 1, "a"}}).folder);
    CHECK(one.folder != plan(1280, 720, 0.5, 0.5, {{0, 1, "b"}}).folder);
    CHECK(one.folder != plan(1280, 720, 0.4, 0.5, {{0, 1, "a"}}).folder);
  }

  TEST_CASE("captions are written so that no letter is a command, and lie clear of buttons") {
    const auto item = plan(1080, 1920, 0.5, 0.5);
    const std::string ass = media::cut_captions(item.cuts[0], {{1.5, 3.25, "Satu {\\b1} \\N dua\nbaris"}, {3600, 3601, "- Siapa?\n- Saya."}});
    CHECK(ass.find("Dialogue: 0:00:01.50,0:00:03.25,S,Satu \\{\\\u2060b1\\} \\\u2060N dua baris\n") != std::string::npos);
    CHECK(ass.find("Dialogue: 1:00:00.00,1:00:01.00,S,- Siapa?\\N- Saya.\n") != std::string::npos);
    CHECK(ass.find("PlayResX: 720\nPlayResY: 1280\n") != std::string::npos);
    CHECK(ass.find("Style: S,DejaVu Sans,47.5,&H00FFFFFF,&H00171E2A,&H80000000,-1,1,5.3,0,2,72,72,256,1\n") != std::string::npos);
    CHECK(media::cut_captions(item.cuts[0], {}) == "");
  }
}
