#include "generator/codecs/mp4.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <string_view>

#include "generator/codecs/sound.h"

namespace codecs {
namespace {

using base::Result;

constexpr std::size_t kMostMoof = 256;  // bytes of a fragment within which its first sample is told

AVRational units_of(const StreamShape& shape) {
  return shape.is_picture() ? AVRational{shape.rate.denominator, shape.rate.numerator} : AVRational{1, kSampleRate};
}

AVCodecID id_of(media::Codec codec) {
  switch (codec) {
    case media::Codec::h264: return AV_CODEC_ID_H264;
    case media::Codec::av1: return AV_CODEC_ID_AV1;
    case media::Codec::aac: return AV_CODEC_ID_AAC;
    case media::Codec::opus: return AV_CODEC_ID_OPUS;
  }
  return AV_CODEC_ID_NONE;
}

Result<AVStream*> add_stream(AVFormatContext* format, const StreamShape& shape) {
  AVStream* stream = avformat_new_stream(format, nullptr);
  if (!stream) return base::fail("no memory for a stream");
  auto* codec = stream->codecpar;
  codec->codec_type = shape.is_picture() ? AVMEDIA_TYPE_VIDEO : AVMEDIA_TYPE_AUDIO;
  codec->codec_id = id_of(shape.codec);
  codec->width = shape.width;
  codec->height = shape.height;
  if (shape.is_picture()) {
    codec->sample_aspect_ratio = stream->sample_aspect_ratio = {1, 1};
    stream->avg_frame_rate = {shape.rate.numerator, shape.rate.denominator};
  } else {
    codec->sample_rate = kSampleRate;
    av_channel_layout_default(&codec->ch_layout, 1);
    codec->frame_size = media::packet_samples(shape.codec);
    if (shape.codec == media::Codec::aac) codec->profile = FF_PROFILE_AAC_LOW;
  }
  codec->extradata = static_cast<std::uint8_t*>(av_mallocz(shape.header.size() + AV_INPUT_BUFFER_PADDING_SIZE));
  std::memcpy(codec->extradata, shape.header.data(), shape.header.size());
  codec->extradata_size = static_cast<int>(shape.header.size());
  stream->time_base = units_of(shape);
  return stream;
}

// A muxer whose file is open and begins with its header.
Result<FormatContext> create_file(const std::string& path, const std::vector<StreamShape>& shapes, const char* flags) {
  AVFormatContext* raw = nullptr;
  if (auto made = av_check(avformat_alloc_output_context2(&raw, nullptr, "mp4", path.c_str()), "write MP4"); !made) return base::fail(made.error().message);
  FormatContext format(raw);
  format->flags |= AVFMT_FLAG_BITEXACT;
  format->strict_std_compliance = FF_COMPLIANCE_EXPERIMENTAL;  // Opus in MP4 was new once
  for (const auto& shape : shapes) {
    if (auto stream = add_stream(format.get(), shape); !stream) return base::fail(stream.error().message);
  }
  if (auto opened = av_check(avio_open(&format->pb, path.c_str(), AVIO_FLAG_WRITE), "write MP4"); !opened) return base::fail(opened.error().message);
  AVDictionary* options = nullptr;
  av_dict_set(&options, "movflags", flags, 0);
  const int status = avformat_write_header(format.get(), &options);
  av_dict_free(&options);
  if (auto written = av_check(status, "write MP4"); !written) return base::fail(written.error().message);
  return format;
}

Result<void> write_packet(AVFormatContext* format, int stream, AVRational units, const EncodedPacket& encoded, std::int64_t begin) {
  const Packet packet = new_packet();
  // The packet only borrows the bytes.
  packet->data = reinterpret_cast<std::uint8_t*>(const_cast<char*>(encoded.bytes.data()));
  packet->size = static_cast<int>(encoded.bytes.size());
  packet->pts = encoded.pts + begin;
  packet->dts = encoded.dts + begin;
  packet->duration = encoded.duration > 0 ? encoded.duration : 1;
  packet->flags = encoded.key ? AV_PKT_FLAG_KEY : 0;
  packet->stream_index = stream;
  av_packet_rescale_ts(packet.get(), units, format->streams[stream]->time_base);
  return av_check(av_write_frame(format, packet.get()), "write MP4");
}

Result<void> finish(FormatContext& format) {
  auto done = av_check(av_write_trailer(format.get()), "write MP4");
  const int closed = avio_closep(&format->pb);
  return done ? av_check(closed, "write MP4") : done;
}

// A sequence header (AV1, 5.5.1) after its unit's two bytes: 3 bits of profile, then flags that SVT-AV1 leaves at 0, and in the fourth byte
// 5 bits of level. Main tier, 8 bits.
std::string av1_name(const std::string& header) {
  constexpr std::size_t kUnitHeader = 2;
  if (header.size() < kUnitHeader + 4) return "av01.0.08M.08";
  const auto byte = [&](std::size_t i) { return static_cast<unsigned>(static_cast<unsigned char>(header[kUnitHeader + i])); };
  return fmt::format("av01.{}.{:02}M.08", byte(0) >> 5, byte(3) >> 3);
}

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) number = number << 8 | static_cast<unsigned char>(at + i < bytes.size() ? bytes[at + i] : 0);
  return number;
}

