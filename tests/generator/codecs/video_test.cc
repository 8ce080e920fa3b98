// Videos as phones, cameras and broken networks make them. The clips are drawn by the `ffmpeg` command, and looked at with it.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstring>
#include <fstream>
#include <thread>

#include "generator/codecs/encoders.h"
#include "tests/generator/codecs/video_fixtures.h"

namespace {

namespace fs = std::filesystem;
using media::Codec;
using test::all_numbers_after;
using test::draw;
using test::flashes;
using test::Folder;
using test::largest_drift;
using test::make;
using test::number_after;
using test::output_of;
using test::probe;
using test::problem;
using test::run;

constexpr std::string_view kSegmentUrl = "<SegmentURL media=\"";

codecs::Frame grey_frame(int width, int height) {
  auto frame = codecs::new_frame();
  frame->format = AV_PIX_FMT_YUV420P;
  frame->width = width;
  frame->height = height;
  av_frame_get_buffer(frame.get(), 0);
  for (int plane = 0; plane < 3; ++plane) std::memset(frame->data[plane], 128, static_cast<std::size_t>(frame->linesize[plane]) * static_cast<std::size_t>(height) / (plane == 0 ? 1 : 2));
  frame->pts = 0;
  return frame;
}

}  // namespace

TEST_SUITE("codecs/video") {
  TEST_CASE("a ladder: sizes, equal keyframes, whole lengths, one file for all players") {
    const Folder folder;
    draw(folder, "-f lavfi -i testsrc2=s=1280x720:r=25:d=9 -f lavfi -i sine=440:d=9 -c:v libx264 -preset ultrafast -c:a aac a.mp4");
    const auto item = make(folder, "a.mp4");
    REQUIRE(item.rungs.size() == 5);
    std::string keyframes;
    for (const auto& rung : item.rungs) {
      CAPTURE(rung.name);
      const std::string file = media::rung_file(item, rung);
      const std::string facts = probe(folder, file, "stream=codec_name,width,height,pix_fmt:format=duration");
      CHECK(facts.find(fmt::format("codec_name=h264|width={}|height={}|pix_fmt=yuv420p", rung.width, rung.height)) == 0);
      CHECK(std::abs(number_after(facts, "duration=") - 9) < 0.05);
      const std::string keys = output_of("ffprobe -v error -show_entries packet=dts_time,flags -of csv=p=0 " + folder.path("out/" + file) + " | grep K");
      if (keyframes.empty()) keyframes = keys;
      CHECK(keys == keyframes);
    }
    CHECK(probe(folder, "a-unduh.mp4", "stream=codec_name").find("codec_name=h264\ncodec_name=aac") == 0);
    CHECK(std::abs(number_after(probe(folder, "a.m3u8", "format=duration"), "duration=") - 9) < 0.1);
    CHECK(std::abs(number_after(probe(folder, "a.mpd", "format=duration"), "duration=") - 9) < 0.1);
  }

  TEST_CASE("AV1 encoders are opened and closed by many workers at once") {
    const media::Rung rung{.name = 144, .width = 64, .height = 64, .crf = 30, .most_kbits = 100, .profile = "main", .av1_crf = 40};
    std::vector<std::thread> workers;
    std::atomic<int> packets = 0;
    for (int i = 0; i < 4; ++i) {
      workers.emplace_back([&] {
        const auto frame = grey_frame(rung.width, rung.height);
        const auto packet = codecs::new_packet();
        for (int j = 0; j < 25; ++j) {
          const auto encoder = codecs::open_encoder(rung, media::Codec::av1, {25, 1}, "", frame.get());
          if (!encoder || avcodec_send_frame(encoder->get(), frame.get()) != 0 || avcodec_send_frame(encoder->get(), nullptr) != 0) continue;
          while (avcodec_receive_packet(encoder->get(), packet.get()) == 0) ++packets;
        }
      });
    }
    for (auto& worker : workers) worker.join();
    CHECK(packets == 4 * 25);
  }

  TEST_CASE("an AV1 encoder may be closed before its first frame, and before it gave the last") {
    const media::Rung rung{.name = 144, .width = 64, .height = 64, .crf = 30, .most_kbits = 100, .profile = "main", .av1_crf = 40};
    const auto frame = grey_frame(rung.width, rung.height);
    for (const int frames : {0, 1, 12}) {
      CAPTURE(frames);
      const auto encoder = codecs::open_encoder(rung, media::Codec::av1, {25, 1}, "", frame.get());
      REQUIRE(encoder);
      for (frame->pts = 0; frame->pts < frames; ++frame->pts) CHECK(avcodec_send_frame(encoder->get(), frame.get()) == 0);
    }
  }

  TEST_CASE("AV1 up to 480 lines and Opus: the same keyframes, named in a manifest of their own") {
    const Folder folder;
    draw(folder, "-f lavfi -i testsrc2=s=1060x600:r=25:d=9 -f lavfi -i sine=440:d=9 -c:v libx264 -preset ultrafast -c:a aac a.mp4");
    const auto item = make(folder, "a.mp4", {144, 240, 480, 720}, true);
    const auto keyframes = [&](const std::string& file) {
      return output_of("ffprobe -v error -show_entries packet=dts_time,flags -of csv=p=0 " + folder.path("out/" + file) + " | grep K");
    };
    const std::string facts = probe(folder, "a-480-av1.mp4", "stream=codec_name,width,height,pix_fmt:format=duration");
    CHECK(facts.find("codec_name=av1|width=848|height=480|pix_fmt=yuv420p") == 0);
    CHECK(std::abs(number_after(facts, "duration=") - 9) < 0.05);
    CHECK(keyframes("a-480-av1.mp4") == keyframes("a-144.mp4"));
    CHECK(probe(folder, "a-hemat-av1.mp4", "stream=codec_name").find("codec_name=av1\ncodec_name=opus") == 0);
    CHECK(std::abs(number_after(probe(folder, "a-suara-opus.mp4", "format=duration"), "duration=") - 9) < 0.05);
    const std::string master = folder.bytes("out/a-av1.m3u8");
    for (const auto* line : {"CODECS=\"av01.0.00M.08,opus\",RESOLUTION=424x240", "CODECS=\"av01.0.04M.08,opus\",RESOLUTION=848x480", "URI=\"a-suara-opus.m3u8\""}) {
      CHECK_MESSAGE(master.find(line) != std::string::npos, line << "\n" << master);
    }
    CHECK(master.find("avc1") == std::string::npos);
    CHECK(folder.bytes("out/a.m3u8").find("av01") == std::string::npos);
    CHECK(std::abs(number_after(probe(folder, "a-av1.m3u8", "format=duration"), "duration=") - 9) < 0.1);
    CHECK(std::abs(number_after(probe(folder, "a-av1.mpd", "format=duration"), "duration=") - 9) < 0.1);
  }

  TEST_CASE("the playlist of keyframes names keyframes and nothing else") {
    const Folder folder;
    draw(folder, "-f lavfi -i testsrc2=s=320x240:r=25:d=9 -c:v libx264 -preset ultrafast a.mp4");
    const auto item = make(folder, "a.mp4", {144, 240});
    const std::string list = folder.bytes("out/" + media::key_playlist(item));
    const std::string bytes = folder.bytes("out/a-144.mp4");
    CHECK(list.find("#EXT-X-I-FRAMES-ONLY") != std::string::npos);
    const auto sizes = all_numbers_after(list, "#EXT-X-BYTERANGE:");
    const auto places = all_numbers_after(list, "@");
    REQUIRE(sizes.size() == 3);
    // Each range behind the header is a video of one frame.
    const std::string header = bytes.substr(0, static_cast<std::size_t>(number_after(list, "BYTERANGE=\"")));
    for (std::size_t i = 0; i < 3; ++i) {
      std::ofstream(folder.path("out/key.mp4"), std::ios::binary) << header << bytes.substr(static_cast<std::size_t>(places[i + 1]), static_cast<std::size_t>(sizes[i]));
      const std::string frames = output_of("ffmpeg -hide_banner -v error -nostdin -i " + folder.path("out/key.mp4") + " -fps_mode passthrough -f framemd5 - 2>/dev/null | grep -cv ^#");
      CHECK(frames == "1\n");
    }
    CHECK(folder.bytes("out/a.m3u8").find("#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=") != std::string::npos);
  }

  TEST_CASE("segments in files of their own, for hosts without ranges, play as the whole does") {
    const Folder folder;
    draw(folder, "-f lavfi -i testsrc2=s=320x240:r=25:d=13 -f lavfi -i sine=440:d=13 -c:v libx264 -preset ultrafast -c:a aac a.mp4");
    const auto item = make(folder, "a.mp4", {144, 240}, true, media::Layout::segments);
    const std::string list = folder.bytes("out/a-240.m3u8");
    CHECK(list.find("BYTERANGE") == std::string::npos);
    CHECK(list.find("#EXT-X-MAP:URI=\"a-240.mp4\"\n#EXTINF:4.000000,\na-240-2.m4s\n") != std::string::npos);
    CHECK(list.find("a-240-5.m4s\n#EXT-X-ENDLIST") != std::string::npos);
    for (const auto* manifest : {"a.m3u8", "a.mpd", "a-av1.m3u8", "a-av1.mpd"}) {
      CAPTURE(manifest);
      const std::string frames = output_of("ffmpeg -hide_banner -v error -nostdin -allowed_extensions ALL -i " + folder.path(std::string("out/") + manifest) + " -map 0:v:0 -f framemd5 - | grep -cv ^#");
      CHECK(frames == "325\n");
    }
    CHECK(std::abs(number_after(probe(folder, "a-dengar.m4a", "format=duration"), "duration=") - 13) < 0.05);
    CHECK(std::distance(fs::directory_iterator(folder.path("out")), {}) == static_cast<std::ptrdiff_t>(item.renditions.size()));
  }

  TEST_CASE("parts of bounded size, for hosts with a limit") {
    const Folder folder;
    draw(folder, "-f lavfi -i testsrc2=s=320x240:r=25:d=21 -f lavfi -i sine=440:d=21 -c:v libx264 -preset ultrafast -c:a aac a.mp4");
    const auto item = make(folder, "a.mp4", {240}, false, media::Layout::parts, 500'000);
    const std::string list = folder.bytes("out/a-240.m3u8");
    CHECK(list.find("#EXT-X-MAP:URI=\"a-240.mp4\",BYTERANGE=\"") != std::string::npos);
    CHECK(list.find("@0\na-240-2.m4s\n") != std::string::npos);
    CHECK(fs::exists(folder.path("out/a-240-6.m4s")));
    for (const auto& file : fs::directory_iterator(folder.path("out"))) {
      if (file.path().extension() == ".m4s") CHECK(file.file_size() < 500'000);
    }
    CHECK(output_of("ffmpeg -hide_banner -v error -nostdin -allowed_extensions ALL -i " + folder.path("out/a.m3u8") + " -map 0:v:0 -f framemd5 - | grep -cv ^#") == "525\n");
    // In the DASH manifest each segment's range is a fragment in its file.
    const std::string dash = folder.bytes("out/a.mpd");
    int segments = 0;
    for (std::size_t at = dash.find(kSegmentUrl); at != std::string::npos; at = dash.find(kSegmentUrl, at + 1), ++segments) {
      const std::size_t name = at + kSegmentUrl.size();
      const std::string file = folder.bytes("out/" + dash.substr(name, dash.find('"', name) - name));
      const std::string rest = dash.substr(at, 100);
      const auto begin = static_cast<std::size_t>(number_after(rest, "mediaRange=\""));
      const auto end = static_cast<std::size_t>(number_after(rest.substr(rest.find("mediaRange=")), "-"));
      CHECK(file.substr(begin + 4, 4) == "moof");
      CHECK((end + 1 == file.size() || file.substr(end + 5, 4) == "moof"));
    }
    CHECK(segments == 6);  // the sound is smaller than a part
  }

  TEST_CASE("declared bandwidths hold: peak 0 to 10 % above, mean within 5 %") {
    const Folder folder;
    draw(folder, "-f lavfi -i mandelbrot=s=640x360:r=25 -t 13 -c:v libx264 -preset ultrafast a.mp4");
    const auto item = make(folder, "a.mp4", {144, 360});
    const std::string master = folder.bytes("out/a.m3u8");
    for (const auto& rung : item.rungs) {
      const std::string list = folder.bytes("out/" + media::playlist_of(media::rung_file(item, rung)));
      const auto seconds = all_numbers_after(list, "#EXTINF:");
      const auto sizes = all_numbers_after(list, "#EXT-X-BYTERANGE:");
      REQUIRE(seconds.size() == 4);
      double peak = 0;
      double bits = 0;
      double length = 0;
      for (std::size_t i = 0; i < sizes.size(); ++i) {
        peak = std::max(peak, sizes[i] * 8 / seconds[i]);
        bits += sizes[i] * 8;
        length += seconds[i];
      }
      const auto at = master.rfind("#EXT-X-STREAM-INF", master.find(media::playlist_of(media::rung_file(item, rung))));
      const std::string line = master.substr(at, master.find('\n', at) - at);
      CHECK(number_after(line, ":BANDWIDTH=") >= peak);
      CHECK(number_after(line, ":BANDWIDTH=") <= peak * 1.1);
      CHECK(std::abs(number_after(line, "AVERAGE-BANDWIDTH=") - bits / length) <= 0.05 * bits / length);
      CHECK(line.find(fmt::format("RESOLUTION={}x{}", rung.width, rung.height)) != std::string::npos);
      CHECK(line.find("FRAME-RATE=25.000") != std::string::npos);
    }
  }

  TEST_CASE("sound and picture stay together: steady, varying rate, late sound, a gap in the sound") {
    const Folder folder;
    draw(folder, flashes(25) + "-c:v libx264 -preset ultrafast -c:a aac steady.mp4");
    // Every third frame is missing in the second half.
    draw(folder, flashes(30) + "-vf select='lt(t\\,3)+mod(n\\,3)' -vsync vfr -c:v libx264 -preset ultrafast -c:a aac varying.mp4");
    draw(folder, flashes(25) + "-af atrim=0.7,asetpts=PTS -c:v libx264 -preset ultrafast -c:a aac late.mkv");
    draw(folder, flashes(25) + "-af aselect='not(between(t\\,3.4\\,3.8))' -c:v libx264 -preset ultrafast -c:a pcm_s16le gap.mkv");
    draw(folder, flashes(25) + "-output_ts_offset 100 -c:v libx264 -preset ultrafast -c:a aac offset.mkv");
    for (const auto* name : {"steady.mp4", "varying.mp4", "late.mkv", "gap.mkv", "offset.mkv"}) {
      CAPTURE(name);
      const auto item = make(folder, name, {144, 240}, true);
      for (const auto& whole : {media::download_name(item), media::saver_name(item), media::saver_name(item, Codec::av1)}) {
        CAPTURE(whole);
        CHECK(largest_drift(folder.path("out/" + whole), folder.path("out/" + whole)) < 0.04);
      }
      for (const auto& [rung, codec] : media::encodings(item.rungs)) {
        const std::string sound = folder.path("out/" + media::sound_file(item, codec == Codec::av1 ? Codec::opus : Codec::aac));
        CHECK(largest_drift(folder.path("out/" + media::rung_file(item, item.rungs[rung], codec)), sound) < 0.04);
      }
    }
  }

  TEST_CASE("a phone held upright: turned, and named by its short side") {
    const Folder folder;
    draw(folder, "-f lavfi -i testsrc2=s=640x360:r=25:d=1 -c:v libx264 -preset ultrafast b.mp4");
    draw(folder, "-i b.mp4 -c copy -metadata:s:v rotate=90 a.mp4");
    const auto item = make(folder, "a.mp4", {144, 240, 360});
    CHECK(item.video.width == 360);
    CHECK(item.video.height == 640);
    REQUIRE(item.rungs.size() == 3);
    CHECK(item.rungs[1].name == 240);
    CHECK(item.rungs[1].width == 240);
    CHECK(item.rungs[1].height == 426);
    // The picture itself is turned: what ffmpeg shows upright and what was made look alike.
    const std::string alike = output_of(fmt::format("ffmpeg -hide_banner -nostdin -i {} -i {} -lavfi '[1:v]scale=360:640[b];[0:v][b]ssim' -f null -",
                                                    folder.path("out/a-360.mp4"), folder.path("a.mp4")));
    CHECK(number_after(alike, "All:") > 0.9);
    CHECK(probe(folder, "a-360.mp4", "stream_side_data=rotation").find("rotation") == std::string::npos);
  }

  TEST_CASE("HDR, interlaced and ten-bit become what every browser plays") {
    const Folder folder;
    draw(folder, "-f lavfi -i testsrc2=s=320x240:r=25:d=1 -vf format=yuv420p10le -c:v libx265 -preset ultrafast -x265-params log-level=none "
                 "-color_primaries bt2020 -color_trc smpte2084 -colorspace bt2020nc pq.mp4");
    draw(folder, "-f lavfi -i testsrc2=s=320x240:r=25:d=1 -vf format=yuv420p10le -c:v libx265 -preset ultrafast -x265-params log-level=none "
                 "-color_primaries bt2020 -color_trc arib-std-b67 -colorspace bt2020nc hlg.mp4");
    draw(folder, "-f lavfi -i testsrc2=s=320x240:r=50:d=1 -vf interlace -flags +ilme+ildct -c:v mpeg2video -q 3 laced.mpg");
    for (const auto* name : {"pq.mp4", "hlg.mp4", "laced.mpg"}) {
      CAPTURE(name);
      const auto item = make(folder, name, {240});
      const std::string facts = probe(folder, media::rung_file(item, item.rungs[0]), "stream=profile,pix_fmt,color_transfer,field_order");
      CHECK(facts.find("pix_fmt=yuv420p|") != std::string::npos);
      CHECK(facts.find("smpte2084") == std::string::npos);
      CHECK(facts.find("arib") == std::string::npos);
      if (std::string(name) != "laced.mpg") CHECK(facts.find("color_transfer=bt709") != std::string::npos);
    }
  }

  TEST_CASE("sound is levelled: -16 LUFS or a true peak of -1.5 dB") {
    const Folder folder;
    draw(folder, "-f lavfi -i sine=440:d=6,volume=-32dB -c:a pcm_s16le quiet.wav");
    draw(folder, "-f lavfi -i sine=440:d=6 -f lavfi -i sine=660:d=6 -filter_complex '[0:a][1:a]amerge=2,pan=5.1|c0=c0|c1=c1|c2=c0|c3=c1|c4=c0|c5=c1,volume=12dB' "
                 "-c:a aac loud.m4a");
    for (const auto* name : {"quiet.wav", "loud.m4a"}) {
      CAPTURE(name);
      const auto item = make(folder, name);
      CHECK_FALSE(item.video.has_picture());
      const std::string told = output_of("ffmpeg -hide_banner -nostdin -i " + folder.path("out/" + media::sound_file(item)) + " -af ebur128=peak=true -f null -");
      const std::string summary = told.substr(told.rfind("Summary:"));
      CHECK(std::abs(number_after(summary, "I:") + 16) < 1);
      CHECK(number_after(summary, "Peak:") < -1.3);
      CHECK(probe(folder, media::sound_file(item), "stream=codec_name,channels,sample_rate").find("codec_name=aac|sample_rate=48000|channels=1") == 0);
    }
  }

  TEST_CASE("no place, device or name is left") {
    const Folder folder;
    draw(folder, "-f lavfi -i testsrc2=s=320x240:r=25:d=2 -f lavfi -i sine=440:d=2 -c:v libx264 -preset ultrafast -c:a aac -metadata location=+06.12-106.5/ "
                 "-metadata artist=RAHASIA -metadata:s:v handler_name=RAHASIA -metadata title=RAHASIA -metadata comment=RAHASIA -movflags use_metadata_tags a.mp4");
    REQUIRE(folder.bytes("a.mp4").find("RAHASIA") != std::string::npos);
    const auto item = make(folder, "a.mp4");
    for (const auto& rendition : item.renditions) {
      CAPTURE(rendition.name);
      const std::string bytes = folder.bytes("out/" + rendition.name);
      for (const auto* trace : {"RAHASIA", "+06.12", "106.5", "Lavf", "Lavc", "x264 - core", "Exif"}) CHECK(bytes.find(trace) == std::string::npos);
    }
  }

  TEST_CASE("odd and tiny sizes, picture alone, an old container without timestamps, a wrong ending") {
    const Folder folder;
    draw(folder, "-f lavfi -i testsrc2=s=98x62:r=25:d=1 -vf crop=97:61:0:0,format=yuv444p -c:v ffv1 odd.mkv");
    draw(folder, "-f lavfi -i testsrc2=s=16x16:r=10:d=1 -c:v libx264 -preset ultrafast tiny.mp4");
    draw(folder, "-f lavfi -i testsrc2=s=320x240:r=12:d=3 -c:v mpeg4 -bf 2 old.avi");
    draw(folder, "-f lavfi -i testsrc2=s=320x240:r=60:d=2 -c:v libx264 -preset ultrafast -f matroska wrong.mp4");
    CHECK(make(folder, "odd.mkv").rungs.size() == 1);
    CHECK(make(folder, "tiny.mp4").rungs[0].width == 16);
    const auto old = make(folder, "old.avi", {240});
    CHECK(std::abs(old.video.seconds - 3) < 0.3);
    const auto fast = make(folder, "wrong.mp4", {240});
    CHECK(fast.video.rate.value() == doctest::Approx(30));
    CHECK_FALSE(fast.video.sound);
  }

  TEST_CASE("a song with a cover is a sound") {
    const Folder folder;
    draw(folder, "-f lavfi -i testsrc2=s=100x100 -frames:v 1 cover.png");
    draw(folder, "-f lavfi -i sine=440:d=2 -i cover.png -map 0 -map 1 -c:a libmp3lame -c:v copy -disposition:v attached_pic a.mp3");
    const auto item = make(folder, "a.mp3");
    CHECK_FALSE(item.video.has_picture());
    REQUIRE(item.renditions.size() == 1);
    CHECK(item.renditions[0].name == "a-suara.m4a");
  }

  TEST_CASE("what cannot be played is said plainly") {
    const Folder folder;
    draw(folder, "-f lavfi -i testsrc2=s=320x240:r=25:d=8 -c:v libx264 -preset ultrafast a.mp4");
    draw(folder, "-i a.mp4 -c copy -movflags faststart b.mp4");
    const std::string end_index = folder.bytes("a.mp4");
    const std::string front_index = folder.bytes("b.mp4");
    folder.write("no-index.mp4", std::string_view(end_index).substr(0, end_index.size() / 2));
    folder.write("cut.mp4", std::string_view(front_index).substr(0, front_index.size() / 3));
    folder.write("empty.mp4", "");
    folder.write("text.mp4", "Ini bukan video.");
    folder.write("list.mp4", "#EXTM3U\n#EXTINF:1,\n/etc/passwd\n");
    draw(folder, "-f lavfi -i color=black:s=8320x64:r=1:d=1 -c:v ffv1 wide.mkv");
    CHECK(problem(folder.path("a.mp4")) == "");
    CHECK(problem(folder.path("no-index.mp4")) == test::kNoVideo);
    CHECK(problem(folder.path("cut.mp4")) == test::kDamagedVideo);
    CHECK(problem(folder.path("empty.mp4")) == test::kNoVideo);
    CHECK(problem(folder.path("text.mp4")) == test::kNoVideo);
    CHECK(problem(folder.path("list.mp4")) == test::kNoVideo);
    CHECK(problem(folder.path("wide.mkv")) == "the video is 8320 × 64 pixels; 8192 are the most on a side (make it smaller)");
  }

  TEST_CASE("the poster is not black") {
    const Folder folder;
    draw(folder, "-f lavfi -i color=black:s=320x240:r=25:d=4 -f lavfi -i testsrc2=s=320x240:r=25:d=4 -f lavfi -i color=black:s=320x240:r=25:d=4 "
                 "-filter_complex concat=n=3 -g 25 -c:v libx264 -preset ultrafast a.mp4");
    make(folder, "a.mp4", {240});
    const auto poster = vips::VImage::new_from_file(folder.path("out/a-gambar.jpg").c_str());
    CHECK(poster.width() == 320);
    CHECK(poster.avg() > 60);
  }
}
