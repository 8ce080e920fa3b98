// Files that phones, cameras, downloads and ill will leave behind: each becomes a whole video or one plain sentence.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <algorithm>
#include <cmath>

#include "generator/codecs/video_source.h"
#include "tests/generator/codecs/video_fixtures.h"

namespace {

using test::draw;
using test::Folder;
using test::make;
using test::problem;

void put32(std::string& bytes, std::size_t at, std::uint32_t number) {
  for (int i = 0; i < 4; ++i) bytes[at + static_cast<std::size_t>(i)] = static_cast<char>(number >> (24 - 8 * i));
}

// The place behind a box's four letters (ISO/IEC 14496-12).
std::size_t inside(const std::string& mp4, const char* box) {
  const auto at = mp4.find(box);
  REQUIRE(at != std::string::npos);
  return at + 4;
}

// Three corners of a clip of 96 × 64: red where it begins, green at the end of the first row, blue at the beginning of the last.
const char* const kCorners = "-f lavfi -i color=gray:s=96x64:r=10:d=0.5,drawbox=0:0:32:24:red:fill,drawbox=64:0:32:24:lime:fill,drawbox=0:40:32:24:blue:fill "
                             "-c:v libx264 -preset ultrafast -pix_fmt yuv420p ";

bool is_colour(const std::array<int, 3>& colour, std::size_t strongest) {
  return std::ranges::max_element(colour) == colour.begin() + static_cast<std::ptrdiff_t>(strongest) && colour[strongest] > 100 &&
         colour[(strongest + 1) % 3] < 90 && colour[(strongest + 2) % 3] < 90;
}

}  // namespace

