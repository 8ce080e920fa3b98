// Clips as their authors want them: trimmed, looped, cut, with scenes to choose from.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "base/hash.h"
#include "generator/codecs/video.h"
#include "generator/media/cut_plan.h"
#include "generator/media/video_plan.h"
#include "tests/generator/codecs/video_fixtures.h"

namespace {

using test::all_numbers_after;
using test::draw;
using test::flashes;
using test::Folder;
using test::largest_drift;
using test::number_after;
using test::output_of;
using test::probe;

media::Item plan(const Folder& folder, const std::string& name, const std::vector<int>& rungs, const media::Clip& clip) {
  const auto info = codecs::probe_video(folder.path(name));
  REQUIRE_MESSAGE(info, info.error().message);
  media::VideoSettings settings;
  settings.preset = "ultrafast";
  settings.rungs = rungs;
  settings.clip = clip;
  return media::plan_video(name, base::to_hex(base::hash128(folder.bytes(name))), *info, settings, "");
}

void make_in(const Folder& folder, const media::Item& item, const std::string& out, int workers) {
  std::filesystem::create_directories(folder.path(out));
  const std::string work = folder.path(out + ".work");
  std::filesystem::create_directories(work);
  media::VideoSettings settings;
  settings.preset = "ultrafast";
  const auto made = codecs::make_video(folder.path(item.source), item, settings, folder.path(out), {work, workers, nullptr, {}});
  REQUIRE_MESSAGE(made, made.error().message);
  for (const auto& rendition : item.renditions) REQUIRE_MESSAGE(std::filesystem::exists(folder.path(out + "/" + rendition.name)), rendition.name);
}

// Renditions lie in folder/out, which is new.
media::Item make(const Folder& folder, const std::string& name, const std::vector<int>& rungs, const media::Clip& clip) {
  std::filesystem::remove_all(folder.path("out"));
  std::filesystem::remove_all(folder.path("out.work"));
  const media::Item item = plan(folder, name, rungs, clip);
  make_in(folder, item, "out", 2);
  return item;
}

media::Item plan_cuts(const Folder& folder, const std::string& name, media::FocalPoint focus, std::vector<media::Cue> captions) {
  const auto info = codecs::probe_video(folder.path(name));
  REQUIRE_MESSAGE(info, info.error().message);
  media::VideoSettings settings;
  settings.preset = "ultrafast";
  settings.clip.cuts = {"9:16", "1:1"};
  settings.clip.focus = focus;
  settings.clip.burned = std::move(captions);
  return media::plan_cuts(name, base::to_hex(base::hash128(folder.bytes(name))), *info, settings, "");
}

// In a part of the picture, given in parts of its width and height.
double brightest(const vips::VImage& image, double left, double top, double width, double height) {
  const auto of = [](int size, double part) { return static_cast<int>(size * part); };
  return image.extract_area(of(image.width(), left), of(image.height(), top), of(image.width(), width), of(image.height(), height)).max();
}

}  // namespace

