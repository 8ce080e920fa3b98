// Which sizes and files a video or sound gets.
#pragma once

#include <string>

#include "generator/media/media.h"

namespace media {

inline constexpr double kSegmentSeconds = 4;  // a keyframe begins each, at equal times in all rungs

// Frames from one keyframe to the next.
int segment_frames(const Rate& rate);

// The plan for one video or sound: its folder by `source_hash`, settings and libraries; rungs by the source's size and bit rate alone.
Item plan_video(const std::string& source, const std::string& source_hash, const VideoInfo& info, const VideoSettings& settings,
                const std::string& libraries);

// Names of files in an item's folder.
std::string master_name(const Item& item);                  // "ikat.m3u8"
std::string dash_name(const Item& item);                    // "ikat.mpd"
std::string rung_file(const Item& item, const Rung& rung);  // "ikat-480.mp4"
std::string rung_playlist(const Item& item, const Rung& rung);
std::string sound_file(const Item& item);                   // "ikat-suara.m4a"
std::string sound_playlist(const Item& item);
std::string download_name(const Item& item);                // "ikat-unduh.mp4": one file with sound, for all players
std::string saver_name(const Item& item);                   // "ikat-hemat.mp4": the same in the smallest rung
std::string poster_name(const Item& item);                  // "ikat-gambar.jpg"

// The rung of the file for all players: the largest up to 360; and the smallest.
const Rung* download_rung(const Item& item);
const Rung* saver_rung(const Item& item);

}  // namespace media
