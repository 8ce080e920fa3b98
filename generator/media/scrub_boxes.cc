#include "generator/media/scrub_boxes.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <vector>

namespace media {
namespace {

// A stretch of the file: [begin, end).
struct Stretch {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t size() const { return end - begin; }
};

struct Box {
  std::string type;
  std::size_t begin = 0;  // of its head
  Stretch content;
};

// The file as big-endian numbers and boxes. What lies outside of a stretch reads as 0.
class File {
 public:
  explicit File(std::string_view bytes) : bytes_(bytes) {}

  std::uint64_t number(std::size_t at, std::size_t size) const {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < size; ++i) value = value << 8 | (at + i < bytes_.size() ? static_cast<unsigned char>(bytes_[at + i]) : 0U);
    return value;
  }
  std::string type(std::size_t at) const { return at + 4 <= bytes_.size() ? bytes_.substr(at, 4) : std::string(); }
  Stretch whole() const { return {0, bytes_.size()}; }

  // The boxes in a stretch, up to the first damaged one.
  std::vector<Box> boxes(Stretch within) const {
    std::vector<Box> found;
    for (std::size_t at = within.begin; at + 8 <= within.end;) {
      std::uint64_t size = number(at, 4);
      std::size_t head = 8;
      if (size == 1) {
        size = number(at + 8, 8);
        head = 16;
      }
      if (size == 0) size = within.end - at;
      if (size < head || size > within.end - at) break;
      found.push_back({type(at + 4), at, {at + head, at + static_cast<std::size_t>(size)}});
      at += static_cast<std::size_t>(size);
    }
    return found;
  }

  std::optional<Box> box(Stretch within, std::string_view type) const {
    for (auto& one : boxes(within)) {
      if (one.type == type) return one;
    }
    return std::nullopt;
  }

  // "mdia/minf/stbl"
  std::optional<Box> box_at(Stretch within, std::initializer_list<std::string_view> path) const {
    std::optional<Box> found;
    for (const auto type : path) {
      found = box(found ? found->content : within, type);
      if (!found) return std::nullopt;
    }
    return found;
  }

  void erase(std::uint64_t begin, std::uint64_t end) {
    end = std::min<std::uint64_t>(end, bytes_.size());
    if (begin >= end || erased_ > kMostTimes * bytes_.size()) return;  // a table that names the same bytes a million times is no camera's
    erased_ += end - begin;
    std::fill(bytes_.begin() + static_cast<std::ptrdiff_t>(begin), bytes_.begin() + static_cast<std::ptrdiff_t>(end), '\0');
  }
  void free(const Box& box) {
    bytes_.replace(box.begin + 4, 4, "free");
    erase(box.content.begin, box.content.end);
  }

  std::string take() { return std::move(bytes_); }

 private:
  static constexpr std::uint64_t kMostTimes = 4;
  std::string bytes_;
  std::uint64_t erased_ = 0;
};

// How many samples each chunk has (stsc): runs of chunks, each from its first on.
class SamplesPerChunk {
 public:
  SamplesPerChunk(const File& file, Stretch table) : file_(file), table_(table), runs_(std::min<std::uint64_t>(file.number(table.begin + 4, 4), table.size() / 12)) {}

  // Of chunks from 1 on, in their order.
  std::uint64_t of(std::uint64_t chunk) {
    while (run_ + 1 < runs_ && file_.number(table_.begin + 8 + (run_ + 1) * 12, 4) <= chunk) ++run_;
    return file_.number(table_.begin + 8 + run_ * 12 + 4, 4);
  }

