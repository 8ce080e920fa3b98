#include "generator/codecs/encoders.h"

#include <fmt/format.h>

#include "generator/media/video_plan.h"

namespace codecs {
namespace {

using base::Result;
using media::Rung;

constexpr int kAv1Preset = 8;
constexpr int kAv1PercentOfBits = 60;  // of H.264's for the same picture

void set_common(AVCodecContext* encoder, const Rung& rung, const media::Rate& rate, const AVFrame* first) {
  encoder->width = rung.width;
  encoder->height = rung.height;
  encoder->pix_fmt = AV_PIX_FMT_YUV420P;
  encoder->time_base = {rate.denominator, rate.numerator};
  encoder->framerate = {rate.numerator, rate.denominator};
  encoder->sample_aspect_ratio = {1, 1};
  encoder->color_range = AVCOL_RANGE_MPEG;
  encoder->color_primaries = first->color_primaries;
  encoder->color_trc = first->color_trc;
  encoder->colorspace = first->colorspace;
  encoder->gop_size = media::segment_frames(rate);
  encoder->thread_count = 1;
  encoder->flags |= AV_CODEC_FLAG_GLOBAL_HEADER | AV_CODEC_FLAG_CLOSED_GOP;
}

void set_h264(AVCodecContext* encoder, const Rung& rung, const std::string& preset) {
  encoder->keyint_min = encoder->gop_size;
  encoder->max_b_frames = rung.profile == "baseline" ? 0 : 2;
  encoder->rc_max_rate = rung.most_kbits * 1000;
  encoder->rc_buffer_size = 2 * rung.most_kbits * 1000;
  // Each chunk begins with a fresh encoder: as full as x264 takes the buffer to be, every four seconds would spend it anew.
  encoder->rc_initial_buffer_occupancy = encoder->rc_buffer_size * 6 / 10;
  av_opt_set(encoder->priv_data, "preset", preset.c_str(), 0);
  av_opt_set(encoder->priv_data, "profile", rung.profile.c_str(), 0);
  av_opt_set_double(encoder->priv_data, "crf", rung.crf, 0);
  av_opt_set_int(encoder->priv_data, "sc_threshold", 0, 0);
  // With AVX-512 x264 decides differently from run to run (docs/decisions/encoder.md). Processors that have it have all of these.
  if (av_get_cpu_flags() & AV_CPU_FLAG_AVX512) {
    av_opt_set(encoder->priv_data, "x264-params", "asm=MMX2,SSE2Fast,SSSE3,SSE4.2,AVX,FMA3,BMI2,AVX2", 0);
  }
}

void set_av1(AVCodecContext* encoder, const Rung& rung) {
  encoder->rc_max_rate = rung.most_kbits * 10 * kAv1PercentOfBits;
  av_opt_set_int(encoder->priv_data, "preset", kAv1Preset, 0);
  av_opt_set_int(encoder->priv_data, "crf", rung.av1_crf, 0);
  // One processor; keyframes that nothing reaches across; none but those asked for.
  av_opt_set(encoder->priv_data, "svtav1-params", "lp=1:irefresh-type=2:scd=0", 0);
}

}  // namespace

Result<CodecContext> open_encoder(const Rung& rung, media::Codec codec, const media::Rate& rate, const std::string& preset, const AVFrame* first) {
  const bool av1 = codec == media::Codec::av1;
  const char* name = av1 ? "libsvtav1" : "libx264";
  const AVCodec* implementation = avcodec_find_encoder_by_name(name);
  if (!implementation) return base::fail(fmt::format("FFmpeg here has no {} (install Debian's libavcodec)", name));
  CodecContext encoder(avcodec_alloc_context3(implementation));
  set_common(encoder.get(), rung, rate, first);
  if (av1) {
    set_av1(encoder.get(), rung);
  } else {
    set_h264(encoder.get(), rung, preset);
  }
  const CodecLock lock(implementation);
  if (auto opened = av_check(avcodec_open2(encoder.get(), implementation, nullptr), "open the encoder"); !opened) return base::fail(opened.error().message);
  return encoder;
}

// x264 keeps the frames that it looks ahead at (4:2:0, and a half-sized copy that is searched for motion); SVT-AV1 as measured at 240
// and 480 lines.
double memory_of_encoder(const Rung& rung, media::Codec codec) {
  const double pixels = static_cast<double>(rung.width) * rung.height;
  return codec == media::Codec::av1 ? 6e7 + 300 * pixels : 60 * 2.5 * pixels;
}

}  // namespace codecs
