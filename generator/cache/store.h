// Results that are dear to compute, kept in a folder and named by what they were made from.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/file_system.h"
#include "base/hash.h"
#include "base/result.h"

namespace cache {

// The hash of the recipe (what is done, its number and versions) and of all inputs.
base::Hash128 key_of(std::string_view recipe, std::string_view input);

// Files `folder/ab/<hex>`. Each holds a checksum of its bytes: one that does not match is a miss. Thread-safe, and safe
// between processes: a file appears whole or not at all.
class Store {
 public:
  // The folder is made when the first result is put. `files` must outlive the store.
  Store(base::FileSystem& files, std::string folder) : files_(files), folder_(std::move(folder)) {}

  // The bytes, or nothing when there is no sound entry.
  std::optional<std::string> get(const base::Hash128& key);
  base::Result<void> put(const base::Hash128& key, std::string_view bytes);

  // Where an entry lies, whether it exists or not.
  std::string path_of(const base::Hash128& key) const;

 private:
  base::FileSystem& files_;
  std::string folder_;
};

}  // namespace cache
