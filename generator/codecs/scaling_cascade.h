// One decoded frame in the sizes of all rungs.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "generator/codecs/av.h"
#include "generator/codecs/video_source.h"
#include "generator/media/media.h"

namespace codecs {

// Decoder frames go in, one frame for each rung comes out: scaled in a cascade, each rung from the next larger one. Not thread-safe.
class ScalingCascade {
 public:
  // For frames like `first`; anew when they change.
  base::Result<void> open(const VideoSource& source, const AVFrame* first, const std::vector<media::Rung>& rungs);

  base::Result<void> push(const AVFrame* frame, std::int64_t pts);

  // No frame comes any more: what filters hold back comes out.
  base::Result<void> end();

  // The next frame of one rung, by its index in `rungs`; false when there is none yet, for some filters look one frame ahead.
  base::Result<bool> pull(std::size_t rung, AVFrame* frame);

 private:
  static std::string description(const VideoSource& source, const AVFrame* first, const std::vector<media::Rung>& rungs);
  base::Result<void> add_source(const VideoSource& source, const AVFrame* first, AVFilterInOut* input);
  base::Result<void> add_sink(AVFilterInOut* output);

  FilterGraph graph_;
  AVFilterContext* source_ = nullptr;
  std::vector<AVFilterContext*> sinks_;
};

}  // namespace codecs
