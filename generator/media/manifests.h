// HLS and MPEG-DASH manifests of renditions whose segments lie one after the other in one file or several.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace media {

struct Segment {
  std::uint64_t offset = 0;  // bytes into its file
  std::uint64_t size = 0;
  double seconds = 0;
  std::uint64_t key_size = 0;  // bytes from its beginning to the end of its keyframe
  std::string file = {};       // empty: the track's
};

// One file as it was made.
struct Track {
  std::string file;      // "ikat-480.mp4": begins with the header
  std::string playlist;  // "ikat-480.m3u8"
  bool ranges = true;    // false: header and segments are whole files
  std::string codecs;    // RFC 6381: "avc1.64001f"
  int width = 0;         // px; 0: sound
  int height = 0;
  double frame_rate = 0;
  int sample_rate = 0;
  std::uint64_t header_size = 0;  // bytes before the first segment
  std::vector<Segment> segments;
};

struct Manifest {
  std::vector<Track> pictures;  // smallest first
  std::vector<Track> sounds;    // at most one
  std::string key_playlist;     // of the smallest picture's keyframes; empty: none
  std::string language;         // of the sound, such as "id"
  std::string sound_name;       // "Suara asli"
};

// Measured over the segments: bits per second of the densest one, and of all.
double peak_bits(const Track& track);
double average_bits(const Track& track);

// RFC 8216. BANDWIDTH is at most 10 % above the measured peak of picture and sound together.
std::string hls_master(const Manifest& manifest);
std::string hls_playlist(const Track& track);

// Its keyframes alone, for showing pictures while seeking (RFC 8216, 4.3.3.6).
std::string hls_key_playlist(const Track& track);

// ISO/IEC 23009-1, SegmentList with byte ranges, static.
std::string dash(const Manifest& manifest);

}  // namespace media
