// Sound and picture of a minute, as a phone records them: its rate drifts, its microphone is late, its sound has another clock.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>

#include "tests/generator/codecs/video_fixtures.h"

TEST_SUITE("codecs/video_sync") {
  TEST_CASE("a flash and its beep stay within 40 ms from the first second to the last, on every rung") {
    const test::Folder folder;
    // Seconds of 29.97 and of 30.02 frames a second take turns, a tenth of the frames is missing, the sound begins 0.7 s late at 44.1 kHz.
    constexpr int kSeconds = 60;
    test::draw(folder, fmt::format("-f lavfi -i color=black:s=160x120:r=1000/1:d={0} -itsoffset 0.7 -f lavfi -i "
                                   "\"aevalsrc='0.5*sin(880*2*PI*t)*lt(mod(t+0.7\\,1)\\,0.2)*gte(t\\,0.3)':s=44100:d={1}\" "
                                   "-vf \"select='if(isnan(prev_selected_t)\\,1\\,gte(t-prev_selected_t\\,if(mod(floor(t)\\,2)\\,1/29.97\\,1/30.02)*if(lt(random(1)\\,0.1)\\,2\\,1)))',"
                                   "geq=lum='if(lt(mod(T\\,1)\\,0.2)*gte(T\\,1)\\,235\\,16)':cb=128:cr=128\" -vsync vfr -enc_time_base 1/90000 "
                                   "-c:v libx264 -preset ultrafast -g 300 -c:a aac a.mp4",
                                   kSeconds, kSeconds - 0.7));
    const auto item = test::make(folder, "a.mp4", {120, 144});
    CHECK(std::abs(item.video.seconds - kSeconds) < 0.2);
    const std::string sound = folder.path("out/" + media::sound_file(item));
    const std::string whole = folder.path("out/" + media::download_name(item));
    std::vector<std::string> pictures = {whole};
    // A frame that is missing where a flash begins makes it late in the source, too.
    const auto source = test::drifts(folder.path("a.mp4"), folder.path("a.mp4"), kSeconds - 1);
    for (const auto& rung : item.rungs) pictures.push_back(folder.path("out/" + media::rung_file(item, rung)));
    for (const auto& picture : pictures) {
      CAPTURE(picture);
      const auto drifts = test::drifts(picture, picture == whole ? whole : sound, kSeconds - 1);
      for (std::size_t i = 0; i < drifts.size(); ++i) {
        CAPTURE(i);
        CHECK(std::abs(drifts[i] - source[i]) < 0.04);
      }
    }
  }

  TEST_CASE("a time base as coarse as the frames, as cheap cameras write it, moves no frame") {
    const test::Folder folder;
    test::draw(folder, test::flashes(10) + " -c:v mjpeg -q:v 3 -c:a pcm_s16le a.avi");
    const auto item = test::make(folder, "a.avi", {144});
    CHECK(test::largest_drift(folder.path("out/" + media::rung_file(item, item.rungs[0])), folder.path("out/" + media::sound_file(item))) < 0.04);
  }
}
