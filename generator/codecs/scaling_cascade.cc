#include "generator/codecs/scaling_cascade.h"

#include <fmt/format.h>

#include <cstdlib>

#include "generator/codecs/filter_ends.h"

namespace codecs {

using base::Result;
using media::Rung;

Result<void> ScalingCascade::open(const VideoSource& source, const AVFrame* first, const std::vector<Rung>& rungs) {
  graph_.reset(avfilter_graph_alloc());
  graph_->nb_threads = 1;
  AVFilterInOut* inputs = nullptr;
  AVFilterInOut* outputs = nullptr;
  auto done = av_check(avfilter_graph_parse2(graph_.get(), description(source, first, rungs).c_str(), &inputs, &outputs), "set up scaling");
  if (done) done = add_source(source, first, inputs);
  sinks_.clear();
  for (AVFilterInOut* output = outputs; done && output; output = output->next) done = add_sink(output);
  avfilter_inout_free(&inputs);
  avfilter_inout_free(&outputs);
  if (done) done = av_check(avfilter_graph_config(graph_.get(), nullptr), "set up scaling");
  return done;
}

Result<void> ScalingCascade::push(const AVFrame* frame, std::int64_t pts) { return push_frame(source_, frame, pts, "scale"); }

Result<void> ScalingCascade::end() { return av_check(av_buffersrc_add_frame(source_, nullptr), "scale"); }

Result<bool> ScalingCascade::pull(std::size_t rung, AVFrame* frame) { return pull_frame(sinks_[rung], frame, "scale"); }

std::string ScalingCascade::description(const VideoSource& source, const AVFrame* first, const std::vector<Rung>& rungs) {
  std::string text = "[in]" + source.repairs(first);
  for (std::size_t i = rungs.size(); i-- > 0;) {
    text += fmt::format("scale={}:{}:flags=bicubic:out_range=tv,format=yuv420p,setsar=1", rungs[i].width, rungs[i].height);
    text += i == 0 ? fmt::format("[r{}]", i) : fmt::format(",split[r{}][s{}];[s{}]", i, i, i);
  }
  return text;
}

Result<void> ScalingCascade::add_source(const VideoSource& source, const AVFrame* first, AVFilterInOut* input) {
  const std::string arguments = source_arguments(first, source.stream()->time_base, source.stream()->codecpar->sample_aspect_ratio);
  auto made = av_check(avfilter_graph_create_filter(&source_, avfilter_get_by_name("buffer"), "in", arguments.c_str(), nullptr, graph_.get()), "set up scaling");
  if (!made) return made;
  return av_check(avfilter_link(source_, 0, input->filter_ctx, static_cast<unsigned>(input->pad_idx)), "set up scaling");
}

Result<void> ScalingCascade::add_sink(AVFilterInOut* output) {
  AVFilterContext* sink = nullptr;
  auto made = av_check(avfilter_graph_create_filter(&sink, avfilter_get_by_name("buffersink"), output->name, nullptr, nullptr, graph_.get()), "set up scaling");
  if (!made) return made;
  const auto index = static_cast<std::size_t>(std::atoi(output->name + 1));
  if (sinks_.size() <= index) sinks_.resize(index + 1);
  sinks_[index] = sink;
  return av_check(avfilter_link(output->filter_ctx, static_cast<unsigned>(output->pad_idx), sink, 0), "set up scaling");
}

}  // namespace codecs