TEST_SUITE("codecs/clip") {
  TEST_CASE("a trim holds for picture, sound and poster, whatever the source's keyframes") {
    const Folder folder;
    // One keyframe, at the beginning.
    draw(folder, flashes(25) + "-g 500 -c:v libx264 -preset ultrafast -c:a aac a.mp4");
    draw(folder, flashes(25) + "-c:v mpeg4 -c:a mp3 b.avi");
    media::Clip clip;
    clip.from = 0.6;
    clip.to = 5.9;
    for (const auto* name : {"a.mp4", "b.avi"}) {
      CAPTURE(name);
      const std::string before = folder.bytes(name);
      const auto item = make(folder, name, {144, 240}, clip);
      CHECK(item.video.seconds == doctest::Approx(5.3));
      const std::string whole = folder.path("out/" + media::download_name(item));
      CHECK(std::abs(number_after(probe(folder, media::download_name(item), "format=duration"), "duration=") - 5.3) < 0.05);
      CHECK(std::abs(number_after(probe(folder, media::download_name(item), "stream=duration -select_streams a"), "duration=") - 5.3) < 0.05);
      CHECK(largest_drift(whole, whole) < 0.04);
      const auto light = all_numbers_after(output_of("ffmpeg -hide_banner -nostdin -i " + whole + " -an -vf blackdetect=d=0.1:pix_th=0.3 -f null -"), "black_end:");
      CHECK(light.front() == doctest::Approx(0.4).epsilon(0.1));
      CHECK(folder.bytes(name) == before);
      std::filesystem::remove_all(folder.path("out"));
    }
  }

  TEST_CASE("a trimmed clip's poster shows what is in it") {
    const Folder folder;
    draw(folder, "-f lavfi -i testsrc2=s=320x240:r=25:d=3 -f lavfi -i color=0x2040F0:s=320x240:r=25:d=3 -filter_complex concat=n=2 -g 500 -c:v libx264 -preset ultrafast a.mp4");
    media::Clip clip;
    clip.from = 3.2;
    make(folder, "a.mp4", {240}, clip);
    const auto colour = test::colour_at(vips::VImage::new_from_file(folder.path("out/a-gambar.jpg").c_str()), 0.5, 0.5);
    CHECK(colour[2] > 200);
    CHECK(colour[0] < 80);
  }

  TEST_CASE("cuts: their sizes, the subject in sight, sound, captions in the picture while they are said") {
    const Folder folder;
    // Black, with a red stripe at the right edge.
    draw(folder, "-f lavfi -i color=black:s=640x360:r=25:d=6,drawbox=x=600:w=40:h=360:color=red:t=fill -f lavfi -i sine=440:d=6 -c:v libx264 -preset ultrafast -c:a aac a.mp4");
    const auto item = plan_cuts(folder, "a.mp4", {1, 0.5}, {{1, 3, "Selamat pagi, {warga} Margamukti"}});
    make_in(folder, item, "out", 2);
    CHECK(probe(folder, "a-status.mp4", "stream=codec_name,width,height,profile") == "codec_name=h264|profile=Main|width=202|height=360\ncodec_name=aac|profile=LC\n");
    CHECK(probe(folder, "a-persegi.mp4", "stream=codec_name,width,height,profile") == "codec_name=h264|profile=Main|width=360|height=360\ncodec_name=aac|profile=LC\n");
    for (const auto* name : {"a-status.mp4", "a-persegi.mp4"}) {
      CAPTURE(name);
      const auto shown = [&](double seconds) {
        draw(folder, fmt::format("-ss {} -i out/{} -frames:v 1 frame.png", seconds, name));
        return vips::VImage::new_from_file(folder.path("frame.png").c_str()).copy_memory();
      };
      const auto silent = shown(0.5);
      const auto said = shown(2);
      CHECK(test::colour_at(silent, 0.99, 0.3)[0] > 150);
      // The captions stand in the lower part, and no letter is at the sides.
      CHECK(brightest(silent, 0, 0, 0.7, 1) < 40);
      CHECK(brightest(said, 0.1, 0.4, 0.6, 0.6) > 200);
      CHECK(brightest(said, 0, 0, 0.05, 1) < 40);
      CHECK(brightest(shown(4), 0, 0, 0.7, 1) < 40);
    }
  }

  TEST_CASE("cuts have the same bytes for 1, 2 and 6 workers, in folders of any name") {
    const Folder folder;
    draw(folder, "-f lavfi -i testsrc2=s=320x240:r=25:d=14 -f lavfi -i sine=440:d=14 -g 250 -c:v libx264 -preset ultrafast -c:a aac a.mp4");
    const auto item = plan_cuts(folder, "a.mp4", {0.5, 0.5}, {{1, 6, "Satu"}, {6.5, 13, "Dua"}});
    make_in(folder, item, "satu", 1);
    make_in(folder, item, "du'a: [x], y;", 2);
    make_in(folder, item, "enam", 6);
    for (const auto& rendition : item.renditions) {
      CAPTURE(rendition.name);
      CHECK(folder.bytes("satu/" + rendition.name) == folder.bytes("du'a: [x], y;/" + rendition.name));
      CHECK(folder.bytes("satu/" + rendition.name) == folder.bytes("enam/" + rendition.name));
    }
  }

  TEST_CASE("a loop is one small silent file and its poster") {
    const Folder folder;
    draw(folder, "-f lavfi -i testsrc2=s=1280x720:r=25:d=12 -f lavfi -i sine=440:d=12 -c:v libx264 -preset ultrafast -c:a aac a.mp4");
    media::Clip clip;
    clip.loop = clip.silent = true;
    const auto item = make(folder, "a.mp4", {144, 360, 720}, clip);
    REQUIRE(item.renditions.size() == 2);
    CHECK(item.renditions[0].name == "a-unduh.mp4");
    CHECK(item.renditions[1].name == "a-gambar.jpg");
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path("out")), {}) == 2);
    CHECK(probe(folder, "a-unduh.mp4", "stream=codec_name,width,height") == "codec_name=h264|width=640|height=360\n");
  }

  TEST_CASE("scenes: one picture holds them all, each of its own moment") {
    const Folder folder;
    // Red for four seconds, then green, then blue.
    draw(folder, "-f lavfi -i color=0xE01010:s=320x180:r=25:d=4 -f lavfi -i color=0x10C010:s=320x180:r=25:d=4 -f lavfi -i color=0x1010E0:s=320x180:r=25:d=4 "
                 "-filter_complex concat=n=3 -g 500 -c:v libx264 -preset ultrafast a.mp4");
    const auto item = make(folder, "a.mp4", {144}, {});
    REQUIRE(item.storyboard.count == 6);
    const auto scenes = vips::VImage::new_from_file(folder.path("out/a-adegan.jpg").c_str());
    CHECK(scenes.width() == 6 * 160);
    CHECK(scenes.height() == 90);
    const std::size_t strongest[] = {0, 0, 1, 1, 2, 2};
    for (std::size_t i = 0; i < 6; ++i) {
      CAPTURE(i);
      const auto colour = test::colour_at(scenes, (static_cast<double>(i) + 0.5) / 6, 0.5);
      CHECK(std::ranges::max_element(colour) - colour.begin() == static_cast<std::ptrdiff_t>(strongest[i]));
    }
    CHECK(folder.bytes("out/a-adegan.vtt").find("00:00:10.000 --> 00:00:12.000\na-adegan.jpg#xywh=800,0,160,90\n") != std::string::npos);
  }
}
