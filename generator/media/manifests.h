// HLS and MPEG-DASH manifests of renditions whose segments lie one after the other in one file.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace media {

struct Segment {
  std::uint64_t offset = 0;  // bytes into the file
  std::uint64_t size = 0;
  double seconds = 0;
};

// One file as it was made.
struct Track {
  std::string file;      // "ikat-480.mp4"
  std::string playlist;  // "ikat-480.m3u8"
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
  std::string language;         // of the sound, such as "id"
  std::string sound_name;       // "Suara asli"
};

// Measured over the segments: bits per second of the densest one, and of all.
double peak_bits(const Track& track);
double average_bits(const Track& track);

// RFC 8216. BANDWIDTH is at most 10 % above the measured peak of picture and sound together.
std::string hls_master(const Manifest& manifest);
std::string hls_playlist(const Track& track);

// ISO/IEC 23009-1, SegmentList with byte ranges, static.
std::string dash(const Manifest& manifest);

}  // namespace media
