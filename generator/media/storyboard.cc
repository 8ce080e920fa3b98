#include "generator/media/storyboard.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "generator/media/captions.h"

namespace media {
namespace {

constexpr int kMostScenes = 60;  // some 150 kB
constexpr int kFewestScenes = 6;
constexpr int kColumns = 6;
constexpr int kLongSide = 160;   // px
constexpr std::array kSteps = {2.0, 3.0, 5.0, 10.0, 15.0, 20.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1200.0};

int even(double size) { return std::max(2, static_cast<int>(std::lround(size / 2)) * 2); }

}  // namespace

Storyboard plan_storyboard(const VideoInfo& info) {
  Storyboard board;
  const auto* step = std::ranges::find_if(kSteps, [&](double length) { return info.seconds <= length * kMostScenes; });
  board.step = step == kSteps.end() ? info.seconds / kMostScenes : *step;
  // A last scene of a moment is none.
  board.count = static_cast<int>(std::floor(info.seconds / board.step + 0.4));
  if (!info.has_picture() || board.count < kFewestScenes) return {};
  board.columns = std::min(kColumns, board.count);
  const double scale = static_cast<double>(kLongSide) / std::max(info.width, info.height);
  board.width = even(info.width * scale);
  board.height = even(info.height * scale);
  return board;
}

double scene_begin(const Storyboard& board, int index) { return board.step * index; }

// Scenes often begin by fading in.
double scene_picture(const Storyboard& board, int index) { return scene_begin(board, index) + std::min(1.0, board.step / 2); }

std::string storyboard_vtt(const Storyboard& board, double seconds, const std::string& picture) {
  std::vector<Cue> cues;
  for (int i = 0; i < board.count; ++i) {
    const double end = i + 1 < board.count ? scene_begin(board, i + 1) : seconds;
    cues.push_back({scene_begin(board, i), end, fmt::format("{}#xywh={},{},{},{}", picture, i % board.columns * board.width, i / board.columns * board.height, board.width, board.height)});
  }
  return to_webvtt(cues);
}

}  // namespace media
