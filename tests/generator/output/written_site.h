// A site as a map of its files, written by SiteWriter into a file system in memory.
#pragma once

#include <map>
#include <string>

#include "generator/output/site_writer.h"
#include "tests/support/memory_file_system.h"

namespace test {

using Files = std::map<std::string, std::string>;  // path in the output folder → bytes

inline const output::WriterPaths kPaths{"out", "state/manifest"};

inline base::Result<output::Published> write_site(base::FileSystem& files, const Files& site, output::Adopt adopt = output::Adopt::no) {
  output::SiteWriter writer(files, kPaths);
  if (auto begun = writer.begin(adopt); !begun) return base::fail(begun.error().message);
  for (const auto& [path, bytes] : site) {
    if (auto staged = writer.stage(path, bytes); !staged) return base::fail(staged.error().message);
  }
  return writer.publish();
}

// What `write_site` says: "written 1, unchanged 2, removed 0", or the error.
inline std::string write_and_show(base::FileSystem& files, const Files& site, output::Adopt adopt = output::Adopt::no) {
  const auto published = write_site(files, site, adopt);
  if (!published) return published.error().message;
  return "written " + std::to_string(published->written) + ", unchanged " + std::to_string(published->unchanged) + ", removed " +
         std::to_string(published->removed);
}

inline Files on_disk(const support::MemoryFileSystem& files) {
  Files site;
  for (const auto& path : files.files()) {
    if (path.starts_with("out/")) site[path.substr(4)] = files.content(path);
  }
  return site;
}

}  // namespace test
