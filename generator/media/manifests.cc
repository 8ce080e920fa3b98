#include "generator/media/manifests.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace media {
namespace {

constexpr double kAllowance = 1.01;  // for the bytes that a server's and a player's own headers add

double seconds_of(const Track& track) {
  return std::accumulate(track.segments.begin(), track.segments.end(), 0.0, [](double sum, const Segment& s) { return sum + s.seconds; });
}

std::string stream_line(const Manifest& manifest, const Track* picture) {
  double peak = picture ? peak_bits(*picture) : 0;
  double average = picture ? average_bits(*picture) : 0;
  std::string codecs = picture ? picture->codecs : "";
  for (const auto& sound : manifest.sounds) {
    peak += peak_bits(sound);
    average += average_bits(sound);
    codecs += (codecs.empty() ? "" : ",") + sound.codecs;
  }
  std::string line = fmt::format("#EXT-X-STREAM-INF:BANDWIDTH={:.0f},AVERAGE-BANDWIDTH={:.0f},CODECS=\"{}\"", std::ceil(peak * kAllowance),
                                 std::ceil(average), codecs);
  if (picture) line += fmt::format(",RESOLUTION={}x{},FRAME-RATE={:.3f}", picture->width, picture->height, picture->frame_rate);
  if (!manifest.sounds.empty()) line += ",AUDIO=\"suara\"";
  return line + "\n" + (picture ? picture->playlist : manifest.sounds.front().playlist) + "\n";
}

double key_peak_bits(const Track& track) {
  double peak = 0;
  for (const auto& segment : track.segments) peak = std::max(peak, static_cast<double>(segment.key_size) * 8 / segment.seconds);
  return peak;
}

std::string key_line(const Manifest& manifest) {
  const Track& track = manifest.pictures.front();
  return fmt::format("#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH={:.0f},CODECS=\"{}\",RESOLUTION={}x{},URI=\"{}\"\n", std::ceil(key_peak_bits(track) * kAllowance),
                     track.codecs, track.width, track.height, manifest.key_playlist);
}

const std::string& file_of(const Track& track, const Segment& segment) { return segment.file.empty() ? track.file : segment.file; }

std::string byte_range(const Segment& segment) { return fmt::format("{}-{}", segment.offset, segment.offset + segment.size - 1); }

std::string segment_url(const Track& track, const Segment& segment, bool one_file) {
  std::string xml = "     <SegmentURL";
  if (!one_file) xml += fmt::format(" media=\"{}\"", file_of(track, segment));
  if (track.ranges) xml += fmt::format(" mediaRange=\"{}\"", byte_range(segment));
  return xml + "/>\n";
}

std::string playlist_head(const Track& track, const char* kind) {
  double longest = 0;
  for (const auto& segment : track.segments) longest = std::max(longest, segment.seconds);
  const std::string range = track.ranges ? fmt::format(",BYTERANGE=\"{}@0\"", track.header_size) : "";
  return fmt::format("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:{:.0f}\n#EXT-X-PLAYLIST-TYPE:VOD\n{}\n#EXT-X-MAP:URI=\"{}\"{}\n", std::ceil(longest),
                     kind, track.file, range);
}

std::string representation(const Track& track, int id) {
  std::string xml = fmt::format("   <Representation id=\"{}\" bandwidth=\"{:.0f}\" codecs=\"{}\"", id, std::ceil(peak_bits(track) * kAllowance), track.codecs);
  if (track.width > 0) {
    xml += fmt::format(" width=\"{}\" height=\"{}\" frameRate=\"{:.3f}\" sar=\"1:1\"", track.width, track.height, track.frame_rate);
  } else {
    xml += fmt::format(" audioSamplingRate=\"{}\"", track.sample_rate);
  }
  const bool one_file = std::ranges::all_of(track.segments, [](const Segment& segment) { return segment.file.empty(); });
  xml += ">\n";
  if (one_file) xml += fmt::format("    <BaseURL>{}</BaseURL>\n", track.file);
  xml += fmt::format("    <SegmentList timescale=\"1000000\">\n     <Initialization{}{}/>\n     <SegmentTimeline>\n",
                     one_file ? "" : fmt::format(" sourceURL=\"{}\"", track.file), track.ranges ? fmt::format(" range=\"0-{}\"", track.header_size - 1) : "");
  for (const auto& segment : track.segments) xml += fmt::format("      <S d=\"{:.0f}\"/>\n", segment.seconds * 1e6);
  xml += "     </SegmentTimeline>\n";
  for (const auto& segment : track.segments) xml += segment_url(track, segment, one_file);
  return xml + "    </SegmentList>\n   </Representation>\n";
}

}  // namespace