 private:
  const File& file_;
  const Stretch table_;
  const std::uint64_t runs_;
  std::uint64_t run_ = 0;
};

// All bytes of a track's samples, wherever they lie (8.7: stsz, stsc, stco or co64).
void erase_samples(File& file, const Box& table) {
  const auto sizes = file.box(table.content, "stsz");
  const auto runs = file.box(table.content, "stsc");
  const auto small = file.box(table.content, "stco");
  const auto chunks = small ? small : file.box(table.content, "co64");
  if (!sizes || !runs || !chunks) return;
  const std::size_t width = small ? 4 : 8;
  const std::uint64_t same_size = file.number(sizes->content.begin + 4, 4);
  const std::uint64_t told = file.number(sizes->content.begin + 8, 4);
  const std::uint64_t samples = same_size != 0 ? told : std::min<std::uint64_t>(told, sizes->content.size() / 4);
  const std::uint64_t count = std::min<std::uint64_t>(file.number(chunks->content.begin + 4, 4), chunks->content.size() / width);
  SamplesPerChunk per_chunk(file, runs->content);
  std::uint64_t sample = 0;
  for (std::uint64_t chunk = 0; chunk < count && sample < samples; ++chunk) {
    const std::uint64_t begin = file.number(chunks->content.begin + 8 + chunk * width, width);
    const std::uint64_t last = std::min(samples, sample + per_chunk.of(chunk + 1));
    std::uint64_t length = same_size * (last - sample);
    for (; same_size == 0 && sample < last; ++sample) length += file.number(sizes->content.begin + 12 + sample * 4, 4);
    sample = last;
    if (begin + length >= begin) file.erase(begin, begin + length);
  }
}

bool is_shown_or_heard(const std::string& handler) {
  constexpr std::array<std::string_view, 8> kKept = {"vide", "soun", "sbtl", "text", "subt", "clcp", "tmcd", "pict"};
  return std::ranges::find(kKept, handler) != kKept.end();
}

void scrub_track(File& file, const Box& track) {
  constexpr std::size_t kHandler = 8, kName = 24;  // bytes from the content's beginning, in a "hdlr"
  const auto handler = file.box_at(track.content, {"mdia", "hdlr"});
  if (handler && !is_shown_or_heard(file.type(handler->content.begin + kHandler))) {
    if (const auto table = file.box_at(track.content, {"mdia", "minf", "stbl"})) erase_samples(file, *table);
    return file.free(track);
  }
  if (handler) file.erase(handler->content.begin + kName, handler->content.end);
  for (const auto* of : {"udta", "meta", "uuid"}) {
    if (const auto found = file.box(track.content, of)) file.free(*found);
    if (const auto found = file.box_at(track.content, {"mdia", of})) file.free(*found);
  }
}

void scrub_film(File& file) {
  constexpr std::array<std::string_view, 3> kFreed = {"udta", "meta", "uuid"};
  const auto free_in = [&](Stretch within) {
    for (const auto& box : file.boxes(within)) {
      if (std::ranges::find(kFreed, box.type) != kFreed.end()) file.free(box);
    }
  };
  free_in(file.whole());
  const auto film = file.box(file.whole(), "moov");
  if (!film) return;
  free_in(film->content);
  for (const auto& box : file.boxes(film->content)) {
    if (box.type == "trak") scrub_track(file, box);
  }
}

// The items of a picture that hold EXIF or XMP (ISO/IEC 23008-12, A.2 and A.3): "infe" of version 2 or 3.
std::set<std::uint64_t> telling_items(const File& file, Stretch meta) {
  std::set<std::uint64_t> items;
  const auto list = file.box(meta, "iinf");
  if (!list) return items;
  const std::size_t head = file.number(list->content.begin, 1) == 0 ? 6 : 8;
  for (const auto& entry : file.boxes({std::min(list->content.begin + head, list->content.end), list->content.end})) {
    const std::size_t width = file.number(entry.content.begin, 1) >= 3 ? 4 : 2;
    const std::string type = file.type(entry.content.begin + 4 + width + 2);
    if (type == "Exif" || type == "mime" || type == "uri ") items.insert(file.number(entry.content.begin + 4, width));
  }
  return items;
}

// Reads "iloc" (8.11.3) and erases what the given items hold.
class ItemPlaces {
 public:
  ItemPlaces(File& file, Stretch meta, Stretch places) : file_(file), version_(file.number(places.begin, 1)), at_(places.begin + 4), end_(places.end) {
    if (const auto data = file.box(meta, "idat")) data_ = data->content.begin;
  }

  void erase(const std::set<std::uint64_t>& items) {
    const std::uint64_t sizes = next(2);
    offset_size_ = sizes >> 12 & 15;
    length_size_ = sizes >> 8 & 15;
    base_size_ = sizes >> 4 & 15;
    index_size_ = version_ == 0 ? 0 : sizes & 15;
    if (offset_size_ + length_size_ == 0) return;
    const std::uint64_t count = next(version_ < 2 ? 2 : 4);
    for (std::uint64_t i = 0; i < count && at_ < end_; ++i) read_item(items);
  }

 private:
  std::uint64_t next(std::size_t size) {
    const auto value = file_.number(at_, size);
    at_ += size;
    return value;
  }

  void read_item(const std::set<std::uint64_t>& items) {
    const std::uint64_t item = next(version_ < 2 ? 2 : 4);
    const std::uint64_t method = version_ == 0 ? 0 : next(2) & 15;  // 1: within this "meta"
    next(2);
    const std::uint64_t base = next(base_size_) + (method == 1 ? data_ : 0);
    const std::uint64_t extents = next(2);
    for (std::uint64_t i = 0; i < extents && at_ < end_; ++i) {
      next(index_size_);
      const std::uint64_t begin = base + next(offset_size_);
      const std::uint64_t length = next(length_size_);
      if (items.contains(item) && method <= 1 && begin + length >= begin) file_.erase(begin, begin + length);
    }
  }

  File& file_;
  const std::uint64_t version_;
  std::size_t at_;
  const std::size_t end_;
  std::uint64_t data_ = 0;
  std::size_t offset_size_ = 0, length_size_ = 0, base_size_ = 0, index_size_ = 0;
};

void scrub_picture(File& file) {
  for (const auto& box : file.boxes(file.whole())) {
    // "mpvd" is the film of a moving photo.
    if (box.type == "uuid" || box.type == "udta" || box.type == "mpvd") file.free(box);
    if (box.type != "meta" || box.content.size() < 4) continue;
    const Stretch meta{box.content.begin + 4, box.content.end};
    if (const auto places = file.box(meta, "iloc")) ItemPlaces(file, meta, places->content).erase(telling_items(file, meta));
  }
}

}  // namespace

std::string boxes_without_metadata(std::string_view bytes) {
  constexpr std::array<std::string_view, 6> kPictures = {"heic", "heix", "mif1", "msf1", "avif", "avis"};
  File file(bytes);
  if (std::ranges::find(kPictures, bytes.substr(8, 4)) != kPictures.end()) {
    scrub_picture(file);
  } else {
    scrub_film(file);
  }
  return file.take();
}

}  // namespace media
