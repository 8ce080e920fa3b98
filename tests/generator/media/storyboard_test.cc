#include "generator/media/storyboard.h"

#include <doctest/doctest.h>

namespace {

media::VideoInfo video(double seconds, int width = 1280, int height = 720) {
  media::VideoInfo info;
  info.seconds = seconds;
  info.width = width;
  info.height = height;
  return info;
}

}  // namespace

TEST_SUITE("media/storyboard") {
  TEST_CASE("a scene every few seconds, never more than 60") {
    const auto short_one = media::plan_storyboard(video(29));
    CHECK(short_one.step == 2);
    CHECK(short_one.count == 14);
    for (const double seconds : {61.0, 119.0, 121.0, 599.0, 3600.0, 43'200.0, 1e6}) {
      CAPTURE(seconds);
      const auto board = media::plan_storyboard(video(seconds));
      CHECK(board.count >= 20);
      CHECK(board.count <= 60);
      CHECK(media::scene_picture(board, board.count - 1) < seconds);
    }
  }

  TEST_CASE("short clips and sounds have none") {
    CHECK(media::plan_storyboard(video(12)).count == 6);
    CHECK(media::plan_storyboard(video(9.2)).count == 0);
    CHECK(media::plan_storyboard(video(600, 0, 0)).count == 0);
  }

  TEST_CASE("pictures keep the video's shape, 160 pixels on the long side") {
    const auto lying = media::plan_storyboard(video(60));
    CHECK(lying.width == 160);
    CHECK(lying.height == 90);
    const auto standing = media::plan_storyboard(video(60, 720, 1280));
    CHECK(standing.width == 90);
    CHECK(standing.height == 160);
  }

  TEST_CASE("the list names a part of the picture for each scene") {
    media::Storyboard board{3, 2, 5, 160, 90};
    CHECK(media::storyboard_vtt(board, 14.5, "a-adegan.jpg") ==
          "WEBVTT\n"
          "\n00:00:00.000 --> 00:00:05.000\na-adegan.jpg#xywh=0,0,160,90\n"
          "\n00:00:05.000 --> 00:00:10.000\na-adegan.jpg#xywh=160,0,160,90\n"
          "\n00:00:10.000 --> 00:00:14.500\na-adegan.jpg#xywh=0,90,160,90\n");
  }
}