double peak_bits(const Track& track) {
  double peak = 0;
  for (const auto& segment : track.segments) {
    // A last segment of a few frames says nothing about the rate.
    if (segment.seconds >= 0.5 || track.segments.size() == 1) peak = std::max(peak, static_cast<double>(segment.size) * 8 / segment.seconds);
  }
  return std::max(peak, average_bits(track));
}

double average_bits(const Track& track) {
  const double bytes = std::accumulate(track.segments.begin(), track.segments.end(), 0.0,
                                       [](double sum, const Segment& s) { return sum + static_cast<double>(s.size); });
  const double seconds = seconds_of(track);
  return seconds > 0 ? bytes * 8 / seconds : 0;
}

std::string hls_master(const Manifest& manifest) {
  std::string text = "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n";
  for (const auto& sound : manifest.sounds) {
    text += fmt::format("#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"suara\",NAME=\"{}\",LANGUAGE=\"{}\",DEFAULT=YES,AUTOSELECT=YES,URI=\"{}\"\n",
                        manifest.sound_name, manifest.language, sound.playlist);
  }
  // What players take before they have measured the network stands first: small enough to start at once.
  for (const auto& picture : manifest.pictures) text += stream_line(manifest, &picture);
  if (!manifest.sounds.empty()) text += stream_line(manifest, nullptr);
  if (!manifest.key_playlist.empty() && !manifest.pictures.empty()) text += key_line(manifest);
  return text;
}

std::string hls_playlist(const Track& track) {
  std::string text = playlist_head(track, "#EXT-X-INDEPENDENT-SEGMENTS");
  for (const auto& segment : track.segments) {
    text += fmt::format("#EXTINF:{:.6f},\n", segment.seconds);
    if (track.ranges) text += fmt::format("#EXT-X-BYTERANGE:{}@{}\n", segment.size, segment.offset);
    text += file_of(track, segment) + "\n";
  }
  return text + "#EXT-X-ENDLIST\n";
}

std::string hls_key_playlist(const Track& track) {
  std::string text = playlist_head(track, "#EXT-X-I-FRAMES-ONLY");
  for (const auto& segment : track.segments) {
    text += fmt::format("#EXTINF:{:.6f},\n#EXT-X-BYTERANGE:{}@{}\n{}\n", segment.seconds, segment.key_size, segment.offset, file_of(track, segment));
  }
  return text + "#EXT-X-ENDLIST\n";
}

std::string dash(const Manifest& manifest) {
  double seconds = 0;
  for (const auto& track : manifest.pictures) seconds = std::max(seconds, seconds_of(track));
  for (const auto& track : manifest.sounds) seconds = std::max(seconds, seconds_of(track));
  std::string xml = fmt::format(
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" profiles=\"urn:mpeg:dash:profile:isoff-main:2011\" "
      "type=\"static\" mediaPresentationDuration=\"PT{:.3f}S\" minBufferTime=\"PT4S\">\n <Period>\n",
      seconds);
  int id = 0;
  if (!manifest.pictures.empty()) {
    xml += "  <AdaptationSet contentType=\"video\" mimeType=\"video/mp4\" segmentAlignment=\"true\" startWithSAP=\"1\">\n";
    for (const auto& track : manifest.pictures) xml += representation(track, id++);
    xml += "  </AdaptationSet>\n";
  }
  for (const auto& track : manifest.sounds) {
    xml += fmt::format("  <AdaptationSet contentType=\"audio\" mimeType=\"audio/mp4\" lang=\"{}\" segmentAlignment=\"true\" startWithSAP=\"1\">\n", manifest.language);
    xml += representation(track, id++) + "  </AdaptationSet>\n";
  }
  return xml + " </Period>\n</MPD>\n";
}

}  // namespace media
