#include "generator/codecs/video_source.h"

#include <algorithm>
#include <cmath>

namespace codecs {
namespace {

using base::Result;

// Where x and y of the picture go (ISO/IEC 14496-12, matrix).
const char* turn(const std::int32_t* matrix) {
  if (!matrix) return "";
  if (matrix[0] == 0 && matrix[4] == 0) {
    if (matrix[1] > 0) return matrix[3] > 0 ? "transpose=cclock_flip," : "transpose=clock,";
    if (matrix[1] < 0) return matrix[3] > 0 ? "transpose=cclock," : "transpose=clock_flip,";
    return "";
  }
  if (matrix[0] < 0) return matrix[4] < 0 ? "hflip,vflip," : "hflip,";
  return matrix[4] < 0 ? "vflip," : "";
}

}  // namespace

Result<std::unique_ptr<VideoSource>> VideoSource::open(const std::string& path, const VideoIndex& index) {
  auto format = open_media(path);
  if (!format) return base::fail(format.error().message);
  std::unique_ptr<VideoSource> source(new VideoSource(index));
  source->format_ = std::move(*format);
  for (unsigned i = 0; i < source->format_->nb_streams; ++i) {
    if (static_cast<int>(i) != index.picture) source->format_->streams[i]->discard = AVDISCARD_ALL;
  }
  auto decoder = open_decoder(source->stream());
  if (!decoder) return base::fail(decoder.error().message);
  source->decoder_ = std::move(*decoder);
  return source;
}

// The last moment, in the stream's time base, at which a frame may begin to be the one shown at number n: half a frame after n's own.
std::int64_t VideoSource::timestamp_of(std::int64_t n) const {
  const AVRational half = {index_.info.rate.denominator, 2 * index_.info.rate.numerator};
  return av_rescale_q_rnd(2 * n + 1, half, stream()->time_base, AV_ROUND_DOWN) + av_rescale_q(index_.origin, AV_TIME_BASE_Q, stream()->time_base);
}

Result<bool> VideoSource::seek_before(std::int64_t timestamp, std::ptrdiff_t earlier) {
  has_current_ = has_next_ = draining_ = false;
  last_timestamp_ = first_decoded_ = AV_NOPTS_VALUE;
  const auto after = std::ranges::upper_bound(index_.keyframes, timestamp) - index_.keyframes.begin();
  const bool begins = after - 1 - earlier <= 0;
  int status = -1;
  if (!begins) status = av_seek_frame(format_.get(), index_.picture, index_.keyframes[static_cast<std::size_t>(after - 1 - earlier)], AVSEEK_FLAG_BACKWARD);
  const bool from_beginning = status < 0;
  // Some formats only know how to go to the first byte.
  if (from_beginning) {
    status = av_seek_frame(format_.get(), index_.picture, index_.picture_first, AVSEEK_FLAG_BACKWARD);
    if (status < 0) status = av_seek_frame(format_.get(), -1, 0, AVSEEK_FLAG_BYTE);
    if (status < 0) return base::fail(kDamagedVideo);
  }
  avcodec_flush_buffers(decoder_.get());
  return from_beginning;
}

// MPEG-TS is searched by guessing: reading may begin behind the frame. Then it begins further and further before it.
Result<void> VideoSource::go_before(std::int64_t timestamp) {
  for (std::ptrdiff_t earlier = 0;; earlier = 2 * earlier + 1) {
    const auto from_beginning = seek_before(timestamp, earlier);
    if (!from_beginning) return base::fail(from_beginning.error().message);
    if (auto next = decode_next(); !next) return base::fail(next.error().message);
    if (*from_beginning || (has_next_ && next_->pts <= timestamp)) return {};
  }
}

std::int64_t VideoSource::timestamp_of_next() {
  const AVRational frame = {index_.info.rate.denominator, index_.info.rate.numerator};
  const std::int64_t step = std::max<std::int64_t>(1, av_rescale_q(1, frame, stream()->time_base));
  const std::int64_t time = next_->best_effort_timestamp;
  if (!index_.timestamps || time == AV_NOPTS_VALUE) {
    return last_timestamp_ == AV_NOPTS_VALUE ? index_.picture_first : last_timestamp_ + step;
  }
  // AVI only tells when frames are decoded: those that wait for a later one would be as late as it.
  if (next_->pts != AV_NOPTS_VALUE || first_decoded_ == AV_NOPTS_VALUE) return time;
  if (last_timestamp_ == AV_NOPTS_VALUE) decoder_delay_ = std::min(time - first_decoded_, decoder_->has_b_frames * step);
  return time - decoder_delay_;
}

Result<bool> VideoSource::decode_next() {
  while (true) {
    const int status = avcodec_receive_frame(decoder_.get(), next_.get());
    if (status == 0) {
      next_->pts = last_timestamp_ = timestamp_of_next();
      broken_ = 0;
      return has_next_ = true;
    }
    if (status == AVERROR_EOF) return has_next_ = false;
    // A damaged frame: the next one may be whole.
    if (status != AVERROR(EAGAIN) && ++broken_ <= kMostBrokenFrames) continue;
    if (status != AVERROR(EAGAIN)) return base::fail(kDamagedVideo);
    const int read = draining_ ? AVERROR_EOF : av_read_frame(format_.get(), packet_.get());
    if (read < 0) {
      if (draining_) return has_next_ = false;
      draining_ = true;
      avcodec_send_packet(decoder_.get(), nullptr);
      continue;
    }
    if (packet_->stream_index == index_.picture) {
      if (first_decoded_ == AV_NOPTS_VALUE) first_decoded_ = packet_->dts;
      avcodec_send_packet(decoder_.get(), packet_.get());
    }
    av_packet_unref(packet_.get());
  }
}

Result<const AVFrame*> VideoSource::frame_at(std::int64_t n) {
  const std::int64_t latest = timestamp_of(n);
  if (n != expected_) {
    if (auto gone = go_before(latest); !gone) return base::fail(gone.error().message);
  }
  while (has_next_ && (next_->pts <= latest || !has_current_)) {
    std::swap(current_, next_);
    has_current_ = true;
    if (auto next = decode_next(); !next) return base::fail(next.error().message);
  }
  if (!has_current_) return base::fail(kDamagedVideo);
  expected_ = n + 1;
  return current_.get();
}

Result<const AVFrame*> VideoSource::keyframe_at(double seconds) {
  const AVRational tb = stream()->time_base;
  const std::int64_t wanted = static_cast<std::int64_t>(seconds / av_q2d(tb)) + av_rescale_q(index_.origin, AV_TIME_BASE_Q, tb);
  if (auto sought = seek_before(wanted, 0); !sought) return base::fail(sought.error().message);
  expected_ = -1;
  auto next = decode_next();
  if (!next) return base::fail(next.error().message);
  if (!*next) return base::fail(kDamagedVideo);
  const std::int64_t origin = av_rescale_q(index_.origin, AV_TIME_BASE_Q, tb);
  if (index_.trimmed && next_->pts < origin) return frame_at(static_cast<std::int64_t>(seconds * index_.info.rate.value()));
  return next_.get();
}

std::string VideoSource::repairs(const AVFrame* frame) const {
  std::string filters;
  // Spatial only, so that a frame does not depend on where reading began.
  if (frame->interlaced_frame) filters += "estdif=mode=frame,";
  const bool hdr = frame->color_trc == AVCOL_TRC_SMPTE2084 || frame->color_trc == AVCOL_TRC_ARIB_STD_B67;
  if (hdr) filters += "zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0,zscale=t=bt709:m=bt709:r=tv,format=yuv420p,";
  return filters + turn(display_matrix(stream()));
}

}  // namespace codecs
