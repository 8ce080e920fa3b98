// Captions as authors bring them (.srt, .vtt) → clean WebVTT and lines to read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "generator/media/media.h"

namespace media {

// Reads SubRip and WebVTT in UTF-8, UTF-16 or Windows-1252, with any line ends. Cues come out in order of time, and none reaches into
// the next; tags, positions and styles are left out. Reports check "captions": a time that is none, a cue that ends before it begins.
std::vector<Cue> read_captions(std::string_view bytes, const std::string& file, base::Diagnostics& diagnostics);

// What is said between two moments (`to` 0: the end), as told from the first: for a clip that is trimmed.
std::vector<Cue> trimmed(std::vector<Cue> cues, double from, double to);

// https://www.w3.org/TR/webvtt1/
std::string to_webvtt(const std::vector<Cue>& cues);

}  // namespace media
