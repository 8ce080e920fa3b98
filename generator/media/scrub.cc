#include "generator/media/scrub.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "generator/media/scrub_boxes.h"

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

// What tells how to read the pixels. APP0 is JFIF, APP2 the colour profile, APP14 Adobe's colour transform; others use the same numbers.
bool is_needed(unsigned char marker, std::string_view content) {
  if (marker == 0xE0) return content.starts_with("JFIF");
  if (marker == 0xE2) return content.starts_with("ICC_PROFILE");
  return marker == 0xEE || !((marker >= 0xE0 && marker <= 0xEF) || marker == 0xFE);
}

// A scan ends at a marker that is no stuffed zero, no filling and no restart (ITU-T T.81, B.1.1).
std::size_t end_of_scan(std::string_view bytes, std::size_t at) {
  for (; at + 1 < bytes.size(); ++at) {
    const auto marker = static_cast<unsigned char>(bytes[at + 1]);
    if (bytes[at] == '\xFF' && marker != 0 && marker != 0xFF && (marker < 0xD0 || marker > 0xD7)) return at;
  }
  return bytes.size();
}

std::optional<std::string> scrubbed_jpeg(std::string_view bytes) {
  constexpr unsigned char kScan = 0xDA;
  constexpr unsigned char kEnd = 0xD9;
  std::string out(bytes.substr(0, 2));
  bool scanned = false;
  for (std::size_t at = 2; at + 4 <= bytes.size() && bytes[at] == '\xFF';) {
    const auto marker = static_cast<unsigned char>(bytes[at + 1]);
    if (marker == kEnd) break;
    if (marker == 0xFF) {
      ++at;
      continue;
    }
    const std::size_t size = 2 + number(bytes, at + 2, 2, true);
    if (at + size > bytes.size() || size < 4) break;
    const std::string_view content = bytes.substr(at + 4, size - 4);
    if (marker == 0xE1 && content.starts_with(std::string_view("Exif\0\0", 6))) {
      const auto orientation = orientation_of(content);
      if (orientation >= 2 && orientation <= 8) out += orientation_segment(orientation);
    }
    if (is_needed(marker, content)) out += bytes.substr(at, size);
    at += size;
    if (marker != kScan) continue;
    const std::size_t end = end_of_scan(bytes, at);
    out += bytes.substr(at, end - at);
    at = end;
    scanned = true;
  }
  if (!scanned) return std::nullopt;
  // Phones put films and other pictures behind the end.
  return out + "\xFF\xD9";
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
  if (bytes.size() >= 12 && bytes.substr(4, 4) == "ftyp") return boxes_without_metadata(bytes);
  return std::nullopt;
}

}  // namespace media
