// Encoded packets in memory and in files: what a chunk of a rung, or a whole sound, is kept as until it is put together.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "generator/codecs/av.h"

namespace codecs {

struct EncodedPacket {
  std::int64_t pts = 0;  // in units of 1 / rate for pictures, of samples for sound
  std::int64_t dts = 0;
  std::int64_t duration = 0;
  bool key = false;
  std::string bytes;
};

// What a muxer must know of a stream, with its packets.
struct Encoded {
  std::string header;  // the codec's extradata
  std::vector<EncodedPacket> packets;
};

// A file of one Encoded. Written beside and renamed, so that it is whole or absent; load() refuses a damaged one.
base::Result<void> save(const Encoded& encoded, const std::string& path);
base::Result<Encoded> load(const std::string& path);

// All packets that an encoder has ready, appended; `drain` ends the stream.
base::Result<void> receive_packets(AVCodecContext* encoder, bool drain, Encoded& encoded);

}  // namespace codecs
