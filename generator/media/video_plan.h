// Which sizes and files a video or sound gets.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "generator/media/media.h"

namespace media {

inline constexpr double kSegmentSeconds = 4;  // a keyframe begins each, at equal times in all rungs

inline constexpr double kMostSoundKbits = 80;  // kbit/s, of either codec with its container
inline constexpr int kSampleRate = 48'000;
inline constexpr std::uint64_t kMostDownloadBytes = 16'000'000;    // aim of the file for all players: what messengers take

// Frames from one keyframe to the next.
int segment_frames(const Rate& rate);

// Frames of the constant rate, and segments, in the whole.
std::int64_t frame_count(const VideoInfo& info);
std::int64_t segment_count(const VideoInfo& info);

// Samples in a packet of sound, and packets in a segment of it.
int packet_samples(Codec codec);
int segment_packets(Codec codec);

// What a rung is encoded as: every rung as H.264, smallest first, then as AV1 those that have it.
struct Encoding {
  std::size_t rung = 0;
  Codec codec = Codec::h264;
};
std::vector<Encoding> encodings(const std::vector<Rung>& rungs);

// How many segments each file of a track holds after the first, which begins with the header; and how many the first one holds.
struct FileSplit {
  std::size_t first = 0;
  std::size_t rest = 0;  // 0: there is only the first
};
FileSplit split_of(const Item& item, double most_kbits);

// What is made of a source: as long as the author wants it, and silent where it shall be.
VideoInfo trimmed(VideoInfo info, const Clip& clip);

// Whether AV1 came out smaller than H.264 of the same sizes; of moving drawings it may not. After the item is made.
bool av1_is_smaller(const Item& item);

// Files of newer codecs that are no gain, so that no page names them and they need not be published. After the item is made.
std::vector<std::string> files_without_use(const Item& item);

// The plan for one video or sound: its folder by `source_hash`, settings and libraries; rungs by the source's size and bit rate alone.
Item plan_video(const std::string& source, const std::string& source_hash, const VideoInfo& info, const VideoSettings& settings,
                const std::string& libraries);

// Names of files in an item's folder.
std::string master_name(const Item& item, Codec codec = Codec::h264);  // "ikat.m3u8", "ikat-av1.m3u8"
std::string dash_name(const Item& item, Codec codec = Codec::h264);    // "ikat.mpd", "ikat-av1.mpd"
std::string rung_file(const Item& item, const Rung& rung, Codec codec = Codec::h264);  // "ikat-480.mp4", "ikat-480-av1.mp4"
std::string key_playlist(const Item& item);                            // "ikat-kunci.m3u8": keyframes of the smallest rung
std::string sound_file(const Item& item, Codec codec = Codec::aac);    // "ikat-suara.m4a", "ikat-suara-opus.mp4"
std::string listen_name(const Item& item, Codec codec);                // "ikat-dengar.m4a": the sound in one file where its track has several
std::string playlist_of(const std::string& file);                      // "ikat-480.m3u8"
std::string part_name(const std::string& file, std::size_t number);    // "ikat-480-2.m4s"; number from 1, the first file is `file` itself
std::string download_name(const Item& item);                // "ikat-unduh.mp4": one file with sound, for all players
std::string saver_name(const Item& item, Codec codec = Codec::h264);  // "ikat-hemat.mp4": the same in the smallest rung
std::string poster_name(const Item& item);                  // "ikat-gambar.jpg"
std::string storyboard_name(const Item& item);              // "ikat-adegan.jpg"
std::string storyboard_list(const Item& item);              // "ikat-adegan.vtt"

// The rung that the file for all players is planned with: the largest up to 360; and the smallest, of all or of those in AV1 (nullptr: none).
const Rung* download_rung(const Item& item);
const Rung* saver_rung(const Item& item, Codec codec = Codec::h264);

// What that file is made from after all: of the rungs up to it the largest that takes at most kMostDownloadBytes, else the smallest.
// `bytes_of`: what a rung takes with its sound.
const Rung& sendable_rung(const Item& item, const std::function<std::uint64_t(const Rung& rung)>& bytes_of);

}  // namespace media
