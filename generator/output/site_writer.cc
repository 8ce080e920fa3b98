#include "generator/output/site_writer.h"

#include <fmt/format.h>

#include "base/text.h"

namespace output {
namespace {

using base::Result;

// What the author may keep in the output folder beside the site.
constexpr std::string_view kReadme = "README.md";

bool exists(base::FileSystem& files, const std::string& path) {
  const auto status = files.status(path);
  return status && status->kind != base::FileKind::missing;
}

}  // namespace

Result<void> SiteWriter::begin(Adopt adopt) {
  if (auto recovered = recover(); !recovered) return recovered;
  if (auto read = read_last_manifest(); !read) return read;
  if (auto checked = check_folder(adopt); !checked) return checked;
  folders_.clear();
  return files_.make_directories(staging());
}

// The journal is written when everything is staged: with it the renames are finished, without it they never began.
Result<void> SiteWriter::recover() {
  if (!exists(files_, staging())) return {};
  if (exists(files_, journal())) {
    auto text = files_.read(journal());
    if (!text) return base::fail(text.error().message);
    if (auto moved = move_staged(*text); !moved) return moved;
  }
  return files_.remove_tree(staging());
}

Result<void> SiteWriter::read_last_manifest() {
  if (!exists(files_, paths_.manifest)) return {};
  const auto text = files_.read(paths_.manifest);
  if (!text) return base::fail(text.error().message);
  // A damaged manifest is no ground to delete anything: as if there were none.
  if (auto manifest = parse_manifest(*text)) last_ = std::move(*manifest);
  return {};
}

Result<void> SiteWriter::check_folder(Adopt adopt) {
  const auto status = files_.status(paths_.out);
  if (!status) return base::fail(status.error().message);
  if (status->kind == base::FileKind::file) return base::fail(fmt::format("'{}' is no folder", paths_.out));
  if (status->kind == base::FileKind::missing || !last_.empty() || adopt == Adopt::yes) return {};
  if (status->kind != base::FileKind::directory) return base::fail(fmt::format("'{}' is no folder", paths_.out));
  const auto entries = files_.list(paths_.out);
  if (!entries) return base::fail(entries.error().message);
  for (const auto& entry : *entries) {
    if (entry.name == kReadme) continue;
    return base::fail(fmt::format("'{}' has files that no build made, such as '{}' (choose another --out, or allow it with "
                                  "--adopt: files of the same name are replaced, others are kept)",
                                  paths_.out, entry.name));
  }
  return {};
}

bool SiteWriter::is_unchanged(const std::string& path, const ManifestEntry& entry) const {
  const auto before = last_.find(path);
  if (before == last_.end() || before->second.hash != entry.hash || before->second.size != entry.size) return false;
  const auto status = files_.status(paths_.out + "/" + path);
  return status && status->kind == base::FileKind::file && status->size == entry.size;
}

Result<void> SiteWriter::make_folder_of(const std::string& path) {
  const std::string folder(base::directory_of(path));
  {
    const std::lock_guard lock(mutex_);
    if (folders_.contains(folder)) return {};
  }
  auto made = files_.make_directories(folder);
  const std::lock_guard lock(mutex_);
  if (made) folders_.insert(folder);
  return made;
}

Result<void> SiteWriter::stage(const std::string& path, std::string_view bytes) {
  return stage_entry(path, {base::hash128(bytes), bytes.size()}, [&](const std::string& staged) { return files_.write(staged, bytes); });
}

Result<void> SiteWriter::stage_file(const std::string& path, const ManifestEntry& entry, const std::string& from) {
  return stage_entry(path, entry, [&](const std::string& staged) { return files_.copy(from, staged); });
}

Result<void> SiteWriter::stage_entry(const std::string& path, const ManifestEntry& entry,
                                     const std::function<Result<void>(const std::string& staged)>& write) {
  const bool unchanged = is_unchanged(path, entry);
  if (!unchanged) {
    const std::string staged = staging() + "/" + path;
    if (auto made = make_folder_of(staged); !made) return made;
    if (auto written = write(staged); !written) return written;
  }
  const std::lock_guard lock(mutex_);
  current_.emplace(path, entry);
  if (unchanged) {
    ++unchanged_;
  } else {
    staged_.insert(path);
  }
  return {};
}

// The first build into a new folder: the staging folder becomes the site by one rename. The manifest goes first, so that the
// folder is known as ours from its first moment.
Result<Published> SiteWriter::publish_first() {
  if (auto written = write_manifest(to_text(current_)); !written) return base::fail(written.error().message);
  if (auto renamed = files_.rename(staging(), paths_.out); !renamed) return base::fail(renamed.error().message);
  return Published{staged_.size(), 0, 0};
}

std::vector<std::string> SiteWriter::explanations() const {
  std::vector<std::string> lines;
  for (const auto& path : staged_) {
    const auto before = last_.find(path);
    const bool same = before != last_.end() && before->second.hash == current_.find(path)->second.hash;
    lines.push_back(fmt::format("{}: {}", before == last_.end() ? "new" : same ? "was changed by others" : "content differs", path));
  }
  for (const auto& [path, entry] : last_) {
    if (!current_.contains(path)) lines.push_back("no longer made: " + path);
  }
  return lines;
}

// True for a former file where a folder will be, and for one in a folder where a file will be.
bool SiteWriter::stands_in_the_way(const std::string& path) const {
  const auto inside = staged_.lower_bound(path + "/");
  if (inside != staged_.end() && inside->starts_with(path + "/")) return true;
  for (auto folder = base::directory_of(path); !folder.empty(); folder = base::directory_of(folder)) {
    if (staged_.contains(std::string(folder))) return true;
  }
  return false;
}

// Files that no build made, where this one needs a folder or a file: found before anything is moved, for a publication that
// stops in the middle would leave two sites mixed.
Result<void> SiteWriter::check_way() {
  std::set<std::string> folders;
  for (const auto& path : staged_) {
    const auto status = files_.status(paths_.out + "/" + path);
    if (status && status->kind == base::FileKind::directory) {
      if (auto checked = check_emptied(path); !checked) return checked;
    }
    for (auto folder = base::directory_of(path); !folder.empty(); folder = base::directory_of(folder)) {
      folders.emplace(folder);
    }
  }
  for (const auto& folder : folders) {
    const auto status = files_.status(paths_.out + "/" + folder);
    if (status && status->kind == base::FileKind::file && !last_.contains(folder)) return in_the_way(folder);
  }
  return {};
}

// A folder goes when every file in it is ours and no longer made.
Result<void> SiteWriter::check_emptied(const std::string& folder) {
  const auto entries = files_.list(paths_.out + "/" + folder);
  if (!entries) return base::fail(entries.error().message);
  for (const auto& entry : *entries) {
    const std::string path = folder + "/" + entry.name;
    if (entry.kind == base::FileKind::directory) {
      if (auto checked = check_emptied(path); !checked) return checked;
    } else if (!last_.contains(path)) {
      return in_the_way(path);
    }
  }
  return {};
}

Result<void> SiteWriter::in_the_way(const std::string& path) const {
  return base::fail(fmt::format("'{}/{}', which no build made, stands where the site needs a file or folder of its own (move it away)",
                                paths_.out, path));
}

Result<Published> SiteWriter::publish() {
  if (!exists(files_, paths_.out)) return publish_first();
  if (auto checked = check_way(); !checked) return base::fail(checked.error().message);
  Published published{staged_.size(), unchanged_, 0};
  std::string first, last;
  for (const auto& [path, entry] : last_) {
    if (current_.contains(path)) continue;
    (stands_in_the_way(path) ? first : last) += "remove " + path + "\n";
    ++published.removed;
  }
  std::string text = std::move(first);
  for (const auto& path : staged_) text += "move " + path + "\n";
  text += last + "manifest\n" + to_text(current_);
  const std::string unfinished = staging() + "/.journal.unfinished";
  if (auto written = files_.write(unfinished, text); !written) return base::fail(written.error().message);
  if (auto synced = files_.sync(unfinished); !synced) return base::fail(synced.error().message);
  if (auto renamed = files_.rename(unfinished, journal()); !renamed) return base::fail(renamed.error().message);
  if (auto moved = move_staged(text); !moved) return base::fail(moved.error().message);
  if (auto removed = files_.remove_tree(staging()); !removed) return base::fail(removed.error().message);
  return published;
}

// Carries a journal out, from the start or from where a crash cut it off.
Result<void> SiteWriter::move_staged(const std::string& journal_text) {
  std::string_view rest = journal_text;
  folders_.clear();
  while (!rest.empty()) {
    const auto end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line == "manifest") return write_manifest(rest);
    const std::string path(line.substr(line.find(' ') + 1));
    if (line.starts_with("remove ")) {
      if (auto removed = remove_file(path); !removed) return removed;
    } else if (line.starts_with("move ") && exists(files_, staging() + "/" + path)) {
      if (auto made = make_folder_of(paths_.out + "/" + path); !made) return made;
      if (auto moved = files_.rename(staging() + "/" + path, paths_.out + "/" + path); !moved) return moved;
    }
  }
  return base::fail(fmt::format("'{}' is cut off", journal()));
}

// Removes a file of ours and the folders that it leaves empty.
Result<void> SiteWriter::remove_file(const std::string& path) {
  // After a crash a folder of the new site may stand there already.
  const auto status = files_.status(paths_.out + "/" + path);
  if (status && (status->kind == base::FileKind::file || status->kind == base::FileKind::symlink)) {
    if (auto removed = files_.remove_file(paths_.out + "/" + path); !removed) return removed;
  }
  for (auto folder = base::directory_of(path); !folder.empty(); folder = base::directory_of(folder)) {
    if (!files_.remove_empty_directory(paths_.out + "/" + std::string(folder))) break;
  }
  return {};
}

Result<void> SiteWriter::write_manifest(std::string_view text) {
  if (auto made = files_.make_directories(std::string(base::directory_of(paths_.manifest))); !made) return made;
  const std::string temporary = paths_.manifest + ".tmp";
  if (auto written = files_.write(temporary, text); !written) return written;
  return files_.rename(temporary, paths_.manifest);
}

}  // namespace output
