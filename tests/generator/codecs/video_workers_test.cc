// However many workers share a video, and wherever they begin to read it, the same bytes come out.
#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <string>
#include <vector>

#include "tests/generator/codecs/video_fixtures.h"

namespace {

using test::draw;
using test::Folder;
using test::make;
using test::run;

}  // namespace

TEST_SUITE("codecs/video_workers") {
  TEST_CASE("the same bytes for 1, 2 and 6 workers, and after being stopped half-way") {
    const Folder folder;
    draw(folder, "-f lavfi -i testsrc2=s=320x240:r=25:d=30 -f lavfi -i sine=440:d=30 -g 250 -c:v libx264 -preset ultrafast -c:a aac a.mp4");
    const auto item = make(folder, "a.mp4", {144, 240}, true);
    std::atomic<bool> stop = false;
    std::vector<double> parts;
    std::mutex mutex;
    const auto stopped = run(folder, item, "resumed", 2, &stop, [&](double part) {
      const std::lock_guard lock(mutex);
      parts.push_back(part);
      stop = parts.size() > 3;
    });
    REQUIRE_FALSE(stopped);
    CHECK(stopped.error().message == "stopped");
    CHECK(parts.size() > 3);
    std::vector<double> rest;
    REQUIRE(run(folder, item, "resumed", 2, nullptr, [&](double part) {
      const std::lock_guard lock(mutex);
      rest.push_back(part);
    }));
    // Each begins with what was there.
    CHECK(parts.front() == 0);
    CHECK(rest.front() == std::ranges::max(parts));
    CHECK(parts.size() - 1 + rest.size() - 1 == 8);
    REQUIRE(run(folder, item, "one", 1));
    REQUIRE(run(folder, item, "six", 6));
    for (const auto& rendition : item.renditions) {
      CAPTURE(rendition.name);
      for (const auto* other : {"one", "six", "resumed"}) CHECK(folder.bytes("out/" + rendition.name) == folder.bytes(std::string(other) + "/" + rendition.name));
    }
  }

  TEST_CASE("a stream that is searched by guessing, and whose picture is turned on the way, is the same for 1, 2 and 6 workers") {
    const Folder folder;
    draw(folder, "-f lavfi -i testsrc2=s=640x360:r=25:d=5 -g 50 -c:v libx264 -pix_fmt yuv420p -f mpegts a.ts");
    draw(folder, "-f lavfi -i testsrc2=s=360x640:r=25:d=5 -g 50 -c:v libx264 -pix_fmt yuv420p -output_ts_offset 5 -f mpegts b.ts");
    folder.write("turned.mp4", folder.bytes("a.ts") + folder.bytes("b.ts"));
    const auto item = make(folder, "turned.mp4", {144}, true);
    REQUIRE(run(folder, item, "one", 1));
    REQUIRE(run(folder, item, "six", 6));
    for (const auto& rendition : item.renditions) {
      CAPTURE(rendition.name);
      for (const auto* other : {"one", "six"}) CHECK(folder.bytes("out/" + rendition.name) == folder.bytes(std::string(other) + "/" + rendition.name));
    }
  }
}
