// Both ends of a graph of filters for pictures: frames go in at its source and come out at its sinks.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"
#include "generator/codecs/av.h"

namespace codecs {

// What the filter "buffer" is told of the frames that it will be given; `time_base` is that of their numbers.
std::string source_arguments(const AVFrame* first, AVRational time_base, AVRational aspect);

// Without what a decoder knew of the frame: kind of picture, turning. `doing` is for the error: "scale".
base::Result<void> push_frame(AVFilterContext* source, const AVFrame* frame, std::int64_t pts, const char* doing);

// False when there is none yet, for some filters look one frame ahead.
base::Result<bool> pull_frame(AVFilterContext* sink, AVFrame* frame, const char* doing);

}  // namespace codecs
