// Frames of a video → frames of a cut: cropped, scaled, with captions in them.
#pragma once

#include <string>

#include "base/result.h"
#include "generator/codecs/video_source.h"
#include "generator/media/media.h"

namespace codecs {

class CutFilter {
 public:
  // For frames like `first`, numbered at `rate`. `captions` is a file (ASS), or empty.
  base::Result<void> open(const VideoSource& source, const AVFrame* first, const media::Cut& cut, const media::Rate& rate, const std::string& captions);

  // `number` counts from the clip's beginning: captions go by it.
  base::Result<void> push(const AVFrame* frame, std::int64_t number);
  // No frame comes any more: what filters hold back comes out.
  base::Result<void> end();
  // The next frame; false when there is none yet, for some filters look one frame ahead.
  base::Result<bool> pull(AVFrame* frame);

 private:
  base::Result<void> add_source(const VideoSource& source, const AVFrame* first, const media::Rate& rate);
  base::Result<AVFilterContext*> add_captions(const std::string& captions);

  FilterGraph graph_;
  AVFilterContext* source_ = nullptr;
  AVFilterContext* sink_ = nullptr;
};

}  // namespace codecs
