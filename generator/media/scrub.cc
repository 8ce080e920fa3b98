#include "generator/media/scrub.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace media {
namespace {

std::uint32_t number(std::string_view bytes, std::size_t at, std::size_t size, bool big) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < size; ++i) value = value << 8 | static_cast<unsigned char>(bytes[at + (big ? i : size - 1 - i)]);
  return value;
}

// The Orientation entry (0x0112) of an EXIF block's first directory (TIFF 6.0); 1 where there is none.
std::uint32_t orientation_of(std::string_view exif) {
  if (exif.size() < 14) return 1;
  const std::string_view tiff = exif.substr(6);  // after "Exif\0\0"
  const bool big = tiff.starts_with("MM");
  const std::size_t directory = number(tiff, 4, 4, big);
  if (directory + 2 > tiff.size()) return 1;
  const std::size_t count = number(tiff, directory, 2, big);
  for (std::size_t i = 0; i < count && directory + 14 + i * 12 <= tiff.size(); ++i) {
    const std::size_t entry = directory + 2 + i * 12;
    if (number(tiff, entry, 2, big) == 0x0112) return number(tiff, entry + 8, 2, big);
  }
  return 1;
}

// An APP1 segment that holds an orientation and nothing else.
std::string orientation_segment(std::uint32_t orientation) {
  std::string segment("\xFF\xE1\x00\x22" "Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0", 36);
  segment[29] = static_cast<char>(orientation);
  return segment;
}

std::optional<std::string> scrubbed_jpeg(std::string_view bytes) {
  std::string out(bytes.substr(0, 2));
  std::size_t at = 2;
  while (at + 4 <= bytes.size() && bytes[at] == '\xFF') {
    const auto marker = static_cast<unsigned char>(bytes[at + 1]);
    const std::size_t size = 2 + number(bytes, at + 2, 2, true);
    if (at + size > bytes.size() || size < 4) return std::nullopt;
    const std::string_view segment = bytes.substr(at, size);
    if (marker == 0xDA) return out.append(bytes.substr(at));  // the picture itself follows
    const bool exif = marker == 0xE1 && segment.substr(4).starts_with(std::string_view("Exif\0\0", 6));
    if (exif) {
      const auto orientation = orientation_of(segment.substr(4));
      if (orientation >= 2 && orientation <= 8) out += orientation_segment(orientation);
    }
    // Kept: what tells how to read the pixels. APP0 is JFIF, APP2 the colour profile, APP14 Adobe's colour transform.
    const bool told = (marker >= 0xE0 && marker <= 0xEF && marker != 0xE0 && marker != 0xE2 && marker != 0xEE) || marker == 0xFE;
    if (!told) out += segment;
    at += size;
  }
  return std::nullopt;
}

std::optional<std::string> scrubbed_png(std::string_view bytes) {
  constexpr std::array<std::string_view, 5> kDropped = {"eXIf", "tEXt", "iTXt", "zTXt", "tIME"};
  std::string out(bytes.substr(0, 8));
  for (std::size_t at = 8; at + 12 <= bytes.size();) {
    const std::size_t size = 12 + std::size_t{number(bytes, at, 4, true)};
    if (at + size > bytes.size()) return std::nullopt;
    const std::string_view chunk = bytes.substr(at, size);
    if (std::ranges::find(kDropped, chunk.substr(4, 4)) == kDropped.end()) out += chunk;
    at += size;
    if (chunk.substr(4, 4) == "IEND") return out;  // nothing belongs behind it
  }
  return std::nullopt;
}

std::optional<std::string> scrubbed_webp(std::string_view bytes) {
  constexpr unsigned char kExifAndXmp = 0x08 | 0x04;
  std::string out(bytes.substr(0, 12));
  for (std::size_t at = 12; at + 8 <= bytes.size();) {
    const std::size_t size = 8 + ((std::size_t{number(bytes, at + 4, 4, false)} + 1) & ~std::size_t{1});
    std::string chunk(bytes.substr(at, size));
    if (chunk.starts_with("VP8X") && chunk.size() > 8) chunk[8] = static_cast<char>(static_cast<unsigned char>(chunk[8]) & ~kExifAndXmp);
    if (!chunk.starts_with("EXIF") && !chunk.starts_with("XMP ")) out += chunk;
    at += size;
  }
  for (std::size_t i = 0; i < 4; ++i) out[4 + i] = static_cast<char>((out.size() - 8) >> (8 * i) & 0xFF);
  return out;
}

}  // namespace

std::optional<std::string> without_metadata(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xD8\xFF")) return scrubbed_jpeg(bytes);
  if (bytes.starts_with("\x89PNG\r\n\x1A\n")) return scrubbed_png(bytes);
  if (bytes.size() >= 12 && bytes.starts_with("RIFF") && bytes.substr(8, 4) == "WEBP") return scrubbed_webp(bytes);
  return std::nullopt;
}

}  // namespace media
