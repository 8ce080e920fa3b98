#include "generator/markup/arena.h"

#include <cassert>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <vector>

namespace markup {
namespace {

constexpr std::size_t kPiece = 256 * 1024;
constexpr std::size_t kAlignment = alignof(std::max_align_t);

// Blocks from this size on are the system's: long texts that are copied and dropped must not pile up.
constexpr std::size_t kLarge = 4096;

struct Free {
  void operator()(std::byte* bytes) const { std::free(bytes); }
};

// Stands in front of each large block.
struct Large {
  Large* previous;
  Large* next;
};
constexpr std::size_t kLargeHeader = (sizeof(Large) + kAlignment - 1) / kAlignment * kAlignment;

// What a thread has allocated. Each block has its size in front of it, for realloc.
struct Pieces {
  std::vector<std::unique_ptr<std::byte, Free>> list;
  std::byte* next = nullptr;
  std::size_t left = 0;
  std::byte* last = nullptr;  // the newest block may grow in place
  Large* large = nullptr;     // the newest large block
  bool in_use = false;
};

// cmark-gfm's allocator functions take no context.
Pieces& pieces() {
  thread_local Pieces pieces;
  return pieces;
}

std::size_t rounded(std::size_t size) { return (size + kAlignment - 1) / kAlignment * kAlignment; }

std::size_t& size_of(void* block) { return *reinterpret_cast<std::size_t*>(static_cast<std::byte*>(block) - kAlignment); }

Large* header_of(void* block) { return reinterpret_cast<Large*>(static_cast<std::byte*>(block) - kAlignment - kLargeHeader); }

void free_large(Large* header) {
  if (header->next != nullptr) header->next->previous = header->previous;
  if (header->previous != nullptr) header->previous->next = header->next;
  if (pieces().large == header) pieces().large = header->previous;
  std::free(header);
}

std::byte* allocate_large(std::size_t size) {
  auto* header = static_cast<Large*>(std::malloc(kLargeHeader + kAlignment + size));
  if (header == nullptr) throw std::bad_alloc();
  *header = {pieces().large, nullptr};
  if (header->previous != nullptr) header->previous->next = header;
  pieces().large = header;
  std::byte* block = reinterpret_cast<std::byte*>(header) + kLargeHeader + kAlignment;
  size_of(block) = size;
  return block;
}

void add_piece(Pieces& all) {
  all.list.emplace_back(static_cast<std::byte*>(std::malloc(kPiece)));
  if (all.list.back() == nullptr) throw std::bad_alloc();
  all.next = all.list.back().get();
  all.left = kPiece;
}

std::byte* allocate(std::size_t size) {
  auto& all = pieces();
  assert(all.in_use);  // an Arena must live
  if (rounded(size) >= kLarge) return allocate_large(rounded(size));
  const auto needed = rounded(size) + kAlignment;
  if (needed > all.left) add_piece(all);
  std::byte* block = all.next + kAlignment;
  all.next += needed;
  all.left -= needed;
  all.last = block;
  size_of(block) = rounded(size);
  return block;
}

void* arena_calloc(std::size_t count, std::size_t size) {
  std::byte* block = allocate(count * size);
  std::memset(block, 0, count * size);
  return block;
}

// Grows the newest block where it stands when there is room.
bool grow_in_place(void* block, std::size_t size) {
  auto& all = pieces();
  const auto more = rounded(size) - size_of(block);
  if (block != all.last || more > all.left) return false;
  all.next += more;
  all.left -= more;
  size_of(block) += more;
  return true;
}

void* arena_realloc(void* block, std::size_t size) {
  if (block == nullptr) return allocate(size);
  const auto before = size_of(block);
  if (size <= before || (rounded(size) < kLarge && grow_in_place(block, size))) return block;
  std::byte* larger = allocate(size);
  std::memcpy(larger, block, before);
  if (before >= kLarge) free_large(header_of(block));
  return larger;
}

void arena_free(void* block) {
  if (block != nullptr && size_of(block) >= kLarge) free_large(header_of(block));
}

}  // namespace

Arena::Arena() {
  auto& all = pieces();
  assert(!all.in_use);
  all.in_use = true;
  if (all.list.empty()) return;
  all.list.resize(1);
  all.next = all.list.front().get();
  all.left = kPiece;
}

Arena::~Arena() {
  auto& all = pieces();
  all.in_use = false;
  while (all.large != nullptr) free_large(all.large);
  all.last = nullptr;
  if (all.list.size() > 1) all.list.clear();
  all.left = 0;
}

cmark_mem* Arena::allocator() {
  static cmark_mem memory{arena_calloc, arena_realloc, arena_free};
  return &memory;
}

}  // namespace markup
