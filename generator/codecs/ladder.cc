#include "generator/codecs/ladder.h"

#include <fmt/format.h>

#include <algorithm>

#include "generator/codecs/encoders.h"
#include "generator/media/video_plan.h"

namespace codecs {
namespace {

using base::Result;
using media::Rung;

constexpr int kMostChunks = 64;  // of a long video; a short one has one a segment

// Decoder frames go in, one frame for each rung comes out: scaled in a cascade, each rung from the next larger one.
class Cascade {
 public:
  Result<void> open(const VideoSource& source, const AVFrame* first, const std::vector<Rung>& rungs) {
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

  Result<void> push(const AVFrame* frame, std::int64_t pts) {
    const Frame copy(av_frame_clone(frame));
    copy->pts = pts;
    copy->pict_type = AV_PICTURE_TYPE_NONE;
    av_frame_remove_side_data(copy.get(), AV_FRAME_DATA_DISPLAYMATRIX);
    return av_check(av_buffersrc_add_frame(source_, copy.get()), "scale");
  }

  // No frame comes any more: what filters hold back comes out.
  Result<void> end() { return av_check(av_buffersrc_add_frame(source_, nullptr), "scale"); }

  // The next frame of one rung, by its index in `rungs`; false when there is none yet, for some filters look one frame ahead.
  Result<bool> pull(std::size_t rung, AVFrame* frame) {
    const int status = av_buffersink_get_frame(sinks_[rung], frame);
    if (status == AVERROR(EAGAIN) || status == AVERROR_EOF) return false;
    if (auto good = av_check(status, "scale"); !good) return base::fail(good.error().message);
    return true;
  }

 private:
  static std::string description(const VideoSource& source, const AVFrame* first, const std::vector<Rung>& rungs) {
    std::string text = "[in]" + source.repairs(first);
    for (std::size_t i = rungs.size(); i-- > 0;) {
      text += fmt::format("scale={}:{}:flags=bicubic:out_range=tv,format=yuv420p,setsar=1", rungs[i].width, rungs[i].height);
      text += i == 0 ? fmt::format("[r{}]", i) : fmt::format(",split[r{}][s{}];[s{}]", i, i, i);
    }
    return text;
  }

  Result<void> add_source(const VideoSource& source, const AVFrame* first, AVFilterInOut* input) {
    const AVRational tb = source.stream()->time_base;
    const AVRational aspect = source.stream()->codecpar->sample_aspect_ratio;
    const std::string arguments = fmt::format("video_size={}x{}:pix_fmt={}:time_base={}/{}:pixel_aspect={}/{}", first->width, first->height, first->format,
                                              tb.num, tb.den, std::max(aspect.num, 0), std::max(aspect.den, 1));
    auto made = av_check(avfilter_graph_create_filter(&source_, avfilter_get_by_name("buffer"), "in", arguments.c_str(), nullptr, graph_.get()), "set up scaling");
    if (!made) return made;
    return av_check(avfilter_link(source_, 0, input->filter_ctx, static_cast<unsigned>(input->pad_idx)), "set up scaling");
  }

  Result<void> add_sink(AVFilterInOut* output) {
    AVFilterContext* sink = nullptr;
    auto made = av_check(avfilter_graph_create_filter(&sink, avfilter_get_by_name("buffersink"), output->name, nullptr, nullptr, graph_.get()), "set up scaling");
    if (!made) return made;
    const auto index = static_cast<std::size_t>(std::atoi(output->name + 1));
    if (sinks_.size() <= index) sinks_.resize(index + 1);
    sinks_[index] = sink;
    return av_check(avfilter_link(output->filter_ctx, static_cast<unsigned>(output->pad_idx), sink, 0), "set up scaling");
  }

  FilterGraph graph_;
  AVFilterContext* source_ = nullptr;
  std::vector<AVFilterContext*> sinks_;
};

class ChunkEncoder {
 public:
  ChunkEncoder(VideoSource& source, const media::Rate& rate, const std::vector<Rung>& rungs, const std::string& preset)
      : source_(source), rate_(rate), rungs_(rungs), encodings_(media::encodings(rungs)), preset_(preset), encoded_(encodings_.size()) {}

  Result<std::vector<Encoded>> run(const Chunk& chunk, const std::atomic<bool>& stop) {
    for (std::int64_t n = chunk.begin; n < chunk.end; ++n) {
      if (stop) return base::fail("stopped");
      const auto frame = source_.frame_at(n);
      if (!frame) return base::fail(frame.error().message);
      if (auto done = take(*frame, n - chunk.begin); !done) return base::fail(done.error().message);
    }
    if (auto done = end_scaling(); !done) return base::fail(done.error().message);
    for (std::size_t i = 0; i < encodings_.size(); ++i) {
      if (auto done = receive_packets(encoders_[i].get(), true, encoded_[i]); !done) return base::fail(done.error().message);
      if (encodings_[i].codec == media::Codec::h264) drop_encoder_notes(encoded_[i]);
    }
    return std::move(encoded_);
  }