TEST_SUITE("codecs/bad_video") {
  TEST_CASE("all eight ways to hold or mirror a camera come out upright") {
    const Folder folder;
    draw(folder, std::string(kCorners) + "plain.mp4");
    const std::string plain = folder.bytes("plain.mp4");
    // a, b, c, d of the matrix: x' = a x + c y, y' = b x + d y (ISO/IEC 14496-12, 8.3.2).
    static constexpr int kMatrices[8][4] = {{1, 0, 0, 1},  {0, 1, -1, 0}, {-1, 0, 0, -1}, {0, -1, 1, 0},
                                            {-1, 0, 0, 1}, {1, 0, 0, -1}, {0, 1, 1, 0},   {0, -1, -1, 0}};
    for (const auto& [a, b, c, d] : kMatrices) {
      const std::string stem = fmt::format("turned{}{}{}{}", a + 1, b + 1, c + 1, d + 1);
      CAPTURE(stem);
      std::string turned = plain;
      const std::size_t matrix = inside(turned, "tkhd") + 40;
      for (const auto& [place, number] : {std::pair<std::size_t, int>{0, a}, {4, b}, {12, c}, {16, d}}) put32(turned, matrix + place, static_cast<std::uint32_t>(number) << 16);
      folder.write(stem + ".mp4", turned);
      const auto item = make(folder, stem + ".mp4", {144});
      CHECK(item.video.width == (a == 0 ? 64 : 96));
      CHECK(item.video.height == (a == 0 ? 96 : 64));
      const auto place = [&, a = a, b = b, c = c, d = d](int x, int y) { return std::pair{0.5 + 0.4 * (a * x + c * y), 0.5 + 0.4 * (b * x + d * y)}; };
      const auto colours = test::colours_of(folder.path("out/" + media::rung_file(item, item.rungs[0])), 0.1, {place(-1, -1), place(1, -1), place(-1, 1), place(1, 1)});
      for (std::size_t i = 0; i < 3; ++i) CHECK(is_colour(colours[i], i));
      CHECK(std::abs(colours[3][0] - 128) < 20);
      // The poster is turned the same way.
      const auto poster = test::colour_at(vips::VImage::new_from_file(folder.path("out/" + stem + "-gambar.jpg").c_str()), place(-1, -1).first, place(-1, -1).second);
      CHECK(poster[0] > 150);
      CHECK(poster[1] < 90);
    }
  }

  TEST_CASE("HDR keeps its brightness: black, grey and white of PQ and HLG") {
    const Folder folder;
    // Luma codes of 10 bits for 0, 26 and 203 cd/m² (ITU-R BT.2408, reference white and 18 % grey).
    struct Kind {
      const char* name;
      const char* transfer;
      int grey, white;
    };
    for (const auto& [name, transfer, grey, white] : {Kind{"pq.mkv", "smpte2084", 398, 573}, Kind{"hlg.mkv", "arib-std-b67", 397, 721}}) {
      CAPTURE(name);
      draw(folder, fmt::format("-f lavfi -i color=black:s=96x64:r=5:d=0.6,format=yuv420p10le,geq=lum='if(lt(X\\,32)\\,64\\,if(lt(X\\,64)\\,{}\\,{}))':cb=512:cr=512 "
                               "-c:v ffv1 -color_primaries bt2020 -color_trc {} -colorspace bt2020nc -color_range tv {}", grey, white, transfer, name));
      const auto item = make(folder, name, {144});
      const std::string file = media::rung_file(item, item.rungs[0]);
      CHECK(test::probe(folder, file, "stream=pix_fmt,color_space,color_transfer,color_primaries") ==
            "pix_fmt=yuv420p|color_space=bt709|color_transfer=bt709|color_primaries=bt709\n");
      const auto colours = test::colours_of(folder.path("out/" + file), 0.1, {{0.15, 0.5}, {0.5, 0.5}, {0.85, 0.5}});
      CAPTURE(fmt::format("{} {} {}", colours[0][0], colours[1][0], colours[2][0]));
      CHECK(colours[0][0] < 20);
      CHECK(colours[1][0] > 80);
      CHECK(colours[1][0] < 150);
      CHECK(colours[2][0] > 180);
      for (const auto& colour : colours) CHECK(*std::ranges::max_element(colour) - *std::ranges::min_element(colour) < 12);
    }
  }

  TEST_CASE("interlaced becomes progressive, without combs") {
    const Folder folder;
    draw(folder, "-f lavfi -i testsrc2=s=320x240:r=50:d=1 -vf scroll=horizontal=0.03,interlace=lowpass=off -flags +ilme+ildct -c:v mpeg2video -q 2 laced.mpg");
    const auto fields = [](const std::string& path) {
      const std::string told = test::output_of("ffmpeg -hide_banner -nostdin -i " + path + " -vf idet -f null -");
      return told.substr(told.find("Multi frame"));
    };
    CHECK(test::number_after(fields(folder.path("laced.mpg")), "TFF:") > 15);
    const auto item = make(folder, "laced.mpg", {240});
    const std::string made = fields(folder.path("out/laced-240.mp4"));
    CHECK(test::number_after(made, "TFF:") + test::number_after(made, "BFF:") < 2);
    CHECK(item.video.rate.value() == doctest::Approx(25));
  }

  TEST_CASE("frames without timestamps are shown in order, at their time") {
    const Folder folder;
    draw(folder, test::flashes(25) + "-c:v libx264 -preset ultrafast -bf 2 -c:a pcm_s16le old.avi");
    const auto item = make(folder, "old.avi", {144});
    CHECK(test::largest_drift(folder.path("out/old-144.mp4"), folder.path("out/" + media::sound_file(item))) < 0.04);
  }

  TEST_CASE("tiny, thin and odd pictures become even ones of about the same form") {
    const Folder folder;
    for (const auto& [width, height] : {std::pair{1, 1}, {2, 2}, {3, 5}, {800, 3}, {2, 500}}) {
      const std::string name = fmt::format("v{}x{}.mkv", width, height);
      CAPTURE(name);
      draw(folder, fmt::format("-f lavfi -i color=red:s={}x{}:r=5:d=0.4,format=rgb24 -c:v ffv1 -pix_fmt bgr0 {}", width, height, name));
      const auto item = make(folder, name);
      REQUIRE(item.rungs.size() == 1);
      CHECK(item.rungs[0].width % 2 == 0);
      CHECK(item.rungs[0].height % 2 == 0);
      const auto colour = test::colours_of(folder.path("out/" + media::rung_file(item, item.rungs[0])), 0, {{0.5, 0.5}});
      CHECK(is_colour(colour[0], 0));
    }
  }

  TEST_CASE("8K is made smaller; what is larger is refused") {
    const Folder folder;
    draw(folder, "-f lavfi -i nullsrc=s=7680x4320:r=2:d=1 -c:v libx264 -preset ultrafast eight.mp4");
    const auto item = make(folder, "eight.mp4", {144, 1080});
    CHECK(item.rungs.back().width == 1920);
    CHECK(test::probe(folder, "eight-1080.mp4", "stream=width,height") == "width=1920|height=1080\n");
    draw(folder, "-f lavfi -i color=black:s=8192x4800:r=1:d=1 -c:v ffv1 tall.mkv");
    CHECK(problem(folder.path("tall.mkv")) == "the video is 8192 × 4800 pixels; 36 million are the most (make it smaller)");
  }

  TEST_CASE("a header that says ten hours, and frames that last as long, are refused") {
    const Folder folder;
    draw(folder, "-f lavfi -i testsrc2=s=96x64:r=10:d=1 -c:v libx264 -preset ultrafast second.mp4");
    std::string long_header = folder.bytes("second.mp4");
    for (const auto& [box, place] : {std::pair<const char*, std::size_t>{"mvhd", 16}, {"tkhd", 20}}) put32(long_header, inside(long_header, box) + place, 36'000'000);
    put32(long_header, inside(long_header, "mdhd") + 16, 36'000u * 10240);
    folder.write("header.mp4", long_header);
    // The last frame comes ten hours later; or is shown for ten hours; or the sound begins then.
    draw(folder, "-i second.mp4 -vf setpts='if(gte(N\\,9)\\,36000/TB\\,PTS)' -vsync passthrough -c:v ffv1 jump.mkv");
    draw(folder, "-i second.mp4 -c copy -bsf:v setts=duration='if(gte(N\\,9)\\,36000/TB\\,DURATION)' still.mp4");
    draw(folder, "-i second.mp4 -itsoffset 36000 -f lavfi -i sine=440:d=1 -c:v copy -c:a aac late.mkv");
    draw(folder, "-i second.mp4 -vf setpts=N*400/TB -vsync passthrough -c:v ffv1 slow.mkv");
    draw(folder, "-f lavfi -i testsrc2=s=32x32:r=10:d=10 -vf setpts=N*500/TB -vsync passthrough -c:v ffv1 long.mkv");
    CHECK(problem(folder.path("second.mp4")) == "");
    CHECK(problem(folder.path("header.mp4")) == test::kDamagedVideo);
    CHECK(problem(folder.path("jump.mkv")) == "the video stands still for 600 minutes; 10 are the most (cut it)");
    CHECK(problem(folder.path("still.mp4")) == "the video stands still for 600 minutes; 10 are the most (cut it)");
    CHECK(problem(folder.path("late.mkv")) == "the video stands still for 600 minutes; 10 are the most (cut it)");
    CHECK(problem(folder.path("slow.mkv")) == "");
    CHECK(problem(folder.path("long.mkv")) == "the video is longer than 12 hours (cut it)");
  }

  TEST_CASE("a probe ends when its time is over") {
    const Folder folder;
    draw(folder, "-f lavfi -i testsrc2=s=96x64:r=10:d=1 -c:v libx264 -preset ultrafast a.mp4");
    const auto index = codecs::index_video(folder.path("a.mp4"), -10);
    REQUIRE_FALSE(index);
    CHECK(index.error().message == "reading the video takes too long (save it as MP4)");
    CHECK(codecs::index_video(folder.path("a.mp4"), 30));
  }

  TEST_CASE("a pipe and a folder are no video; a link to one is followed") {
    const Folder folder;
    draw(folder, "-f lavfi -i testsrc2=s=96x64:r=10:d=1 -c:v libx264 -preset ultrafast a.mp4");
    REQUIRE(::mkfifo(folder.path("pipe.mp4").c_str(), 0600) == 0);
    std::filesystem::create_directory(folder.path("folder.mp4"));
    std::filesystem::create_symlink("/dev/zero", folder.path("zero.mp4"));
    std::filesystem::create_symlink("a.mp4", folder.path("b.mp4"));
    for (const auto* name : {"pipe.mp4", "folder.mp4", "zero.mp4"}) CHECK(problem(folder.path(name)) == test::kNoVideo);
    CHECK(problem(folder.path("b.mp4")) == "");
  }

  TEST_CASE("a table of a hundred million frames in a small file takes no memory") {
    const Folder folder;
    draw(folder, "-f lavfi -i testsrc2=s=96x64:r=10:d=1 -c:v libx264 -preset ultrafast -bf 0 a.mp4");
    std::string bomb = folder.bytes("a.mp4");
    constexpr std::uint32_t kMany = 100'000'000;
    put32(bomb, inside(bomb, "stsz") + 4, 1);  // each of one byte
    put32(bomb, inside(bomb, "stsz") + 8, kMany);
    put32(bomb, inside(bomb, "stts") + 8, kMany);
    put32(bomb, inside(bomb, "stsc") + 12, kMany);
    folder.write("bomb.mp4", bomb);
    rusage before{};
    rusage after{};
    ::getrusage(RUSAGE_SELF, &before);
    const std::string told = problem(folder.path("bomb.mp4"));
    CAPTURE(told);
    CAPTURE(after.ru_maxrss - before.ru_maxrss);
    ::getrusage(RUSAGE_SELF, &after);
    CHECK(told == "the video holds no picture and no sound (record it again)");
    CHECK(after.ru_maxrss - before.ru_maxrss < 700'000);
  }

  TEST_CASE("sound alone, picture alone, sound in six channels, an ending that lies") {
    const Folder folder;
    draw(folder, "-f lavfi -i sine=440:d=1 -c:a aac -f mp4 sound.mp4");
    draw(folder, "-f lavfi -i testsrc2=s=96x64:r=10:d=1 -c:v libx264 -preset ultrafast -f mp4 picture.mp3");
    draw(folder, "-f lavfi -i testsrc2=s=96x64:r=10:d=1 -f lavfi -i aevalsrc='sin(2000*t)|0|0|0|0|0:c=5.1' -t 1 -c:v libx264 -preset ultrafast -c:a ac3 six.mkv");
    const auto sound = make(folder, "sound.mp4");
    CHECK_FALSE(sound.video.has_picture());
    REQUIRE(sound.renditions.size() == 1);
    CHECK(sound.renditions[0].name == "sound-suara.m4a");
    const auto picture = make(folder, "picture.mp3");
    CHECK(picture.video.has_picture());
    CHECK_FALSE(picture.video.sound);
    const auto six = make(folder, "six.mkv");
    CHECK(test::probe(folder, "six-suara.m4a", "stream=codec_name,channels") == "codec_name=aac|channels=1\n");
    CHECK(test::probe(folder, "six-unduh.mp4", "stream=codec_name") == "codec_name=h264\ncodec_name=aac\n");
    // Speakers to the left alone still speak.
    CHECK(test::number_after(test::output_of("ffmpeg -hide_banner -nostdin -i " + folder.path("out/six-suara.m4a") + " -af volumedetect -f null -"), "max_volume:") > -20);
  }

  TEST_CASE("what is no video at all is said plainly") {
    const Folder folder;
    test::corner_picture(64, 64).jpegsave(folder.path("photo.mp4").c_str());
    test::corner_picture(64, 64).gifsave(folder.path("moving.gif").c_str());
    draw(folder, "-f lavfi -i testsrc2=s=96x64:r=10:d=1 -c:v libx264 -preset ultrafast -f h264 stream.mp4");
    folder.write("words.srt", "1\n00:00:01,000 --> 00:00:02,000\nHalo\n");
    draw(folder, "-i words.srt -c:s mov_text words.mp4");
    folder.write("session.mp4", "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=a\nc=IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 96\na=rtpmap:96 H264/90000\n");
    folder.write("pieces.mp4", "ffconcat version 1.0\nfile /etc/hostname\n");
    folder.write("zeros.mp4", std::string(100'000, '\0'));
    for (const auto* name : {"photo.mp4", "moving.gif", "stream.mp4", "words.mp4", "session.mp4", "pieces.mp4", "zeros.mp4", "missing.mp4", ""}) {
      CAPTURE(name);
      CHECK(problem(folder.path(name)) == test::kNoVideo);
    }
  }

  TEST_CASE("a video of no frame, and frames that hold nothing") {
    const Folder folder;
    draw(folder, "-f lavfi -i testsrc2=s=96x64:r=10:d=1 -frames:v 0 -c:v libx264 none.mp4");
    CHECK(problem(folder.path("none.mp4")) == test::kNoVideo);
    draw(folder, "-f lavfi -i testsrc2=s=96x64:r=10:d=1 -c:v libx264 -preset ultrafast -movflags faststart whole.mp4");
    std::string hollow = folder.bytes("whole.mp4");
    const std::size_t data = inside(hollow, "mdat");
    std::fill(hollow.begin() + static_cast<std::ptrdiff_t>(data), hollow.end(), '\0');
    folder.write("hollow.mp4", hollow);
    media::VideoSettings settings;
    const auto item = test::plan(folder, "hollow.mp4", settings);
    const auto made = test::run(folder, item, "out", 2);
    REQUIRE_FALSE(made);
    CHECK(made.error().message == test::kDamagedVideo);
  }

  TEST_CASE("one frame whose length is left out is shown for a moment") {
    const Folder folder;
    draw(folder, "-f lavfi -i color=red:s=96x64:r=10 -frames:v 1 -c:v libvpx a.mkv");
    std::string bytes = folder.bytes("a.mkv");
    const auto length = bytes.find("\x23\xE3\x83\x84");  // DefaultDuration of four bytes becomes Void
    REQUIRE(length != std::string::npos);
    bytes.replace(length, 8, std::string("\xEC\x86\0\0\0\0\0\0", 8));
    folder.write("frame.mkv", bytes);
    const auto item = make(folder, "frame.mkv", {144});
    CHECK(item.video.seconds == doctest::Approx(1.0 / item.video.rate.value()));
  }

  TEST_CASE("pixels of any shape: what would be shown too wide is refused") {
    const Folder folder;
    draw(folder, "-f lavfi -i color=red:s=96x64:r=10:d=1,setsar=100/1 -c:v ffv1 -pix_fmt yuv420p a.mkv");
    CHECK(problem(folder.path("a.mkv")) == "the video is 9600 × 64 pixels; 8192 are the most on a side (make it smaller)");
    draw(folder, "-f lavfi -i color=red:s=96x64:r=10:d=1,setsar=1/100 -c:v ffv1 -pix_fmt yuv420p b.mkv");
    CHECK(codecs::probe_video(folder.path("b.mkv"))->width == 2);
  }

  TEST_CASE("files cut off anywhere give a whole video or a diagnostic") {
    const Folder folder;
    const std::string both = "-f lavfi -i testsrc2=s=96x64:r=10:d=2 -f lavfi -i sine=440:d=2 -c:v libx264 -preset ultrafast -g 5 -c:a aac ";
    draw(folder, both + "-movflags faststart a.mp4");
    draw(folder, both + "a.mkv");
    draw(folder, both + "a.ts");
    for (const std::string name : {"a.mp4", "a.mkv", "a.ts"}) {
      const std::string whole = folder.bytes(name);
      for (int part = 1; part < 8; ++part) {
        const std::string cut = fmt::format("cut{}-{}", part, name);
        CAPTURE(cut);
        folder.write(cut, std::string_view(whole).substr(0, whole.size() * static_cast<std::size_t>(part) / 8));
        const auto info = codecs::probe_video(folder.path(cut));
        if (!info) {
          CHECK((info.error().message == test::kNoVideo || info.error().message == test::kDamagedVideo));
          continue;
        }
        make(folder, cut, {144});
      }
    }
  }
}
