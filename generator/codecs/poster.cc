#include "generator/codecs/poster.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vips/vips8>

namespace codecs {
namespace {

using base::Result;

constexpr int kCandidates = 9;
constexpr int kQuality = 72;

// One frame through filters to 8-bit RGB of a size.
Result<Frame> to_rgb(VideoSource& source, const AVFrame* frame, int width, int height) {
  const FilterGraph graph(avfilter_graph_alloc());
  AVFilterContext* in = nullptr;
  AVFilterContext* out = nullptr;
  const AVRational tb = source.stream()->time_base;
  const std::string arguments = fmt::format("video_size={}x{}:pix_fmt={}:time_base={}/{}", frame->width, frame->height, frame->format, tb.num, tb.den);
  AVFilterInOut* inputs = nullptr;
  AVFilterInOut* outputs = nullptr;
  const std::string filters = fmt::format("[in]{}scale={}:{}:flags=area,format=rgb24[out]", source.repairs(frame), width, height);
  int status = avfilter_graph_parse2(graph.get(), filters.c_str(), &inputs, &outputs);
  if (status >= 0) status = avfilter_graph_create_filter(&in, avfilter_get_by_name("buffer"), "in", arguments.c_str(), nullptr, graph.get());
  if (status >= 0) status = avfilter_graph_create_filter(&out, avfilter_get_by_name("buffersink"), "out", nullptr, nullptr, graph.get());
  if (status >= 0) status = avfilter_link(in, 0, inputs->filter_ctx, static_cast<unsigned>(inputs->pad_idx));
  if (status >= 0) status = avfilter_link(outputs->filter_ctx, static_cast<unsigned>(outputs->pad_idx), out, 0);
  avfilter_inout_free(&inputs);
  avfilter_inout_free(&outputs);
  if (status >= 0) status = avfilter_graph_config(graph.get(), nullptr);
  const Frame copy(av_frame_clone(frame));
  if (status >= 0) status = av_buffersrc_add_frame(in, copy.get());
  if (status >= 0) status = av_buffersrc_add_frame(in, nullptr);
  Frame rgb = new_frame();
  if (status >= 0) status = av_buffersink_get_frame(out, rgb.get());
  if (auto good = av_check(status, "make the poster"); !good) return base::fail(good.error().message);
  return rgb;
}

vips::VImage image_of(const AVFrame* rgb) {
  std::vector<unsigned char> bytes;
  const auto row = static_cast<std::size_t>(rgb->width) * 3;
  bytes.reserve(row * static_cast<std::size_t>(rgb->height));
  for (int y = 0; y < rgb->height; ++y) {
    const unsigned char* line = rgb->data[0] + static_cast<std::ptrdiff_t>(y) * rgb->linesize[0];
    bytes.insert(bytes.end(), line, line + row);
  }
  return vips::VImage::new_from_memory(bytes.data(), bytes.size(), rgb->width, rgb->height, 3, VIPS_FORMAT_UCHAR)
      .copy(vips::VImage::option()->set("interpretation", VIPS_INTERPRETATION_sRGB))
      .copy_memory();  // `bytes` ends here
}

// High for sharp pictures with dark and light in them.
double liveliness(const vips::VImage& image) {
  const vips::VImage grey = image.colourspace(VIPS_INTERPRETATION_B_W);
  const double mean = grey.avg();
  const double contrast = grey.deviate();
  const vips::VImage laplace = vips::VImage::new_matrixv(3, 3, 0.0, 1.0, 0.0, 1.0, -4.0, 1.0, 0.0, 1.0, 0.0);
  const double sharpness = grey.cast(VIPS_FORMAT_FLOAT).conv(laplace).deviate();
  const double exposure = mean < 20 || mean > 235 ? 0.05 : 1;
  return exposure * contrast * std::sqrt(sharpness + 0.1);
}

}  // namespace

Result<void> write_poster(VideoSource& source, const media::VideoInfo& info, const media::Rung& rung, const std::string& path) {
  try {
    double best_value = -1;
    double best_time = 0;
    for (int i = 0; i < kCandidates; ++i) {
      const double time = info.seconds * (i + 0.5) / kCandidates;
      const auto frame = source.keyframe_at(time);
      if (!frame) continue;
      const auto rgb = to_rgb(source, *frame, std::max(16, rung.width / 2), std::max(16, rung.height / 2));
      if (!rgb) return base::fail(rgb.error().message);
      // Earlier ones win between equals: they look like what begins.
      const double value = liveliness(image_of(rgb->get())) * (1 - 0.1 * i / kCandidates);
      if (value > best_value) {
        best_value = value;
        best_time = time;
      }
    }
    const auto frame = source.keyframe_at(best_time);
    if (!frame) return base::fail(frame.error().message);
    const auto rgb = to_rgb(source, *frame, rung.width, rung.height);
    if (!rgb) return base::fail(rgb.error().message);
    image_of(rgb->get()).jpegsave(path.c_str(), vips::VImage::option()->set("Q", kQuality)->set("optimize_coding", true)->set("interlace", true)->set("strip", true));
  } catch (const vips::VError& error) {
    const std::string why = error.what();
    vips_error_clear();
    return base::fail(fmt::format("cannot make the poster: {}", why));
  }
  return {};
}

}  // namespace codecs
