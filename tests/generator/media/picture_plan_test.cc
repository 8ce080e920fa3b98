#include "generator/media/picture_plan.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace {

std::string names(const media::Item& item) {
  std::string text;
  for (const auto& rendition : item.renditions) text += fmt::format("{} {}x{}\n", rendition.name, rendition.width, rendition.height);
  return text;
}

media::Item plan(int width, int height, const media::PictureSettings& settings = {}, const std::string& hash = "00") {
  media::PictureInfo info;
  info.width = width;
  info.height = height;
  return media::plan_picture("stories/a/Foto Bu Sari.JPG", hash, info, settings, "libvips 1");
}

}  // namespace

TEST_SUITE("media/picture_plan") {
  TEST_CASE("a 12-megapixel photo: four widths in three formats") {
    CHECK(names(plan(4032, 3024)) ==
          "foto-bu-sari-320.avif 320x240\nfoto-bu-sari-320.webp 320x240\nfoto-bu-sari-320.jpg 320x240\n"
          "foto-bu-sari-640.avif 640x480\nfoto-bu-sari-640.webp 640x480\nfoto-bu-sari-640.jpg 640x480\n"
          "foto-bu-sari-1280.avif 1280x960\nfoto-bu-sari-1280.webp 1280x960\nfoto-bu-sari-1280.jpg 1280x960\n"
          "foto-bu-sari-1920.avif 1920x1440\nfoto-bu-sari-1920.webp 1920x1440\nfoto-bu-sari-1920.jpg 1920x1440\n");
  }

  TEST_CASE("never larger than the source, and no two nearly the same") {
    CHECK(names(plan(100, 50)) == "foto-bu-sari-100.avif 100x50\nfoto-bu-sari-100.webp 100x50\nfoto-bu-sari-100.jpg 100x50\n");
    const auto item = plan(700, 3);
    REQUIRE(item.renditions.size() == 6);
    CHECK(item.renditions[0].width == 320);
    CHECK(item.renditions[0].height == 1);
    CHECK(item.renditions[3].width == 700);
  }

  TEST_CASE("what is transparent has PNG instead of JPEG; what moves has WebP and a still") {
    media::PictureInfo info;
    info.width = info.height = 64;
    info.transparent = true;
    CHECK(names(media::plan_picture("a.png", "", info, {}, "")) == "a-64.avif 64x64\na-64.webp 64x64\na-64.png 64x64\n");
    info.transparent = false;
    info.frames = 3;
    CHECK(names(media::plan_picture("a.gif", "", info, {}, "")) ==
          "a-64.webp 64x64\na-still-64.avif 64x64\na-still-64.webp 64x64\na-still-64.jpg 64x64\n");
  }

  TEST_CASE("cards are cropped to the theme's ratio") {
    media::PictureSettings settings;
    settings.card = true;
    settings.card_ratio = 2;
    const auto item = plan(400, 400, settings);
    REQUIRE(item.renditions.size() == 12);
    CHECK(item.renditions[6].name == "foto-bu-sari-card-320.avif");
    CHECK(item.renditions[6].height == 160);
    CHECK(item.renditions[9].name == "foto-bu-sari-card-400.avif");
    CHECK(item.renditions[9].height == 200);
  }

  TEST_CASE("the folder names source, settings and libraries") {
    const auto item = plan(400, 400);
    CHECK(item.folder.starts_with("media/"));
    CHECK(item.folder.size() == 22);
    CHECK(item.folder == plan(400, 400).folder);
    CHECK(item.folder != plan(400, 400, {}, "01").folder);
    media::PictureSettings settings;
    settings.focus.x = 0.2;
    CHECK(item.folder != plan(400, 400, settings).folder);
    CHECK(item.folder != media::plan_picture(item.source, "00", item.picture, {}, "libvips 2").folder);
  }
}