 private:
  Result<void> take(const AVFrame* frame, std::int64_t pts) {
    if (frame->width != width_ || frame->height != height_ || frame->format != format_) {
      if (auto opened = open(frame); !opened) return opened;
    }
    if (auto pushed = cascade_.push(frame, pts); !pushed) return pushed;
    return encode_scaled();
  }

  // Every frame that has come out of the cascade, in all rungs.
  Result<void> encode_scaled() {
    while (true) {
      for (std::size_t i = 0; i < rungs_.size(); ++i) {
        const auto pulled = cascade_.pull(i, scaled_.get());
        if (!pulled) return base::fail(pulled.error().message);
        if (!*pulled) return {};  // all rungs come out together
        if (auto encoded = encode_rung(i); !encoded) return encoded;
      }
      ++scaled_count_;
    }
  }

  // The scaled frame, by every encoder of its rung.
  Result<void> encode_rung(std::size_t rung) {
    scaled_->pts = scaled_count_;
    scaled_->pict_type = AV_PICTURE_TYPE_NONE;
    for (std::size_t i = 0; i < encodings_.size(); ++i) {
      if (encodings_[i].rung != rung) continue;
      if (auto encoded = encode(i); !encoded) return encoded;
    }
    av_frame_unref(scaled_.get());
    return {};
  }

  Result<void> encode(std::size_t encoding) {
    CodecContext& encoder = encoders_[encoding];
    if (!encoder) {
      auto opened = open_encoder(rungs_[encodings_[encoding].rung], encodings_[encoding].codec, rate_, preset_, scaled_.get());
      if (!opened) return base::fail(opened.error().message);
      encoder = std::move(*opened);
    }
    if (auto sent = av_check(avcodec_send_frame(encoder.get(), scaled_.get()), "encode"); !sent) return sent;
    return receive_packets(encoder.get(), false, encoded_[encoding]);
  }

  Result<void> end_scaling() {
    if (auto ended = cascade_.end(); !ended) return ended;
    return encode_scaled();
  }

  // Also when the size changes on the way, as when a phone is turned.
  Result<void> open(const AVFrame* frame) {
    width_ = frame->width;
    height_ = frame->height;
    if (format_ != AV_PIX_FMT_NONE) {
      if (auto ended = end_scaling(); !ended) return ended;
    }
    format_ = frame->format;
    return cascade_.open(source_, frame, rungs_);
  }

  VideoSource& source_;
  const media::Rate& rate_;
  const std::vector<Rung>& rungs_;
  const std::vector<media::Encoding> encodings_;
  const std::string& preset_;
  Cascade cascade_;
  std::vector<Encoded> encoded_;
  std::vector<CodecContext> encoders_ = std::vector<CodecContext>(encodings_.size());  // opened with their first frames
  Frame scaled_ = new_frame();
  std::int64_t scaled_count_ = 0;
  int width_ = 0;
  int height_ = 0;
  int format_ = AV_PIX_FMT_NONE;
};

}  // namespace

// x264 writes its options into the first packet of each chunk: 700 bytes that nobody reads (SEI, unit type 6). Units have a start
// code of three or four bytes (ITU-T H.264, annex B).
void drop_encoder_notes(Encoded& encoded) {
  if (encoded.packets.empty()) return;
  std::string& bytes = encoded.packets.front().bytes;
  std::string kept;
  for (std::size_t at = 0; at < bytes.size();) {
    std::size_t next = bytes.find(std::string_view("\0\0\1", 3), at + 4);
    if (next == std::string::npos) next = bytes.size();
    else if (bytes[next - 1] == '\0') --next;
    const std::size_t code = bytes.compare(at, 3, std::string_view("\0\0\1", 3)) == 0 ? 3 : 4;
    const bool note = at + code < bytes.size() && (bytes[at + code] & 0x1F) == 6;
    if (!note) kept.append(bytes, at, next - at);
    at = next;
  }
  bytes = std::move(kept);
}

std::vector<Chunk> chunks_of(const media::VideoInfo& info) {
  const std::int64_t frames = media::frame_count(info);
  const std::int64_t segment = media::segment_frames(info.rate);
  const std::int64_t segments = media::segment_count(info);
  const std::int64_t length = segment * std::max<std::int64_t>(1, (segments + kMostChunks - 1) / kMostChunks);
  std::vector<Chunk> chunks;
  for (std::int64_t begin = 0; begin < frames; begin += length) chunks.push_back({begin, std::min(frames, begin + length)});
  return chunks;
}

Result<std::vector<Encoded>> encode_chunk(VideoSource& source, const Chunk& chunk, const media::Rate& rate, const std::vector<Rung>& rungs,
                                          const std::string& preset, const std::atomic<bool>& stop) {
  return ChunkEncoder(source, rate, rungs, preset).run(chunk, stop);
}

}  // namespace codecs
