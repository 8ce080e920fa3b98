#include "generator/media/video_plan.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace {

// Made with these sizes for rungs as AV1, the small file and Opus; those of H.264 and AAC are 100.
media::Item made(std::uint64_t av1, std::uint64_t saver, std::uint64_t opus) {
  media::VideoInfo info;
  info.seconds = 20;
  info.width = 640;
  info.height = 360;
  info.sound = true;
  media::Item item = media::plan_video("a.mp4", "00", info, {}, "");
  for (auto& rendition : item.renditions) {
    rendition.size = rendition.group == "rung-av1" ? av1 : rendition.group == "saver-av1" ? saver : rendition.group == "sound-opus" ? opus : 100;
  }
  return item;
}

// Of a video that is as high as `height`: the rung of the file to send on, when its rungs take these bytes, the smallest first.
int sendable(int height, const std::vector<std::uint64_t>& bytes) {
  media::VideoInfo info;
  info.seconds = 600;
  info.width = height * 16 / 9;
  info.height = height;
  const media::Item item = media::plan_video("a.mp4", "00", info, {}, "");
  return media::sendable_rung(item, [&](const media::Rung& rung) { return bytes.at(static_cast<std::size_t>(&rung - item.rungs.data())); }).name;
}

std::string useless(const media::Item& item) {
  auto names = media::files_without_use(item);
  std::ranges::sort(names);
  std::string text;
  for (const auto& name : names) text += name + " ";
  return text;
}

}  // namespace

TEST_SUITE("media/video_plan") {
  TEST_CASE("what newer codecs do not make smaller is not published") {
    CHECK(useless(made(60, 50, 30)) == "");
    CHECK(useless(made(60, 120, 30)) == "a-hemat-av1.mp4 ");
    CHECK(useless(made(120, 120, 30)) == "a-240-av1.m3u8 a-240-av1.mp4 a-360-av1.m3u8 a-360-av1.mp4 a-av1.m3u8 a-av1.mpd a-hemat-av1.mp4 a-suara-opus.m3u8 ");
    CHECK(useless(made(120, 50, 130)) == "a-240-av1.m3u8 a-240-av1.mp4 a-360-av1.m3u8 a-360-av1.mp4 a-av1.m3u8 a-av1.mpd a-suara-opus.m3u8 a-suara-opus.mp4 ");
    CHECK(useless(made(60, 50, 130)) == "");
  }

  TEST_CASE("by its sizes alone: the file to send on is the largest rung up to 360 of at most 16 MB, else the smallest") {
    CHECK(sendable(1080, {5, 6, 7, 8, 9, 10}) == 360);
    CHECK(sendable(1080, {5, 6, 16'000'000, 20'000'000, 40'000'000, 90'000'000}) == 360);
    CHECK(sendable(1080, {5, 16'000'000, 16'000'001, 20'000'000, 40'000'000, 90'000'000}) == 240);
    CHECK(sendable(1080, {5, 16'000'001, 20'000'000, 30'000'000, 40'000'000, 90'000'000}) == 144);
    CHECK(sendable(1080, {17'000'000, 18'000'000, 20'000'000, 30'000'000, 40'000'000, 90'000'000}) == 144);
    CHECK(sendable(240, {8'000'000, 17'000'000}) == 144);
    CHECK(sendable(100, {17'000'000}) == 100);
  }
}
