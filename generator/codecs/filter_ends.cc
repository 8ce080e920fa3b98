#include "generator/codecs/filter_ends.h"

#include <fmt/format.h>

#include <algorithm>

namespace codecs {

using base::Result;

std::string source_arguments(const AVFrame* first, AVRational time_base, AVRational aspect) {
  return fmt::format("video_size={}x{}:pix_fmt={}:time_base={}/{}:pixel_aspect={}/{}", first->width, first->height, first->format, time_base.num,
                     time_base.den, std::max(aspect.num, 0), std::max(aspect.den, 1));
}

Result<void> push_frame(AVFilterContext* source, const AVFrame* frame, std::int64_t pts, const char* doing) {
  const Frame copy(av_frame_clone(frame));
  copy->pts = pts;
  copy->pict_type = AV_PICTURE_TYPE_NONE;
  av_frame_remove_side_data(copy.get(), AV_FRAME_DATA_DISPLAYMATRIX);
  return av_check(av_buffersrc_add_frame(source, copy.get()), doing);
}

Result<bool> pull_frame(AVFilterContext* sink, AVFrame* frame, const char* doing) {
  const int status = av_buffersink_get_frame(sink, frame);
  if (status == AVERROR(EAGAIN) || status == AVERROR_EOF) return false;
  if (auto good = av_check(status, doing); !good) return base::fail(good.error().message);
  return true;
}

}  // namespace codecs