// From the beginning of a fragment to the end of its first sample, by its 'trun' box (ISO/IEC 14496-12, 8.8.8); 0 when it does not say.
std::uint64_t first_sample_end(std::string_view moof) {
  const auto at = moof.find("trun");
  if (at == std::string_view::npos) return 0;
  constexpr std::uint32_t kOffset = 0x1, kFirstFlags = 0x4, kDuration = 0x100, kSize = 0x200;
  const std::uint32_t flags = number_at(moof, at + 4) & 0xFFFFFF;
  if (!(flags & kOffset) || !(flags & kSize)) return 0;
  std::size_t sample = at + 16;
  if (flags & kFirstFlags) sample += 4;
  if (flags & kDuration) sample += 4;
  return std::uint64_t{number_at(moof, at + 12)} + number_at(moof, sample);
}

}  // namespace

std::string codec_name(const StreamShape& shape) {
  if (shape.codec == media::Codec::aac) return "mp4a.40.2";
  if (shape.codec == media::Codec::opus) return "opus";
  if (shape.codec == media::Codec::av1) return av1_name(shape.header);
  // The sequence parameter set begins with profile, constraints and level (ITU-T H.264, 7.3.2.1.1).
  const auto at = shape.header.find("\x01\x67");
  if (at == std::string::npos || at + 5 > shape.header.size()) return "avc1";
  const auto byte = [&](std::size_t i) { return static_cast<unsigned>(static_cast<unsigned char>(shape.header[at + 2 + i])); };
  return fmt::format("avc1.{:02x}{:02x}{:02x}", byte(0), byte(1), byte(2));
}

// Composition offsets may be negative, so that the first frame is shown at 0 although frames are reordered (CMAF's brand cmf2).
// libavformat's own reader shows such files as beginning later; browsers do not.
Result<std::unique_ptr<FragmentWriter>> FragmentWriter::create(const std::string& path, const StreamShape& shape) {
  auto format = create_file(path, {shape}, "frag_custom+empty_moov+default_base_moof+negative_cts_offsets+skip_trailer");
  if (!format) return base::fail(format.error().message);
  std::unique_ptr<FragmentWriter> writer(new FragmentWriter);
  writer->format_ = std::move(*format);
  writer->path_ = path;
  writer->units_ = units_of(shape);
  avio_flush(writer->format_->pb);
  writer->header_size_ = static_cast<std::uint64_t>(avio_tell(writer->format_->pb));
  return writer;
}

Result<void> FragmentWriter::add_segment(const std::vector<EncodedPacket>& packets, double seconds) {
  const auto begin = static_cast<std::uint64_t>(avio_tell(format_->pb));
  for (const auto& packet : packets) {
    if (auto written = write_packet(format_.get(), 0, units_, packet, 0); !written) return written;
  }
  if (auto flushed = av_check(av_write_frame(format_.get(), nullptr), "write MP4"); !flushed) return flushed;
  avio_flush(format_->pb);
  const auto end = static_cast<std::uint64_t>(avio_tell(format_->pb));
  segments_.push_back({begin, end - begin, seconds});
  return {};
}

Result<void> FragmentWriter::close() {
  if (auto finished = finish(format_); !finished) return finished;
  std::ifstream file(path_, std::ios::binary);
  std::string head(kMostMoof, '\0');
  for (auto& segment : segments_) {
    file.seekg(static_cast<std::streamoff>(segment.offset));
    file.read(head.data(), static_cast<std::streamsize>(std::min<std::uint64_t>(head.size(), segment.size)));
    segment.key_size = first_sample_end(head);
    if (segment.key_size == 0 || segment.key_size > segment.size) segment.key_size = segment.size;
  }
  if (!file) return base::fail(fmt::format("cannot read '{}' again", path_));
  return {};
}

Result<void> write_mp4(const std::string& path, const StreamShape& shape, const std::vector<std::string>& picture_files,
                       const std::vector<std::int64_t>& begins, const StreamShape& sound_shape, const Encoded* sound) {
  std::vector<StreamShape> shapes;
  if (!picture_files.empty()) shapes.push_back(shape);
  if (sound) shapes.push_back(sound_shape);
  auto format = create_file(path, shapes, "faststart");
  if (!format) return base::fail(format.error().message);
  const int sound_stream = picture_files.empty() ? 0 : 1;
  std::size_t heard = 0;
  // Sound up to a moment in seconds, so that both streams lie side by side in the file.
  const auto write_sound = [&](double until) -> Result<void> {
    for (; sound && heard < sound->packets.size() && static_cast<double>(sound->packets[heard].pts) / kSampleRate < until; ++heard) {
      if (auto written = write_packet(format->get(), sound_stream, units_of(sound_shape), sound->packets[heard], 0); !written) return written;
    }
    return {};
  };
  for (std::size_t i = 0; i < picture_files.size(); ++i) {
    const auto chunk = load(picture_files[i]);
    if (!chunk) return base::fail(chunk.error().message);
    for (const auto& packet : chunk->packets) {
      if (auto written = write_sound(static_cast<double>(packet.dts + begins[i]) / shape.rate.value()); !written) return written;
      if (auto written = write_packet(format->get(), 0, units_of(shape), packet, begins[i]); !written) return written;
    }
  }
  if (auto written = write_sound(1e9); !written) return written;
  return finish(*format);
}

}  // namespace codecs
