// Writes a site so that it is never half-updated: staged beside the output folder, compared by content, renamed in at the end.
#pragma once

#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"
#include "base/result.h"
#include "generator/output/manifest.h"

namespace output {

enum class Adopt { no, yes };

struct WriterPaths {
  std::string out;       // the output folder
  std::string manifest;  // the manifest's file
};

// What a publication did.
struct Published {
  std::size_t written = 0;    // files that are new or changed
  std::size_t unchanged = 0;
  std::size_t removed = 0;
};

// begin → stage each file → publish; without publish nothing in the output folder changes. After a crash in publish the next
// begin finishes what was decided, after a crash before it the staged files are dropped.
class SiteWriter {
 public:
  SiteWriter(base::FileSystem& files, WriterPaths paths) : files_(files), paths_(std::move(paths)) {}

  // Finishes or undoes what an earlier run left, reads the last manifest, refuses a folder that no build made.
  base::Result<void> begin(Adopt adopt);

  // Stages the bytes of one file unless the output folder has them already. May be called from several threads, each path once.
  base::Result<void> stage(const std::string& path, std::string_view bytes);

  // The same for a file that lies on disk, with its size and hash: nothing is read when the output folder has it already.
  base::Result<void> stage_file(const std::string& path, const ManifestEntry& entry, const std::string& from);

  // Renames everything into place, deletes what the last build wrote and this one did not, and writes the manifest.
  base::Result<Published> publish();

  // Why each file is written or removed, one line a file: "new: courses/a/index.html".
  std::vector<std::string> explanations() const;

 private:
  base::Result<void> stage_entry(const std::string& path, const ManifestEntry& entry,
                                 const std::function<base::Result<void>(const std::string& staged)>& write);
  std::string staging() const { return paths_.out + ".staging"; }
  std::string journal() const { return staging() + "/.journal"; }
  base::Result<void> recover();
  base::Result<void> read_last_manifest();
  base::Result<void> check_folder(Adopt adopt);
  base::Result<void> make_folder_of(const std::string& path);
  bool is_unchanged(const std::string& path, const ManifestEntry& entry) const;
  bool stands_in_the_way(const std::string& path) const;
  base::Result<void> check_way();
  base::Result<void> check_emptied(const std::string& folder);
  base::Result<void> in_the_way(const std::string& path) const;
  base::Result<void> move_staged(const std::string& journal_text);
  base::Result<void> remove_file(const std::string& path);
  base::Result<void> write_manifest(std::string_view text);
  base::Result<Published> publish_first();

  base::FileSystem& files_;
  WriterPaths paths_;
  Manifest last_;

  std::mutex mutex_;                // guards the four below while staging
  Manifest current_;
  std::set<std::string> staged_;
  std::set<std::string> folders_;
  std::size_t unchanged_ = 0;
};

}  // namespace output
