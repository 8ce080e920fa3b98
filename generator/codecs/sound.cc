#include "generator/codecs/sound.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <functional>

namespace codecs {
namespace {

using base::Result;

constexpr double kTargetLoudness = -16;  // LUFS
constexpr double kMostPeak = -1.5;       // dBTP
constexpr double kSilence = -70;         // LUFS: what is not louder is left alone
constexpr int kAacBits = 64'000;
constexpr int kOpusBits = 24'000;

// The sound through `filters`, frame by frame, to `take`.
class SoundReader {
 public:
  SoundReader(const std::string& path, const VideoIndex& index, const std::atomic<bool>& stop) : path_(path), index_(index), stop_(stop) {}

  Result<void> read(const std::string& filters, int frame_size, const std::function<Result<void>(AVFrame*)>& take) {
    auto format = open_media(path_);
    if (!format) return base::fail(format.error().message);
    format_ = std::move(*format);
    for (unsigned i = 0; i < format_->nb_streams; ++i) {
      if (static_cast<int>(i) != index_.sound) format_->streams[i]->discard = AVDISCARD_ALL;
    }
    auto decoder = open_decoder(stream());
    if (!decoder) return base::fail(decoder.error().message);
    decoder_ = std::move(*decoder);
    const Packet packet = new_packet();
    while (av_read_frame(format_.get(), packet.get()) >= 0) {
      if (stop_) return base::fail("stopped");
      if (packet->stream_index == index_.sound) avcodec_send_packet(decoder_.get(), packet.get());
      av_packet_unref(packet.get());
      if (auto done = drain(filters, frame_size, take); !done) return done;
    }
    avcodec_send_packet(decoder_.get(), nullptr);
    if (auto done = drain(filters, frame_size, take); !done) return done;
    if (!graph_) return base::fail("the sound is damaged (copy the file again)");
    if (auto ended = av_check(av_buffersrc_add_frame(source_, nullptr), "filter the sound"); !ended) return ended;
    return pull(take);
  }

 private:
  const AVStream* stream() const { return format_->streams[index_.sound]; }

  // What the decoder has ready goes through the filters. Damaged stretches are left out; the filters put silence there.
  Result<void> drain(const std::string& filters, int frame_size, const std::function<Result<void>(AVFrame*)>& take) {
    while (avcodec_receive_frame(decoder_.get(), frame_.get()) >= 0) {
      if (frame_->ch_layout.order == AV_CHANNEL_ORDER_UNSPEC) av_channel_layout_default(&frame_->ch_layout, frame_->ch_layout.nb_channels);
      if (!graph_) {
        if (auto opened = open_graph(filters, frame_size); !opened) return opened;
      }
      if (frame_->best_effort_timestamp != AV_NOPTS_VALUE) {
        frame_->pts = av_rescale_q(frame_->best_effort_timestamp, stream()->time_base, {1, frame_->sample_rate}) -
                      av_rescale_q(index_.origin, AV_TIME_BASE_Q, {1, frame_->sample_rate});
      }
      if (av_buffersrc_add_frame(source_, frame_.get()) < 0) continue;
      if (auto done = pull(take); !done) return done;
    }
    return {};
  }

  Result<void> pull(const std::function<Result<void>(AVFrame*)>& take) {
    const Frame filtered = new_frame();
    while (av_buffersink_get_frame(sink_, filtered.get()) >= 0) {
      auto taken = take(filtered.get());
      av_frame_unref(filtered.get());
      if (!taken) return taken;
    }
    return {};
  }

  Result<void> open_graph(const std::string& filters, int frame_size) {
    graph_.reset(avfilter_graph_alloc());
    graph_->nb_threads = 1;
    std::array<char, 64> layout{};
    av_channel_layout_describe(&frame_->ch_layout, layout.data(), layout.size());
    const std::string arguments = fmt::format("time_base=1/{}:sample_rate={}:sample_fmt={}:channel_layout={}", frame_->sample_rate, frame_->sample_rate,
                                              av_get_sample_fmt_name(static_cast<AVSampleFormat>(frame_->format)), layout.data());
    auto made = av_check(avfilter_graph_create_filter(&source_, avfilter_get_by_name("abuffer"), "in", arguments.c_str(), nullptr, graph_.get()), "filter the sound");
    if (made) made = av_check(avfilter_graph_create_filter(&sink_, avfilter_get_by_name("abuffersink"), "out", nullptr, nullptr, graph_.get()), "filter the sound");
    if (!made) return made;
    AVFilterInOut* outputs = avfilter_inout_alloc();
    AVFilterInOut* inputs = avfilter_inout_alloc();
    outputs->name = av_strdup("in");
    outputs->filter_ctx = source_;
    inputs->name = av_strdup("out");
    inputs->filter_ctx = sink_;
    const std::string trim = index_.trimmed ? fmt::format("atrim=start=0:end={:.6f},", index_.info.seconds) : "";
    const std::string all = trim + fmt::format("aresample={}:async=1:min_hard_comp=0.02:first_pts=0,aformat=sample_fmts=fltp:channel_layouts=mono,{}", kSampleRate, filters);
    const int status = avfilter_graph_parse_ptr(graph_.get(), all.c_str(), &inputs, &outputs, nullptr);
    avfilter_inout_free(&inputs);
    avfilter_inout_free(&outputs);
    if (auto parsed = av_check(status, "filter the sound"); !parsed) return parsed;
    if (auto configured = av_check(avfilter_graph_config(graph_.get(), nullptr), "filter the sound"); !configured) return configured;
    if (frame_size > 0) av_buffersink_set_frame_size(sink_, static_cast<unsigned>(frame_size));
    return {};
  }

