#include "generator/codecs/av.h"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace codecs {

namespace {

bool is_svt_av1(const AVCodec* codec) { return codec && codec->name == std::string_view("libsvtav1"); }

// SVT-AV1 waits for ever when it is closed before it has a frame and was told that none follows.
void finish(AVCodecContext* encoder) {
  if (encoder->frame_number == 0) {
    const Frame frame = new_frame();
    frame->format = encoder->pix_fmt;
    frame->width = encoder->width;
    frame->height = encoder->height;
    if (av_frame_get_buffer(frame.get(), 0) < 0 || avcodec_send_frame(encoder, frame.get()) < 0) return;
  }
  if (avcodec_send_frame(encoder, nullptr) < 0) return;
  const Packet unread = new_packet();
  while (avcodec_receive_packet(encoder, unread.get()) == 0) {
  }
}

}  // namespace

CodecLock::CodecLock(const AVCodec* codec) {
  static std::mutex mutex;
  if (is_svt_av1(codec)) lock_ = std::unique_lock(mutex);
}

void AvFree::operator()(AVCodecContext* context) const {
  if (is_svt_av1(context->codec) && avcodec_is_open(context)) finish(context);
  const CodecLock lock(context->codec);
  avcodec_free_context(&context);
}

std::string av_message(int error) {
  std::array<char, AV_ERROR_MAX_STRING_SIZE> text{};
  av_strerror(error, text.data(), text.size());
  if (text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] + 32);
  return text.data();
}

base::Result<void> av_check(int status, const char* doing) {
  if (status >= 0) return {};
  return base::fail(fmt::format("cannot {}: {}", doing, av_message(status)));
}

}  // namespace codecs
