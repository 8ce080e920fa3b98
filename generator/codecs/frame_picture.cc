#include "generator/codecs/frame_picture.h"

#include <fmt/format.h>

#include <vector>

namespace codecs {
namespace {

using base::Result;

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
  if (auto good = av_check(status, "make a picture of the video"); !good) return base::fail(good.error().message);
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

}  // namespace

Result<vips::VImage> picture_of(VideoSource& source, const AVFrame* frame, int width, int height) {
  const auto rgb = to_rgb(source, frame, width, height);
  if (!rgb) return base::fail(rgb.error().message);
  return image_of(rgb->get());
}

void save_jpeg(const vips::VImage& image, const std::string& path, int quality) {
  image.jpegsave(path.c_str(), vips::VImage::option()->set("Q", quality)->set("optimize_coding", true)->set("interlace", true)->set("strip", true));
}

}  // namespace codecs
