#include "generator/codecs/cut_filter.h"

#include <fmt/format.h>

#include <mutex>

#include "generator/codecs/filter_ends.h"

namespace codecs {
namespace {

using base::Result;

constexpr const char* kDoing = "cut the picture";

std::string description(const VideoSource& source, const AVFrame* first, const media::Cut& cut) {
  return fmt::format("[in]{}crop=w='iw*{:.6f}':h='ih*{:.6f}':x='iw*{:.6f}':y='ih*{:.6f}',scale={}:{}:flags=bicubic:out_range=tv,format=yuv420p,setsar=1[out]",
                     source.repairs(first), cut.width, cut.height, cut.x, cut.y, cut.rung.width, cut.rung.height);
}

}  // namespace

Result<void> CutFilter::open(const VideoSource& source, const AVFrame* first, const media::Cut& cut, const media::Rate& rate, const std::string& captions) {
  graph_.reset(avfilter_graph_alloc());
  graph_->nb_threads = 1;
  AVFilterInOut* inputs = nullptr;
  AVFilterInOut* outputs = nullptr;
  auto done = av_check(avfilter_graph_parse2(graph_.get(), description(source, first, cut).c_str(), &inputs, &outputs), kDoing);
  if (done) done = add_source(source, first, rate);
  if (done) done = av_check(avfilter_link(source_, 0, inputs->filter_ctx, static_cast<unsigned>(inputs->pad_idx)), kDoing);
  if (done) done = av_check(avfilter_graph_create_filter(&sink_, avfilter_get_by_name("buffersink"), "sink", nullptr, nullptr, graph_.get()), kDoing);
  AVFilterContext* last = done ? outputs->filter_ctx : nullptr;
  unsigned pad = done ? static_cast<unsigned>(outputs->pad_idx) : 0;
  if (done && !captions.empty()) {
    const auto filter = add_captions(captions);
    done = filter ? av_check(avfilter_link(last, pad, *filter, 0), kDoing) : base::fail(filter.error().message);
    if (done) last = *filter;
    pad = 0;
  }
  if (done) done = av_check(avfilter_link(last, pad, sink_, 0), kDoing);
  avfilter_inout_free(&inputs);
  avfilter_inout_free(&outputs);
  return done ? av_check(avfilter_graph_config(graph_.get(), nullptr), kDoing) : done;
}

Result<void> CutFilter::add_source(const VideoSource& source, const AVFrame* first, const media::Rate& rate) {
  const std::string arguments = source_arguments(first, {rate.denominator, rate.numerator}, source.stream()->codecpar->sample_aspect_ratio);
  return av_check(avfilter_graph_create_filter(&source_, avfilter_get_by_name("buffer"), "source", arguments.c_str(), nullptr, graph_.get()), kDoing);
}

// The file's name is set as an option, not written into a description: it may hold any character.
Result<AVFilterContext*> CutFilter::add_captions(const std::string& captions) {
  const AVFilter* kind = avfilter_get_by_name("ass");
  if (!kind) return base::fail("FFmpeg here cannot draw captions (install Debian's libavfilter)");
  AVFilterContext* filter = avfilter_graph_alloc_filter(graph_.get(), kind, "captions");
  int status = filter ? av_opt_set(filter, "filename", captions.c_str(), AV_OPT_SEARCH_CHILDREN) : AVERROR(ENOMEM);
  {
    // libass asks fontconfig for the system's fonts here: once for all workers is enough, and its first call sets it up.
    static std::mutex fonts;
    const std::lock_guard lock(fonts);
    if (status >= 0) status = avfilter_init_str(filter, nullptr);
  }
  if (auto made = av_check(status, "draw captions"); !made) return base::fail(made.error().message);
  return filter;
}

Result<void> CutFilter::push(const AVFrame* frame, std::int64_t number) { return push_frame(source_, frame, number, kDoing); }

Result<void> CutFilter::end() { return av_check(av_buffersrc_add_frame(source_, nullptr), kDoing); }

Result<bool> CutFilter::pull(AVFrame* frame) { return pull_frame(sink_, frame, kDoing); }

}  // namespace codecs
