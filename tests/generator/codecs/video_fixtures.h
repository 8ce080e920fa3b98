// Clips for tests: drawn by the `ffmpeg` command, made by us, and looked at with `ffprobe` and FFmpeg's detectors.
#pragma once

#include <array>
#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "generator/codecs/video.h"
#include "generator/media/video_plan.h"
#include "tests/generator/codecs/fixtures.h"

namespace test {

inline constexpr const char* kNoVideo = "the file is no video or sound that can be read (save it as MP4 or M4A)";
inline constexpr const char* kDamagedVideo = "the video is damaged or cut off (copy it again from the phone or camera)";

// What a command prints, its errors among it; it must succeed. One that goes on for minutes has failed.
std::string output_of(const std::string& command);

// Runs ffmpeg in the folder: the last argument is the file that it makes.
void draw(const Folder& folder, const std::string& arguments);

// What a probe says against a file, "" when it is good.
std::string problem(const std::string& path);

media::Item plan(const Folder& folder, const std::string& name, const media::VideoSettings& settings);

base::Result<void> run(const Folder& folder, const media::Item& item, const std::string& out, int workers, const std::atomic<bool>* stop = nullptr,
                       const std::function<void(double)>& progress = {});

// Plans and makes with the quickest preset, `newer` as AV1 and Opus too; renditions lie in folder/out.
media::Item make(const Folder& folder, const std::string& name, const std::vector<int>& rungs = {144, 240, 360, 480, 720, 1080}, bool newer = false,
                 media::Layout layout = media::Layout::single, std::uint64_t part_bytes = media::VideoSettings().part_bytes);

// "codec_name=h264|width=256|…", a line for each stream, by ffprobe.
std::string probe(const Folder& folder, const std::string& name, const std::string& entries);

double number_after(const std::string& text, const std::string& key);
std::vector<double> all_numbers_after(const std::string& text, const std::string& key);

// Arguments for draw(): a black picture that turns white for a fifth of each second from the first on, with a beep in the same fifth.
std::string flashes(double rate, int seconds = 6);

// From each flash to its beep, in seconds.
std::vector<double> drifts(const std::string& picture, const std::string& sound, std::size_t least);

// The largest of them.
double largest_drift(const std::string& picture, const std::string& sound, std::size_t least = 5);

// One frame as {red, green, blue} at places given in parts of width and height: the colours that a player shows.
std::vector<std::array<int, 3>> colours_of(const std::string& path, double seconds, const std::vector<std::pair<double, double>>& places);

}  // namespace test
