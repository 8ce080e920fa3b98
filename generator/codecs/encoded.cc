#include "generator/codecs/encoded.h"

#include <unistd.h>

#include <cstring>
#include <string_view>

#include "base/file_system.h"
#include "base/hash.h"

namespace codecs {
namespace {

using base::Result;

constexpr std::string_view kMagic = "sanggar packets 1\n";
constexpr std::size_t kDigits = 32;

void put(std::string& out, std::int64_t number) { out.append(reinterpret_cast<const char*>(&number), sizeof number); }

void put(std::string& out, const std::string& bytes) {
  put(out, static_cast<std::int64_t>(bytes.size()));
  out += bytes;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}
  bool done() const { return text_.empty(); }

  bool number(std::int64_t& number) {
    if (text_.size() < sizeof number) return false;
    std::memcpy(&number, text_.data(), sizeof number);
    text_.remove_prefix(sizeof number);
    return true;
  }

  bool bytes(std::string& bytes) {
    std::int64_t size = 0;
    if (!number(size) || size < 0 || static_cast<std::size_t>(size) > text_.size()) return false;
    bytes = text_.substr(0, static_cast<std::size_t>(size));
    text_.remove_prefix(static_cast<std::size_t>(size));
    return true;
  }

 private:
  std::string_view text_;
};

}  // namespace

Result<void> save(const Encoded& encoded, const std::string& path) {
  std::string body;
  put(body, encoded.header);
  for (const auto& packet : encoded.packets) {
    put(body, packet.pts);
    put(body, packet.dts);
    put(body, packet.duration);
    put(body, static_cast<std::int64_t>(packet.key));
    put(body, packet.bytes);
  }
  auto& files = base::real_file_system();
  const std::string beside = path + ".tmp-" + std::to_string(getpid());
  if (auto written = files.write(beside, std::string(kMagic) + base::to_hex(base::hash128(body)) + body); !written) return written;
  return files.rename(beside, path);
}

Result<Encoded> load(const std::string& path) {
  auto text = base::real_file_system().read(path);
  if (!text) return base::fail(text.error().message);
  const auto damaged = [&] { return base::fail("'" + path + "' is damaged"); };
  std::string_view body(*text);
  base::Hash128 hash;
  if (!body.starts_with(kMagic) || body.size() < kMagic.size() + kDigits || !base::from_hex(body.substr(kMagic.size(), kDigits), hash)) return damaged();
  body.remove_prefix(kMagic.size() + kDigits);
  if (base::hash128(body) != hash) return damaged();
  Reader reader(body);
  Encoded encoded;
  if (!reader.bytes(encoded.header)) return damaged();
  while (!reader.done()) {
    EncodedPacket packet;
    std::int64_t key = 0;
    if (!reader.number(packet.pts) || !reader.number(packet.dts) || !reader.number(packet.duration) || !reader.number(key) || !reader.bytes(packet.bytes)) {
      return damaged();
    }
    packet.key = key != 0;
    encoded.packets.push_back(std::move(packet));
  }
  return encoded;
}

Result<void> receive_packets(AVCodecContext* encoder, bool drain, Encoded& encoded) {
  if (drain) {
    if (auto sent = av_check(avcodec_send_frame(encoder, nullptr), "end the encoding"); !sent) return sent;
  }
  const Packet packet = new_packet();
  while (true) {
    const int status = avcodec_receive_packet(encoder, packet.get());
    if (status == AVERROR(EAGAIN) || status == AVERROR_EOF) break;
    if (auto good = av_check(status, "encode"); !good) return good;
    encoded.packets.push_back({packet->pts, packet->dts, packet->duration, (packet->flags & AV_PKT_FLAG_KEY) != 0,
                               std::string(reinterpret_cast<const char*>(packet->data), static_cast<std::size_t>(packet->size))});
    av_packet_unref(packet.get());
  }
  if (encoded.header.empty() && encoder->extradata_size > 0) {
    encoded.header.assign(reinterpret_cast<const char*>(encoder->extradata), static_cast<std::size_t>(encoder->extradata_size));
  }
  return {};
}

}  // namespace codecs
