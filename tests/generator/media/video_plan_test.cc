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
}
