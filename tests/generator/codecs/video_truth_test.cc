// The manifests against the files: what they promise to players is what `ffprobe` finds.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <map>
#include <sstream>

#include "tests/generator/codecs/video_fixtures.h"

namespace {

using test::draw;
using test::Folder;
using test::make;
using test::number_after;

struct Range {
  std::size_t offset = 0;
  std::size_t size = 0;
  double seconds = 0;
};

// A media playlist whose segments lie in one file.
struct Playlist {
  std::string file;
  std::size_t header_size = 0;
  std::vector<Range> ranges;
  double target = 0;
};

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// The value of NAME=value or NAME="value" in a line of attributes.
std::string attribute(const std::string& line, const std::string& name) {
  auto at = line.find(":" + name + "=");
  if (at == std::string::npos) at = line.find("," + name + "=");
  if (at == std::string::npos) return "";
  at += name.size() + 2;
  const bool quoted = line[at] == '"';
  if (quoted) ++at;
  return line.substr(at, line.find(quoted ? '"' : ',', at) - at);
}

Playlist read_playlist(const std::string& text) {
  Playlist list;
  Range range;
  for (const auto& line : lines_of(text)) {
    if (line.starts_with("#EXT-X-TARGETDURATION:")) list.target = number_after(line, ":");
    if (line.starts_with("#EXT-X-MAP:")) {
      list.file = attribute(line, "URI");
      list.header_size = static_cast<std::size_t>(number_after(line, "BYTERANGE=\""));
    }
    if (line.starts_with("#EXTINF:")) range.seconds = number_after(line, ":");
    if (line.starts_with("#EXT-X-BYTERANGE:")) {
      range.size = static_cast<std::size_t>(number_after(line, ":"));
      range.offset = static_cast<std::size_t>(number_after(line, "@"));
    }
    if (line.empty() || line.starts_with('#')) continue;
    CHECK(line == list.file);
    list.ranges.push_back(range);
  }
  return list;
}

// RFC 6381 names of what ffprobe calls "codec_name=h264|profile=High|…|level=31".
bool is_named(const std::string& codecs, const std::string& facts) {
  const auto fact = [&](const std::string& key) {
    const auto at = facts.find(key + "=");
    return at == std::string::npos ? "" : facts.substr(at + key.size() + 1, facts.find_first_of("|\n", at) - at - key.size() - 1);
  };
  const std::string codec = fact("codec_name");
  if (codec == "aac") return codecs == "mp4a.40.2" && fact("profile") == "LC";
  if (codec == "opus") return codecs == "opus" || codecs == "Opus";
  if (codec == "av1") return codecs.starts_with("av01.0.");
  if (codec != "h264" || !codecs.starts_with("avc1.") || codecs.size() != 11) return false;
  static const std::map<std::string, std::string> kProfiles = {{"Constrained Baseline", "42"}, {"Main", "4d"}, {"High", "64"}};
  return kProfiles.contains(fact("profile")) && kProfiles.at(fact("profile")) == codecs.substr(5, 2) &&
         std::stoi(codecs.substr(9), nullptr, 16) == std::stoi(fact("level"));
}

std::uint64_t number_at(const std::string& bytes, std::size_t at, int size) {
  std::uint64_t number = 0;
  for (int i = 0; i < size; ++i) number = number << 8 | static_cast<unsigned char>(bytes.at(at + static_cast<std::size_t>(i)));
  return number;
}

// When a fragment's first frame is shown, in seconds: its decoding time and what its 'trun' adds, which may be negative (ISO/IEC 14496-12,
// 8.8.8 and 8.8.12). libavformat's reader moves such files, so it cannot be asked.
double first_shown(const std::string& header, const std::string& fragment) {
  const double units = static_cast<double>(number_at(header, header.find("mdhd") + 16, 4));
  const auto time = fragment.find("tfdt");
  const auto run = fragment.find("trun");
  REQUIRE(time != std::string::npos);
  REQUIRE(run != std::string::npos);
  const auto decoded = static_cast<double>(fragment[time + 4] == 1 ? number_at(fragment, time + 8, 8) : number_at(fragment, time + 8, 4));
  const std::uint64_t flags = number_at(fragment, run + 5, 3);
  std::size_t at = run + 12;
  for (const std::uint64_t before : {0x1u, 0x4u, 0x100u, 0x200u, 0x400u}) at += flags & before ? 4 : 0;
  const double offset = flags & 0x800 ? static_cast<std::int32_t>(number_at(fragment, at, 4)) : 0;
  return (decoded + offset) / units;
}

// Every byte of the file belongs to its header or to a segment; each segment is a fragment that begins with a keyframe.
void check_ranges(const Folder& folder, const Playlist& list, bool picture) {
  const std::string bytes = folder.bytes("out/" + list.file);
  std::size_t at = list.header_size;
  double seconds = 0;
  for (const auto& range : list.ranges) {
    CAPTURE(range.offset);
    CHECK(range.offset == at);
    REQUIRE(range.offset + range.size <= bytes.size());
    const std::string box = bytes.substr(range.offset + 4, 4);
    CHECK((box == "moof" || box == "styp" || box == "sidx" || box == "prft" || box == "emsg"));
    CHECK(range.seconds <= list.target + 0.5);
    const std::string header = bytes.substr(0, list.header_size);
    const std::string fragment = bytes.substr(range.offset, range.size);
    folder.write("segment.mp4", header + fragment);
    const std::string packets = test::output_of("ffprobe -v error -show_entries packet=flags,pts_time -of compact=p=0 " + folder.path("segment.mp4"));
    CHECK(packets.substr(0, packets.find('\n')).find("flags=K") != std::string::npos);
    // Sound is cut at whole packets.
    CHECK(std::abs(first_shown(header, fragment) - seconds) < (picture ? 0.001 : 0.06));
    seconds += range.seconds;
    at = range.offset + range.size;
  }
  const std::size_t rest = bytes.size() - at;
  CHECK((rest == 0 || bytes.substr(at + 4, 4) == "mfra"));
  CHECK(std::abs(number_after(test::probe(folder, list.file, "format=duration"), "duration=") - seconds) < 0.06);
}

void check_variant(const Folder& folder, const std::string& line, const std::string& uri) {
  CAPTURE(uri);
  const Playlist list = read_playlist(folder.bytes("out/" + uri));
  const std::string resolution = attribute(line, "RESOLUTION");
  const std::string codecs = attribute(line, "CODECS");
  const std::string facts = test::probe(folder, list.file, "stream=codec_name,profile,width,height,level,r_frame_rate");
  CAPTURE(facts);
  CAPTURE(codecs);
  CHECK(is_named(codecs.substr(0, codecs.find(',')), facts));
  check_ranges(folder, list, !resolution.empty());
  if (resolution.empty()) return;
  CHECK(facts.find(fmt::format("width={}|height={}|", resolution.substr(0, resolution.find('x')), resolution.substr(resolution.find('x') + 1))) != std::string::npos);
  const double rate = number_after(facts, "r_frame_rate=") / number_after(facts.substr(facts.find("r_frame_rate=")), "/");
  CHECK(std::abs(std::stod(attribute(line, "FRAME-RATE")) - rate) < 0.001);
}

}  // namespace

