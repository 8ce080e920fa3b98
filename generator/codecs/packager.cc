#include "generator/codecs/packager.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "base/file_system.h"
#include "generator/codecs/sound.h"
#include "generator/media/video_plan.h"

namespace codecs {
namespace {

using base::Result;
using media::Codec;
using media::Rung;
using media::Track;

Track track_of(const std::string& file, const StreamShape& shape, const FragmentWriter& writer) {
  Track track;
  track.file = file;
  track.playlist = media::playlist_of(file);
  track.codecs = codec_name(shape);
  if (shape.is_picture()) {
    track.width = shape.width;
    track.height = shape.height;
    track.frame_rate = shape.rate.value();
  } else {
    track.sample_rate = kSampleRate;
  }
  track.header_size = writer.header_size();
  track.segments = writer.segments();
  return track;
}

// A segment begins at every keyframe.
Result<void> add_segments(FragmentWriter& writer, std::vector<EncodedPacket> packets, std::int64_t begin, double rate) {
  std::vector<EncodedPacket> segment;
  const auto flush = [&]() -> Result<void> {
    if (segment.empty()) return {};
    auto written = writer.add_segment(segment, static_cast<double>(segment.size()) / rate);
    segment.clear();
    return written;
  };
  for (auto& packet : packets) {
    if (packet.key) {
      if (auto written = flush(); !written) return written;
    }
    packet.pts += begin;
    packet.dts += begin;
    segment.push_back(std::move(packet));
  }
  return flush();
}

Result<void> copy_bytes(const std::string& from, std::uint64_t begin, std::uint64_t end, const std::string& to) {
  std::ifstream in(from, std::ios::binary);
  in.seekg(static_cast<std::streamoff>(begin));
  std::string bytes(end - begin, '\0');
  if (!in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) return base::fail(fmt::format("cannot read '{}' again", from));
  return base::real_file_system().write(to, bytes);
}

}  // namespace

std::string chunk_path(const std::string& work, std::size_t chunk, const Rung& rung, Codec codec) {
  return fmt::format("{}/{:05d}-{}{}.packets", work, chunk, rung.name, codec == Codec::av1 ? "-av1" : "");
}

std::string sound_path(const std::string& work, Codec codec) { return work + (codec == Codec::opus ? "/sound-opus.packets" : "/sound.packets"); }

std::vector<Codec> sound_codecs(const media::Item& item) {
  if (!item.video.sound) return {};
  return item.opus ? std::vector<Codec>{Codec::aac, Codec::opus} : std::vector<Codec>{Codec::aac};
}

Result<void> Packager::write_files() {
  for (const Codec codec : sound_codecs(item_)) {
    if (auto written = write_sound(codec); !written) return written;
  }
  if (!item_.video.has_picture()) return {};
  if (item_.clip.loop) return write_whole(item_.rungs.front(), Codec::h264, Codec::aac, media::download_name(item_));
  for (const auto& encoding : media::encodings(item_.rungs)) {
    if (auto written = write_picture(encoding); !written) return written;
  }
  return write_progressive();
}

Result<void> Packager::write_picture(const media::Encoding& encoding) {
  const Rung& rung = item_.rungs[encoding.rung];
  const std::string file = media::rung_file(item_, rung, encoding.codec);
  StreamShape shape{encoding.codec, rung.width, rung.height, item_.video.rate, {}};
  std::unique_ptr<FragmentWriter> writer;
  for (std::size_t i = 0; i < chunks_.size(); ++i) {
    auto chunk = load(chunk_path(work_, i, rung, encoding.codec));
    if (!chunk) return base::fail(chunk.error().message);
    if (!writer) {
      shape.header = chunk->header;
      auto made = FragmentWriter::create(folder_ + "/" + file, shape);
      if (!made) return base::fail(made.error().message);
      writer = std::move(*made);
    }
    if (auto written = add_segments(*writer, std::move(chunk->packets), chunks_[i].begin, shape.rate.value()); !written) return written;
  }
  if (auto closed = writer->close(); !closed) return closed;
  (encoding.codec == Codec::av1 ? av1_ : h264_).push_back(track_of(file, shape, *writer));
  return {};
}

Result<void> Packager::write_sound(Codec codec) {
  const auto sound = load(sound_path(work_, codec));
  if (!sound) return base::fail(sound.error().message);
  const std::string file = media::sound_file(item_, codec);
  const StreamShape shape{codec, 0, 0, {}, sound->header};
  auto writer = FragmentWriter::create(folder_ + "/" + file, shape);
  if (!writer) return base::fail(writer.error().message);
  const auto limit = static_cast<std::size_t>(media::segment_packets(codec));
  for (std::size_t begin = 0; begin < sound->packets.size(); begin += limit) {
    const std::size_t end = std::min(sound->packets.size(), begin + limit);
    const std::vector<EncodedPacket> segment(sound->packets.begin() + static_cast<std::ptrdiff_t>(begin), sound->packets.begin() + static_cast<std::ptrdiff_t>(end));
    const double seconds = static_cast<double>(segment.size()) * media::packet_samples(codec) / kSampleRate;
    if (auto written = (*writer)->add_segment(segment, seconds); !written) return written;
  }
  if (auto closed = (*writer)->close(); !closed) return closed;
  sounds_.push_back(track_of(file, shape, **writer));
  if (item_.layout == media::Layout::single) return {};
  auto bytes = base::real_file_system().read(folder_ + "/" + file);
  return bytes ? write_text(media::listen_name(item_, codec), *bytes) : base::fail(bytes.error().message);
}

std::uint64_t Packager::bytes_of(const Rung& rung) const {
  const auto track = std::ranges::find(h264_, media::rung_file(item_, rung), &Track::file);
  std::uint64_t bytes = 0;
  for (const auto& segment : track->segments) bytes += segment.size;
  for (std::size_t i = 0; !sounds_.empty() && i < sounds_.front().segments.size(); ++i) bytes += sounds_.front().segments[i].size;
  return bytes;
}

Result<void> Packager::write_progressive() {
  const Rung& download = media::sendable_rung(item_, [&](const Rung& rung) { return bytes_of(rung); });
  if (auto written = write_whole(download, Codec::h264, Codec::aac, media::download_name(item_)); !written) return written;
  const Rung* saver = media::saver_rung(item_);
  if (saver != media::download_rung(item_)) {
    if (auto written = write_whole(*saver, Codec::h264, Codec::aac, media::saver_name(item_)); !written) return written;
  }
  const Rung* small = media::saver_rung(item_, Codec::av1);
  return small ? write_whole(*small, Codec::av1, item_.opus ? Codec::opus : Codec::aac, media::saver_name(item_, Codec::av1)) : Result<void>{};
}

Result<void> Packager::write_whole(const Rung& rung, Codec picture, Codec sound, const std::string& name) {
  std::vector<std::string> files;
  std::vector<std::int64_t> begins;
  for (std::size_t i = 0; i < chunks_.size(); ++i) {
    files.push_back(chunk_path(work_, i, rung, picture));
    begins.push_back(chunks_[i].begin);
  }
  const auto first = load(files.front());
  if (!first) return base::fail(first.error().message);
  const StreamShape shape{picture, rung.width, rung.height, item_.video.rate, first->header};
  if (!item_.video.sound) return write_mp4(folder_ + "/" + name, shape, files, begins, {}, nullptr);
  const auto heard = load(sound_path(work_, sound));
  if (!heard) return base::fail(heard.error().message);
  return write_mp4(folder_ + "/" + name, shape, files, begins, {sound, 0, 0, {}, heard->header}, &*heard);
}

Result<void> Packager::write_text(const std::string& name, const std::string& text) const {
  return base::real_file_system().write(folder_ + "/" + name, text);
}

Result<void> Packager::write_manifests() {
  for (auto& track : sounds_) {
    if (auto done = split(track, media::kMostSoundKbits); !done) return done;
  }
  for (auto* tracks : {&h264_, &av1_}) {
    for (auto& track : *tracks) {
      const auto rung = std::ranges::find_if(item_.rungs, [&](const Rung& r) { return r.height == track.height; });
      if (auto done = split(track, rung->most_kbits); !done) return done;
    }
  }
  for (const auto* tracks : {&sounds_, &h264_, &av1_}) {
    for (const auto& track : *tracks) {
      const bool alone = !item_.video.has_picture();
      if (auto written = alone ? Result<void>{} : write_text(track.playlist, media::hls_playlist(track)); !written) return written;
    }
  }
  if (!item_.video.has_picture() || item_.clip.loop) return {};
  if (item_.layout != media::Layout::segments) {
    if (auto written = write_text(media::key_playlist(item_), media::hls_key_playlist(h264_.front())); !written) return written;
  }
  if (auto written = write_master(Codec::h264); !written) return written;
  return av1_.empty() ? Result<void>{} : write_master(Codec::av1);
}

// Browsers that play such a manifest themselves end with an error where another codec begins: each holds one alone.
Result<void> Packager::write_master(Codec codec) {
  media::Manifest manifest;
  manifest.language = item_.language;
  manifest.sound_name = "Suara asli";
  manifest.pictures = codec == Codec::av1 ? av1_ : h264_;
  if (codec == Codec::h264 && item_.layout != media::Layout::segments) manifest.key_playlist = media::key_playlist(item_);
  if (!sounds_.empty()) manifest.sounds.push_back(codec == Codec::av1 ? sounds_.back() : sounds_.front());
  if (auto written = write_text(media::dash_name(item_, codec), media::dash(manifest)); !written) return written;
  return write_text(media::master_name(item_, codec), media::hls_master(manifest));
}

// Cuts a track's file behind its header and every so many segments.
Result<void> Packager::split(Track& track, double most_kbits) const {
  const media::FileSplit split = media::split_of(item_, most_kbits);
  track.ranges = item_.layout != media::Layout::segments;
  if (split.rest == 0) return {};
  const std::string path = folder_ + "/" + track.file;
  const std::size_t first = std::min(split.first, track.segments.size());
  const std::uint64_t first_end = first < track.segments.size() ? track.segments[first].offset : track.segments.back().offset + track.segments.back().size;
  std::size_t number = 1;
  for (std::size_t begin = first; begin < track.segments.size(); begin += split.rest) {
    const std::size_t end = std::min(track.segments.size(), begin + split.rest);
    const std::string name = media::part_name(track.file, ++number);
    const std::uint64_t from = track.segments[begin].offset;
    const auto& last = track.segments[end - 1];
    if (auto copied = copy_bytes(path, from, last.offset + last.size, folder_ + "/" + name); !copied) return copied;
    for (std::size_t i = begin; i < end; ++i) {
      track.segments[i].file = name;
      track.segments[i].offset -= from;
    }
  }
  const std::string beside = path + ".tmp";
  if (auto copied = copy_bytes(path, 0, first_end, beside); !copied) return copied;
  return base::real_file_system().rename(beside, path);
}

}  // namespace codecs
