// Where finished renditions are kept: a folder a source, which appears whole or not at all.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "base/hash.h"
#include "base/result.h"
#include "generator/media/media.h"

namespace media {

// A finished file.
struct MadeFile {
  std::string name;
  std::uint64_t size = 0;  // bytes
  base::Hash128 hash;      // of its bytes
};

// Folders `root/<16 hex>/` with the files and a list of them. Thread-safe; processes may share the folder.
class RenditionStore {
 public:
  RenditionStore(base::FileSystem& files, std::string root) : files_(files), root_(std::move(root)) {}

  // The finished files of an item, or nothing when it is still to be made. A file that is missing or has another size counts as
  // not made; the bytes themselves are not read.
  std::optional<std::vector<MadeFile>> find(const Item& item);

  // Calls `make` with an empty folder and keeps what it writes there when it succeeds.
  base::Result<std::vector<MadeFile>> make(const Item& item, const std::function<base::Result<void>(const std::string& folder)>& make);

  // Among processes that share the folder exactly one gets an item to make, until it lets go of it or is silent for a quarter of an
  // hour; `now` in seconds. Renewing says that its holder is still at work.
  bool claim(const Item& item, std::int64_t now);
  void renew(const Item& item, std::int64_t now);
  void release(const Item& item);

  // Removes all that belongs to none of `items`, half-done work included. Returns the number of bytes.
  base::Result<std::uint64_t> clean(const std::vector<const Item*>& items);

  // A folder for what is half done, which stays when a run ends too soon.
  std::string work_folder(const Item& item) const { return folder_of(item) + ".work"; }

  // Where a finished file lies.
  std::string path_of(const Item& item, const std::string& name) const;

 private:
  std::string folder_of(const Item& item) const;
  void remove_leftovers(const Item& item);
  std::string claim_of(const Item& item) const { return folder_of(item) + ".claim"; }
  std::uint64_t size_of(const std::string& path);
  base::Result<std::vector<MadeFile>> list(const std::string& folder);

  base::FileSystem& files_;
  std::string root_;
};

}  // namespace media