TEST_SUITE("codecs/video_truth") {
  TEST_CASE("ffprobe finds what the manifests say: codecs, sizes, rates, lengths, segments that begin with keyframes") {
    for (const auto& [rate, codec] : {std::pair{"25", media::Codec::h264}, {"30000/1001", media::Codec::h264}, {"15", media::Codec::av1}}) {
      const Folder folder;
      draw(folder, fmt::format("-f lavfi -i testsrc2=s=480x360:r={}:d=8.5 -f lavfi -i sine=440:d=8.5 -c:v libx264 -preset ultrafast -c:a aac a.mp4", rate));
      const bool newer = codec == media::Codec::av1;
      const auto item = make(folder, "a.mp4", newer ? std::vector{144, 240} : std::vector{144, 240, 360}, newer);
      const auto lines = lines_of(folder.bytes("out/" + media::master_name(item, codec)));
      std::size_t pictures = 0;
      for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].starts_with("#EXT-X-STREAM-INF:")) check_variant(folder, lines[i], lines.at(i + 1));
        if (lines[i].starts_with("#EXT-X-STREAM-INF:") && !attribute(lines[i], "RESOLUTION").empty()) ++pictures;
        if (lines[i].starts_with("#EXT-X-MEDIA:TYPE=AUDIO")) check_ranges(folder, read_playlist(folder.bytes("out/" + attribute(lines[i], "URI"))), false);
      }
      CHECK(pictures >= (newer ? 1 : 3));
    }
  }

  TEST_CASE("DASH names the same bytes as HLS") {
    const Folder folder;
    draw(folder, "-f lavfi -i testsrc2=s=320x240:r=25:d=9 -f lavfi -i sine=440:d=9 -c:v libx264 -preset ultrafast -c:a aac a.mp4");
    const auto item = make(folder, "a.mp4", {144, 240});
    const std::string dash = folder.bytes("out/" + media::dash_name(item));
    CHECK(std::abs(number_after(dash, "mediaPresentationDuration=\"PT") - 9) < 0.1);
    std::vector<std::string> names = {media::playlist_of(media::sound_file(item))};
    for (const auto& rung : item.rungs) names.push_back(media::playlist_of(media::rung_file(item, rung)));
    for (const auto& name : names) {
      CAPTURE(name);
      const Playlist list = read_playlist(folder.bytes("out/" + name));
      const auto begin = dash.find("<BaseURL>" + list.file + "</BaseURL>");
      REQUIRE(begin != std::string::npos);
      const std::string part = dash.substr(begin, dash.find("</Representation>", begin) - begin);
      CHECK(part.find(fmt::format("<Initialization range=\"0-{}\"/>", list.header_size - 1)) != std::string::npos);
      CHECK(test::all_numbers_after(part, "mediaRange=\"").size() == list.ranges.size());
      for (const auto& range : list.ranges) {
        CHECK(part.find(fmt::format("mediaRange=\"{}-{}\"", range.offset, range.offset + range.size - 1)) != std::string::npos);
      }
    }
  }

  TEST_CASE("a street as a camera filmed it: each frame is the source's of the same moment, in H.264 and AV1") {
    const test::Folder folder;
    const std::string film = "build/footage/vtest.avi";
    REQUIRE_MESSAGE(std::filesystem::exists(film), "tests/support/footage fetches it");
    std::filesystem::copy(film, folder.path("street.avi"));
    test::draw(folder, "-i street.avi -t 6 -c copy part.avi");
    const auto item = test::make(folder, "part.avi", {240}, true);
    CHECK(item.video.rate.value() == doctest::Approx(10));
    for (const char* name : {"part-240.mp4", "part-240-av1.mp4"}) {
      CAPTURE(name);
      const auto likeness = [&](int late) {
        return test::number_after(test::output_of(fmt::format("cd {}; ffmpeg -hide_banner -nostdin -i out/{} -i part.avi -filter_complex "
                                                              "\"[0:v]settb=1,setpts=N[a];[1:v]scale=320:240:flags=bicubic,trim=start_frame={},settb=1,setpts=N[b];"
                                                              "[a][b]ssim=shortest=1\" -f null -",
                                                              folder.path(), name, late)),
                                  "All:");
      };
      CHECK(likeness(0) > 0.96);
      CHECK(likeness(0) > likeness(1));
    }
  }
}
