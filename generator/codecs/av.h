// FFmpeg's C structures as owned values.
#pragma once

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavfilter/avfilter.h>
#include <libavfilter/buffersink.h>
#include <libavfilter/buffersrc.h>
#include <libavformat/avformat.h>
#include <libavutil/cpu.h>
#include <libavutil/display.h>
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>
}

#include <memory>
#include <mutex>
#include <string>

#include "base/result.h"

namespace codecs {

// Held while a coder is opened or closed. SVT-AV1 keeps its list of processors in a global: opening uses what closing another encoder
// frees (1.4.1). Other coders do not wait.
class CodecLock {
 public:
  explicit CodecLock(const AVCodec* codec);

 private:
  std::unique_lock<std::mutex> lock_;
};

struct AvFree {
  void operator()(AVFormatContext* context) const {
    if (context->iformat) {
      avformat_close_input(&context);
    } else {
      if (context->pb) avio_closep(&context->pb);
      avformat_free_context(context);
    }
  }
  void operator()(AVCodecContext* context) const;
  void operator()(AVFilterGraph* graph) const { avfilter_graph_free(&graph); }
  void operator()(AVFrame* frame) const { av_frame_free(&frame); }
  void operator()(AVPacket* packet) const { av_packet_free(&packet); }
};

using FormatContext = std::unique_ptr<AVFormatContext, AvFree>;
using CodecContext = std::unique_ptr<AVCodecContext, AvFree>;
using FilterGraph = std::unique_ptr<AVFilterGraph, AvFree>;
using Frame = std::unique_ptr<AVFrame, AvFree>;
using Packet = std::unique_ptr<AVPacket, AvFree>;

inline Frame new_frame() { return Frame(av_frame_alloc()); }
inline Packet new_packet() { return Packet(av_packet_alloc()); }

// "invalid data found when processing input"
std::string av_message(int error);

// An error when a call's status is negative: "cannot open the encoder: …".
base::Result<void> av_check(int status, const char* doing);

}  // namespace codecs