  const std::string& path_;
  const VideoIndex& index_;
  const std::atomic<bool>& stop_;
  FormatContext format_;
  CodecContext decoder_;
  FilterGraph graph_;
  AVFilterContext* source_ = nullptr;
  AVFilterContext* sink_ = nullptr;
  Frame frame_ = new_frame();
};

// AAC's first frame is the silence before the beginning: without it sound and picture begin together. Opus says in its header how many
// samples players leave out, less than 7 ms.
void begin_at_zero(media::Codec codec, Encoded& encoded) {
  if (codec == media::Codec::aac) {
    std::erase_if(encoded.packets, [](const EncodedPacket& packet) { return packet.pts < 0; });
    return;
  }
  const std::int64_t first = encoded.packets.empty() ? 0 : encoded.packets.front().pts;
  for (auto& packet : encoded.packets) {
    packet.pts -= first;
    packet.dts -= first;
  }
}

Result<CodecContext> open_sound_encoder(media::Codec codec) {
  const bool opus = codec == media::Codec::opus;
  const AVCodec* implementation = opus ? avcodec_find_encoder_by_name("libopus") : avcodec_find_encoder(AV_CODEC_ID_AAC);
  if (!implementation) return base::fail("FFmpeg here has no libopus (install Debian's libavcodec)");
  CodecContext encoder(avcodec_alloc_context3(implementation));
  encoder->sample_rate = kSampleRate;
  encoder->sample_fmt = opus ? AV_SAMPLE_FMT_FLT : AV_SAMPLE_FMT_FLTP;
  av_channel_layout_default(&encoder->ch_layout, 1);
  encoder->bit_rate = opus ? kOpusBits : kAacBits;
  encoder->time_base = {1, kSampleRate};
  encoder->thread_count = 1;
  encoder->flags |= AV_CODEC_FLAG_GLOBAL_HEADER | AV_CODEC_FLAG_BITEXACT;
  if (opus) av_opt_set(encoder->priv_data, "application", "voip", 0);
  if (auto opened = av_check(avcodec_open2(encoder.get(), implementation, nullptr), "open the encoder"); !opened) return base::fail(opened.error().message);
  return encoder;
}

}  // namespace

Result<double> measure_gain(const std::string& path, const VideoIndex& index, const std::atomic<bool>& stop) {
  double loudness = kSilence;
  double peak = -99;
  const auto number = [](const AVFrame* frame, const char* key, double& value) {
    const AVDictionaryEntry* entry = av_dict_get(frame->metadata, key, nullptr, 0);
    if (entry) value = std::strtod(entry->value, nullptr);
  };
  auto read = SoundReader(path, index, stop).read("ebur128=metadata=1:peak=true:framelog=verbose", 0, [&](AVFrame* frame) -> Result<void> {
    double true_peak = 0;
    number(frame, "lavfi.r128.I", loudness);
    number(frame, "lavfi.r128.true_peak", true_peak);
    if (true_peak > 0) peak = std::max(peak, 20 * std::log10(true_peak));
    return {};
  });
  if (!read) return base::fail(read.error().message);
  if (loudness <= kSilence) return 0.0;
  return std::min(kTargetLoudness - loudness, kMostPeak - peak);
}

Result<Encoded> encode_sound(const std::string& path, const VideoIndex& index, media::Codec codec, double gain, const std::atomic<bool>& stop) {
  auto opened = open_sound_encoder(codec);
  if (!opened) return base::fail(opened.error().message);
  AVCodecContext* encoder = opened->get();
  Encoded encoded;
  std::int64_t samples = 0;
  const auto whole = static_cast<std::int64_t>(index.info.seconds * kSampleRate);
  const std::string filters = fmt::format("volume={:.2f}dB,apad=whole_len={},aformat=sample_fmts={}", gain, whole, av_get_sample_fmt_name(encoder->sample_fmt));
  auto read = SoundReader(path, index, stop).read(filters, encoder->frame_size, [&](AVFrame* frame) -> Result<void> {
    frame->pts = samples;
    samples += frame->nb_samples;
    if (auto sent = av_check(avcodec_send_frame(encoder, frame), "encode the sound"); !sent) return sent;
    return receive_packets(encoder, false, encoded);
  });
  if (!read) return base::fail(read.error().message);
  if (auto done = receive_packets(encoder, true, encoded); !done) return base::fail(done.error().message);
  begin_at_zero(codec, encoded);
  return encoded;
}

}  // namespace codecs
