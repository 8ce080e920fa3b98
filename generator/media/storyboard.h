// Small pictures of a video in one file, to choose a scene by.
#pragma once

#include <string>

#include "generator/media/media.h"

namespace media {

// At most 60 pictures; none for clips of less than some ten seconds.
Storyboard plan_storyboard(const VideoInfo& info);

// The moment that the scene `index` begins at, and the one that its picture shows, in seconds.
double scene_begin(const Storyboard& board, int index);
double scene_picture(const Storyboard& board, int index);

// WebVTT whose cues name a part of `picture` ("ikat-adegan.jpg#xywh=160,0,160,90").
std::string storyboard_vtt(const Storyboard& board, double seconds, const std::string& picture);

}  // namespace media
