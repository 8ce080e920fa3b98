#include "generator/cache/store.h"

#include <unistd.h>

#include <atomic>

namespace cache {
namespace {

constexpr std::size_t kChecksumDigits = 32;

// No two writers of one machine use the same.
std::string temporary_suffix() {
  static std::atomic<unsigned> counter{0};
  return ".tmp-" + std::to_string(getpid()) + "-" + std::to_string(counter.fetch_add(1));
}

}  // namespace

base::Hash128 key_of(std::string_view recipe, std::string_view input) {
  // The length keeps ("ab", "c") and ("a", "bc") apart.
  std::string bytes = std::to_string(recipe.size()) + ":";
  bytes.append(recipe).append(input);
  return base::hash128(bytes);
}

std::string Store::path_of(const base::Hash128& key) const {
  const auto hex = base::to_hex(key);
  return folder_ + "/" + hex.substr(0, 2) + "/" + hex;
}

std::optional<std::string> Store::get(const base::Hash128& key) {
  auto bytes = files_.read(path_of(key));
  if (!bytes || bytes->size() < kChecksumDigits) return std::nullopt;
  base::Hash128 checksum;
  if (!base::from_hex(std::string_view(*bytes).substr(0, kChecksumDigits), checksum)) return std::nullopt;
  bytes->erase(0, kChecksumDigits);
  if (base::hash128(*bytes) != checksum) return std::nullopt;
  return std::move(*bytes);
}

base::Result<void> Store::put(const base::Hash128& key, std::string_view bytes) {
  const auto path = path_of(key);
  if (auto made = files_.make_directories(path.substr(0, path.rfind('/'))); !made) return made;
  const auto temporary = path + temporary_suffix();
  if (auto written = files_.write(temporary, base::to_hex(base::hash128(bytes)) + std::string(bytes)); !written) {
    files_.remove_file(temporary);
    return written;
  }
  auto renamed = files_.rename(temporary, path);
  if (!renamed) files_.remove_file(temporary);
  return renamed;
}

}  // namespace cache
