#include "generator/app/media_progress.h"

#include <doctest/doctest.h>

namespace {

// A video that is four times the work of another, and a picture.
app::MediaProgress two_videos_and_a_picture() { return app::MediaProgress({{"a.mp4", 80}, {"b.mp4", 20}, {"c.jpg", 0.5}}); }

media::Item video(double seconds, int width, int height) {
  media::Item item;
  item.video.seconds = seconds;
  item.video.width = width;
  item.video.height = height;
  return item;
}

}  // namespace

TEST_SUITE("app/media_progress") {
  TEST_CASE("while nothing is done no time is promised") {
    auto progress = two_videos_and_a_picture();
    CHECK(progress.note(0, 0, 0) == "a.mp4 (1 of 3): 0 %; all 0 %");
    CHECK(progress.note(0, 0, 30) == "a.mp4 (1 of 3): 0 %; all 0 %");
  }

  TEST_CASE("half done: each file by its own pace, all by their work") {
    app::MediaProgress progress({{"a.mp4", 80}, {"b.mp4", 20}});
    progress.note(0, 0, 0);
    CHECK(progress.note(0, 0.5, 40) == "a.mp4 (1 of 2): 50 %, 40 s left; all 40 %, 60 s left");
    CHECK(progress.note(0, 1, 80) == "a.mp4 (1 of 2): 100 %; all 80 %, 20 s left");
    CHECK(progress.note(1, 0, 80) == "b.mp4 (2 of 2): 0 %; all 80 %, 20 s left");
    CHECK(progress.note(1, 0.5, 100) == "b.mp4 (2 of 2): 50 %, 20 s left; all 90 %, 11 s left");
  }

  TEST_CASE("all done: nothing is left") {
    auto progress = two_videos_and_a_picture();
    for (const std::size_t job : {0u, 1u, 2u}) progress.note(job, 0, static_cast<double>(job));
    progress.note(2, 1, 10);
    progress.note(0, 1.0 / 3, 20);
    progress.note(0, 1, 60);
    CHECK(progress.note(1, 0.99999, 99) == "b.mp4 (2 of 3): 99 %, 0 s left; all 99 %, 0 s left");
    CHECK(progress.note(1, 1, 100) == "b.mp4 (2 of 3): 100 %; all 100 %");
  }

  TEST_CASE("what an earlier run or another process made shortens the work, not its pace") {
    app::MediaProgress progress({{"a.mp4", 50}, {"b.mp4", 50}});
    CHECK(progress.note(0, 0.8, 0) == "a.mp4 (1 of 2): 80 %; all 40 %");
    CHECK(progress.note(0, 0.9, 10) == "a.mp4 (1 of 2): 90 %, 10 s left; all 45 %, 110 s left");
    CHECK(progress.note(1, 1, 10) == "b.mp4 (2 of 2): 100 %; all 95 %, 10 s left");
  }

  TEST_CASE("a part that is told late turns nothing back") {
    app::MediaProgress progress({{"a.mp4", 1}});
    progress.note(0, 0, 0);
    progress.note(0, 0.5, 10);
    CHECK(progress.note(0, 0.25, 10) == "a.mp4 (1 of 1): 50 %, 10 s left; all 50 %, 10 s left");
  }

  TEST_CASE("work is seconds and pixels; pictures and sounds are a little of it") {
    CHECK(app::work_of(video(10, 640, 360)) == 10 * 640 * 360);
    CHECK(app::work_of(video(10, 0, 0)) == 10 * 5'000);
    media::Item picture;
    CHECK(app::work_of(picture) == 1);
    picture.picture.width = 4000;
    picture.picture.height = 3000;
    CHECK(app::work_of(picture) == 600'000);
  }
}
