// What a build wrote: each file's path, size and content hash. Only what stands here is ever deleted.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/hash.h"
#include "base/result.h"

namespace output {

struct ManifestEntry {
  base::Hash128 hash;
  std::uint64_t size = 0;
};

// Path relative to the output folder → what was written there.
using Manifest = std::map<std::string, ManifestEntry, std::less<>>;

// One line a file: hash, size, path. The first line names the format.
std::string to_text(const Manifest& manifest);

// An error when the text is no manifest, or is damaged.
base::Result<Manifest> parse_manifest(std::string_view text);

}  // namespace output
