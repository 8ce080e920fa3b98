#include "generator/codecs/video_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <climits>
#include <cmath>
#include <filesystem>

namespace codecs {
namespace {

using base::Result;

constexpr const char* kUnreadable = "the file is no video or sound that can be read (save it as MP4 or M4A)";
constexpr double kMostFrames = 30.5;  // a second; faster ones are halved
constexpr const char* kHollow = "the video holds no picture and no sound (record it again)";
constexpr const char* kTooSlow = "reading the video takes too long (save it as MP4)";
constexpr std::int64_t kPriming = 100'000;  // µs
constexpr std::int64_t kFarthest = std::int64_t{1} << 60;  // µs and units: times beyond are nonsense, and would overflow

// The rate of what is made: the source's own when it is steady, its mean when it varies, halved until it is at most 30.
media::Rate rate_of(const AVStream* stream, std::int64_t frames, double seconds) {
  AVRational rate = stream->avg_frame_rate;
  const double measured = seconds > 0 ? static_cast<double>(frames) / seconds : 0;
  const double told = rate.num > 0 && rate.den > 0 ? av_q2d(rate) : 0;
  // Varying: what most players show it as, of the usual rates.
  if (told <= 0 || told > 240 || (measured > 0 && std::abs(told - measured) > 0.02 * measured)) {
    static constexpr double kUsual[] = {5, 10, 12.5, 15, 20, 24, 25, 30, 50, 60};
    const double wanted = measured > 0 ? measured : 25;
    const double* nearest = std::ranges::min_element(kUsual, {}, [&](double usual) { return std::abs(usual - wanted); });
    rate = {static_cast<int>(*nearest * 2), 2};
  }
  while (av_q2d(rate) > kMostFrames) rate.den *= 2;
  av_reduce(&rate.num, &rate.den, rate.num, rate.den, 60'000);
  return {rate.num, rate.den};
}

bool lies_on_its_side(const AVStream* stream) {
  const std::int32_t* matrix = display_matrix(stream);
  return matrix && matrix[0] == 0 && matrix[4] == 0 && matrix[1] != 0;
}

void set_size(const AVStream* stream, media::VideoInfo& info) {
  const auto* codec = stream->codecpar;
  AVRational aspect = stream->sample_aspect_ratio.num > 0 ? stream->sample_aspect_ratio : codec->sample_aspect_ratio;
  if (aspect.num <= 0 || aspect.den <= 0) aspect = {1, 1};
  double width = codec->width * av_q2d(aspect);
  double height = codec->height;
  if (lies_on_its_side(stream)) std::swap(width, height);
  constexpr double kMost = INT_MAX;  // the shape of a pixel can be anything
  info.width = static_cast<int>(std::lround(std::clamp(width, 2.0, kMost)));
  info.height = static_cast<int>(std::lround(std::clamp(height, 2.0, kMost)));
}

bool is_near(std::int64_t time) { return time > -kFarthest && time < kFarthest; }

// One reading of all packets.
class Indexer {
 public:
  Indexer(AVFormatContext* format, VideoIndex& index, const Deadline& deadline) : format_(format), index_(index), deadline_(deadline) {}

  Result<void> read() {
    const Packet packet = new_packet();
    int status = 0;
    while ((status = av_read_frame(format_, packet.get())) >= 0 && !deadline_.is_over()) {
      const bool noted = (packet->stream_index != index_.picture && packet->stream_index != index_.sound) || note(*packet);
      av_packet_unref(packet.get());
      if (!noted) return base::fail(kDamagedVideo);
    }
    if (deadline_.is_over()) return base::fail(kTooSlow);
    if (status != AVERROR_EOF) return base::fail(kDamagedVideo);
    const std::int64_t end = std::max(picture_.end, sound_.end);
    std::int64_t first = std::min(picture_.first, sound_.first);
    if (auto good = check_stills(); !good) return good;
    if (index_.picture >= 0 && index_.frames == 0) index_.picture = -1;
    if (index_.sound >= 0 && sounds_ == 0) index_.sound = -1;
    if (index_.picture < 0 && index_.sound < 0) return base::fail(kHollow);
    index_.origin = first == INT64_MAX ? 0 : first;
    // Encoders of sound begin a little early, with silence: the picture's first frame is where all begins.
    const std::int64_t picture = index_.picture >= 0 && index_.timestamps
                                     ? av_rescale_q(index_.picture_first, format_->streams[index_.picture]->time_base, AV_TIME_BASE_Q)
                                     : INT64_MAX;
    if (picture != INT64_MAX && picture - index_.origin < kPriming) index_.origin = first = picture;
    index_.info.seconds = first == INT64_MAX ? 0 : static_cast<double>(end - first) / AV_TIME_BASE;
    std::ranges::sort(index_.keyframes);
    return {};
  }

 private:
  // Times of one stream in µs.
  struct Span {
    std::int64_t first = INT64_MAX;
    std::int64_t latest = INT64_MIN;
    std::int64_t end = INT64_MIN;
    std::int64_t longest_step = 0;  // from one packet's time to the next, or a packet's own length
  };

  // False for times that cannot be.
  bool note(const AVPacket& packet) {
    const bool picture = packet.stream_index == index_.picture;
    const AVRational units = format_->streams[packet.stream_index]->time_base;
    const std::int64_t time = packet.pts != AV_NOPTS_VALUE ? packet.pts : packet.dts;
    const std::int64_t length = packet.duration;
    if (time != AV_NOPTS_VALUE) {
      const std::int64_t at = av_rescale_q(time, units, AV_TIME_BASE_Q);
      const std::int64_t lasts = av_rescale_q(length, units, AV_TIME_BASE_Q);
      if (!is_near(time) || !is_near(at) || !is_near(length) || !is_near(lasts) || length < 0) return false;
      Span& span = picture ? picture_ : sound_;
      if (span.first != INT64_MAX) span.longest_step = std::max(span.longest_step, at - span.latest);
      span.longest_step = std::max(span.longest_step, lasts);
      span.first = std::min(span.first, at);
      span.latest = std::max(span.latest, at);
      span.end = std::max(span.end, at + lasts);
    }
    if (picture) note_picture(packet, time);
    if (!picture) ++sounds_;
    return true;
  }

  // A file of a kilobyte can say that its last frame is shown for ten hours: these would be encoded.
  Result<void> check_stills() const {
    std::int64_t longest = std::max(picture_.longest_step, sound_.longest_step);
    if (picture_.first != INT64_MAX && sound_.first != INT64_MAX) longest = std::max(longest, std::abs(picture_.first - sound_.first));
    const double seconds = static_cast<double>(longest) / AV_TIME_BASE;
    if (seconds <= kLongestStill) return {};
    return base::fail(fmt::format("the video stands still for {:.0f} minutes; {:.0f} are the most (cut it)", seconds / 60, kLongestStill / 60));
  }

  void note_picture(const AVPacket& packet, std::int64_t time) {
    ++index_.frames;
    bytes_ += packet.size;
    index_.info.bits_per_second = bytes_;  // of all; divided by the seconds afterwards
    if (time == AV_NOPTS_VALUE) {
      index_.timestamps = false;
      return;
    }
    index_.picture_first = index_.frames == 1 ? time : std::min(index_.picture_first, time);
    index_.picture_end = std::max(index_.picture_end, time + packet.duration);
    if (packet.flags & AV_PKT_FLAG_KEY) index_.keyframes.push_back(time);
  }

  AVFormatContext* format_;
  VideoIndex& index_;
  const Deadline& deadline_;
  Span picture_;
  Span sound_;
  std::int64_t bytes_ = 0;
  std::int64_t sounds_ = 0;
};

// A file that says it is much longer than its packets reach was cut off on its way.
bool is_cut_off(const AVFormatContext* format, const VideoIndex& index) {
  const double told = format->duration > 0 ? static_cast<double>(format->duration) / AV_TIME_BASE : 0;
  const double begin = std::max(0.0, static_cast<double>(index.origin) / AV_TIME_BASE);  // some formats count the end from 0
  return told > (begin + index.info.seconds) * 1.1 + 2;
}

Result<void> check_size(int width, int height) {
  if (std::max(width, height) > kLongestSide) {
    return base::fail(fmt::format("the video is {} × {} pixels; {} are the most on a side (make it smaller)", width, height, kLongestSide));
  }
  if (std::int64_t{width} * height > kMostVideoPixels) {
    return base::fail(fmt::format("the video is {} × {} pixels; {} million are the most (make it smaller)", width, height, kMostVideoPixels / 1'000'000));
  }
  return {};
}

Result<void> check_limits(const VideoIndex& index, const AVFormatContext* format) {
  if (index.picture >= 0) {
    const auto* codec = format->streams[index.picture]->codecpar;
    if (codec->width <= 0 || codec->height <= 0) return base::fail(kDamagedVideo);
    if (auto good = check_size(codec->width, codec->height); !good) return good;
  }
  if (index.info.seconds > kLongestHours * 3600) return base::fail(fmt::format("the video is longer than {} hours (cut it)", kLongestHours));
  return {};
}

// FFmpeg decodes a little of streams whose headers tell too little of them.
Result<void> find_streams(AVFormatContext* format) {
  for (unsigned i = 0; i < format->nb_streams; ++i) {
    const auto* codec = format->streams[i]->codecpar;
    if (auto good = check_size(codec->width, codec->height); !good) return good;
  }
  std::vector<AVDictionary*> limits(format->nb_streams);
  for (auto& limit : limits) av_dict_set_int(&limit, "max_pixels", kMostVideoPixels, 0);
  const int found = avformat_find_stream_info(format, limits.data());
  for (auto& limit : limits) av_dict_free(&limit);
  if (found < 0) return base::fail(kDamagedVideo);
  return {};
}

}  // namespace

const std::int32_t* display_matrix(const AVStream* stream) {
  std::size_t size = 0;
  const auto* data = av_stream_get_side_data(stream, AV_PKT_DATA_DISPLAYMATRIX, &size);
  return size >= 36 ? reinterpret_cast<const std::int32_t*>(data) : nullptr;
}

Result<FormatContext> open_media(const std::string& path, Deadline* deadline) {
  // A pipe would keep us waiting.
  std::error_code none;
  if (!std::filesystem::is_regular_file(path, none)) return base::fail(kUnreadable);
  AVFormatContext* raw = avformat_alloc_context();
  if (!raw) return base::fail("no memory for a file");
  if (deadline) raw->interrupt_callback = {[](void* limit) { return static_cast<Deadline*>(limit)->is_over() ? 1 : 0; }, deadline};
  // Playlists and lists of files would make it open other files and addresses.
  AVDictionary* options = nullptr;
  av_dict_set(&options, "protocol_whitelist", "file", 0);
  av_dict_set(&options, "format_whitelist", "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,ogg,mpegts,mpeg,asf,flv,wav,mp3,flac,aac,amr,aiff,caf,w64", 0);
  const int status = avformat_open_input(&raw, path.c_str(), nullptr, &options);
  av_dict_free(&options);
  FormatContext format(raw);
  if (status < 0) return base::fail(deadline && deadline->is_over() ? kTooSlow : kUnreadable);
  if (auto good = find_streams(format.get()); !good) return base::fail(good.error().message);
  return format;
}

Result<CodecContext> open_decoder(const AVStream* stream) {
  const AVCodec* codec = avcodec_find_decoder(stream->codecpar->codec_id);
  if (!codec) return base::fail(fmt::format("the codec '{}' is not known here (save the file as MP4)", avcodec_get_name(stream->codecpar->codec_id)));
  CodecContext decoder(avcodec_alloc_context3(codec));
  if (avcodec_parameters_to_context(decoder.get(), stream->codecpar) < 0) return base::fail(kDamagedVideo);
  decoder->pkt_timebase = stream->time_base;
  decoder->thread_count = 1;
  decoder->max_pixels = kMostVideoPixels;
  if (avcodec_open2(decoder.get(), codec, nullptr) < 0) return base::fail(kDamagedVideo);
  return decoder;
}

Result<VideoIndex> index_video(const std::string& path, double seconds) {
  std::error_code none;
  const auto bytes = std::filesystem::file_size(path, none);
  Deadline deadline(none ? seconds : seconds + static_cast<double>(bytes) / kProbeBytesPerSecond);
  auto format = open_media(path, &deadline);
  if (!format) return base::fail(format.error().message);
  VideoIndex index;
  index.picture = av_find_best_stream(format->get(), AVMEDIA_TYPE_VIDEO, -1, -1, nullptr, 0);
  index.sound = av_find_best_stream(format->get(), AVMEDIA_TYPE_AUDIO, -1, index.picture, nullptr, 0);
  // The cover of a song is no moving picture.
  if (index.picture >= 0 && ((*format)->streams[index.picture]->disposition & AV_DISPOSITION_ATTACHED_PIC)) index.picture = -1;
  if (index.picture < 0 && index.sound < 0) return base::fail(kUnreadable);
  for (unsigned i = 0; i < (*format)->nb_streams; ++i) {
    const int number = static_cast<int>(i);
    if (number != index.picture && number != index.sound) (*format)->streams[i]->discard = AVDISCARD_ALL;
  }
  if (auto done = Indexer(format->get(), index, deadline).read(); !done) return base::fail(done.error().message);
  if (is_cut_off(format->get(), index)) return base::fail(kDamagedVideo);
  if (auto good = check_limits(index, format->get()); !good) return base::fail(good.error().message);
  index.info.sound = index.sound >= 0;
  if (index.picture < 0 && index.info.seconds <= 0) return base::fail(kHollow);
  if (index.picture < 0) return index;
  const AVStream* stream = (*format)->streams[index.picture];
  const double shown = index.timestamps ? static_cast<double>(index.picture_end - index.picture_first) * av_q2d(stream->time_base) : 0;
  index.info.rate = rate_of(stream, index.frames, shown);
  // Without timestamps frames follow each other at the rate that the file tells.
  if (!index.timestamps) {
    index.keyframes.clear();
    index.origin = 0;
    index.picture_first = 0;
    index.info.seconds = std::max(index.info.seconds, static_cast<double>(index.frames) / index.info.rate.value());
  }
  index.info.seconds = std::max(index.info.seconds, 1 / index.info.rate.value());  // a last frame's length is often left out
  index.info.bits_per_second = static_cast<std::int64_t>(static_cast<double>(index.info.bits_per_second) * 8 / index.info.seconds);
  set_size(stream, index.info);
  if (auto good = check_size(index.info.width, index.info.height); !good) return base::fail(good.error().message);
  return index;
}

void trim(VideoIndex& index, const media::Clip& clip, double seconds) {
  if (!clip.trimmed()) return;
  index.trimmed = true;
  index.origin += std::llround(clip.from * AV_TIME_BASE);
  index.info.seconds = seconds;
}

}  // namespace codecs
