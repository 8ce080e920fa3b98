#include "tests/support/memory_file_system.h"

#include <utility>

#include "base/text.h"

namespace support {
namespace {

using base::FileKind;

constexpr std::string_view kMissing = "no such file or directory";
constexpr int kMaximumLinks = 40;  // as Linux

// "./a//b/" → "a/b"; a leading slash stays; "." → "".
std::string normalised(std::string_view path) {
  const std::string joined = base::join_path("", path);
  return path.starts_with('/') ? "/" + joined : joined;
}

// The folder above; "/a" → "/", "a" → "".
std::string parent_of(std::string_view path) {
  const std::string_view folder = base::directory_of(path);
  return std::string(folder.empty() && path.starts_with('/') ? "/" : folder);
}

std::string prefix_of(const std::string& folder) {
  return folder.empty() || folder.ends_with('/') ? folder : folder + "/";
}

tl::unexpected<base::Error> cannot(std::string_view verb, std::string_view path, std::string_view reason) {
  std::string message = "cannot ";
  message.append(verb).append(" '").append(path).append("': ").append(reason);
  return base::fail(std::move(message));
}

}  // namespace

void MemoryFileSystem::add(std::string_view path, std::string_view bytes) {
  const std::scoped_lock lock(mutex_);
  const std::string name = normalised(path);
  add_folders(parent_of(name));
  nodes_[name] = {FileKind::file, std::string(bytes)};
}

void MemoryFileSystem::add_link(std::string_view path, std::string_view target) {
  const std::scoped_lock lock(mutex_);
  const std::string name = normalised(path);
  add_folders(parent_of(name));
  nodes_[name] = {FileKind::symlink, std::string(target)};
}

std::string MemoryFileSystem::content(std::string_view path) const {
  const std::scoped_lock lock(mutex_);
  const Node* node = find(normalised(path));
  return node && node->kind == FileKind::file ? node->bytes : "(missing)";
}

bool MemoryFileSystem::exists(std::string_view path) const {
  const std::scoped_lock lock(mutex_);
  const std::string name = normalised(path);
  return find(name) || is_folder(name);
}

unsigned MemoryFileSystem::mode(std::string_view path) const {
  const std::scoped_lock lock(mutex_);
  const Node* node = find(normalised(path));
  return node ? node->mode : 0;
}

std::vector<std::string> MemoryFileSystem::files() const {
  const std::scoped_lock lock(mutex_);
  std::vector<std::string> names;
  for (const auto& [name, node] : nodes_) {
    if (node.kind == FileKind::file) names.push_back(name);
  }
  return names;
}

std::vector<std::string> MemoryFileSystem::reads() const {
  const std::scoped_lock lock(mutex_);
  return reads_;
}

std::vector<std::string> MemoryFileSystem::writes() const {
  const std::scoped_lock lock(mutex_);
  return writes_;
}

std::vector<std::string> MemoryFileSystem::changes() const {
  const std::scoped_lock lock(mutex_);
  return changes_;
}

void MemoryFileSystem::forget() {
  const std::scoped_lock lock(mutex_);
  reads_.clear();
  writes_.clear();
  changes_.clear();
}

void MemoryFileSystem::fail_write(int nth, std::string reason) {
  const std::scoped_lock lock(mutex_);
  writes_until_failure_ = nth;
  write_failure_ = std::move(reason);
}

void MemoryFileSystem::stop_after_changes(int allowed, std::string reason) {
  const std::scoped_lock lock(mutex_);
  changes_allowed_ = allowed;
  change_failure_ = std::move(reason);
}

void MemoryFileSystem::fail_read(std::string_view path, std::string reason) {
  const std::scoped_lock lock(mutex_);
  failing_reads_[normalised(path)] = std::move(reason);
}

void MemoryFileSystem::heal() {
  const std::scoped_lock lock(mutex_);
  failing_reads_.clear();
  writes_until_failure_ = 0;
  changes_allowed_ = -1;
}

base::Result<std::string> MemoryFileSystem::read(const std::string& path, std::uint64_t limit) {
  const std::scoped_lock lock(mutex_);
  const std::string name = normalised(path);
  reads_.push_back(name);
  if (const auto failing = failing_reads_.find(name); failing != failing_reads_.end()) {
    return cannot("read", path, failing->second);
  }
  const std::string target = resolved(name);
  if (is_folder(target)) return cannot("read", path, "is a directory");
  const Node* node = find(target);
  if (!node) return cannot("read", path, kMissing);
  if (node->bytes.size() > limit) return base::fail("'" + path + "' is larger than " + std::to_string(limit) + " bytes");
  return node->bytes;
}

base::Result<void> MemoryFileSystem::read_pieces(const std::string& path, const std::function<void(std::string_view piece)>& take) {
  const auto bytes = read(path, UINT64_MAX);
  if (!bytes) return base::fail(bytes.error().message);
  take(*bytes);
  return {};
}

base::Result<void> MemoryFileSystem::write(const std::string& path, std::string_view bytes, unsigned mode) {
  const std::scoped_lock lock(mutex_);
  const std::string name = resolved(normalised(path));
  writes_.push_back(normalised(path));
  if (const std::string refused = change_refused("write " + name); !refused.empty()) return cannot("write", path, refused);
  if (const std::string problem = parent_problem(name); !problem.empty()) return cannot("write", path, problem);
  if (is_folder(name)) return cannot("write", path, "is a directory");
  const bool fails = writes_until_failure_ > 0 && --writes_until_failure_ == 0;
  const auto [node, created] = nodes_.try_emplace(name);
  if (created) node->second.mode = mode;
  node->second.bytes = fails ? bytes.substr(0, bytes.size() / 2) : bytes;
  if (fails) return cannot("write", path, write_failure_);
  return {};
}

base::Result<void> MemoryFileSystem::copy(const std::string& from, const std::string& to) {
  const auto bytes = read(from, UINT64_MAX);
  return bytes ? write(to, *bytes, 0644) : base::fail(bytes.error().message);
}

base::Result<void> MemoryFileSystem::rename(const std::string& from, const std::string& to) {
  const std::scoped_lock lock(mutex_);
  const std::string source = normalised(from);
  const std::string target = normalised(to);
  const std::string verb = "rename '" + from + "' to";
  std::string problem = change_refused("rename " + source + " " + target);
  if (problem.empty() && !find(source)) problem = kMissing;
  if (problem.empty()) problem = parent_problem(target);
  if (!problem.empty()) return cannot(verb, to, problem);
  if (source == target) return {};
  const bool folder = is_folder(source);
  if (folder && target.starts_with(prefix_of(source))) return cannot(verb, to, "invalid argument");
  if (!folder && is_folder(target)) return cannot(verb, to, "is a directory");
  if (folder && find(target) && !is_folder(target)) return cannot(verb, to, "not a directory");
  if (folder && has_children(target)) return cannot(verb, to, "directory not empty");
  move_nodes(source, target);
  return {};
}

base::Result<void> MemoryFileSystem::remove_file(const std::string& path) {
  const std::scoped_lock lock(mutex_);
  const std::string name = normalised(path);
  if (const std::string refused = change_refused("remove " + name); !refused.empty()) return cannot("remove", path, refused);
  if (is_folder(name)) return cannot("remove", path, "is a directory");
  if (nodes_.erase(name) == 0) return cannot("remove", path, kMissing);
  return {};
}

base::Result<void> MemoryFileSystem::remove_empty_directory(const std::string& path) {
  const std::scoped_lock lock(mutex_);
  const std::string name = normalised(path);
  std::string problem = change_refused("remove " + name);
  if (problem.empty() && !is_folder(name)) problem = find(name) ? "not a directory" : kMissing;
  if (problem.empty() && has_children(name)) problem = "directory not empty";
  if (!problem.empty()) return cannot("remove folder", path, problem);
  nodes_.erase(name);
  return {};
}

base::Result<void> MemoryFileSystem::remove_tree(const std::string& path) {
  const std::scoped_lock lock(mutex_);
  const std::string name = normalised(path);
  if (const std::string refused = change_refused("remove " + name); !refused.empty()) {
    return cannot("remove folder", path, refused);
  }
  std::erase_if(nodes_, [&](const auto& item) { return item.first == name || item.first.starts_with(prefix_of(name)); });
  return {};
}

base::Result<void> MemoryFileSystem::make_directories(const std::string& path) {
  const std::scoped_lock lock(mutex_);
  const std::string name = normalised(path);
  if (is_folder(resolved(name))) return {};
  if (const std::string refused = change_refused("mkdir " + name); !refused.empty()) {
    return cannot("create folder", path, refused);
  }
  for (std::string folder = name; !is_folder(folder); folder = parent_of(folder)) {
    const Node* node = find(folder);
    if (node && !is_folder(resolved(folder))) return cannot("create folder", path, "not a directory");
  }
  add_folders(name);
  return {};
}

base::Result<std::vector<base::DirectoryEntry>> MemoryFileSystem::list(const std::string& path) {
  const std::scoped_lock lock(mutex_);
  const std::string folder = resolved(normalised(path));
  if (!is_folder(folder)) return cannot("list folder", path, find(folder) ? "not a directory" : kMissing);
  const std::string prefix = prefix_of(folder);
  std::vector<base::DirectoryEntry> entries;
  for (auto item = nodes_.lower_bound(prefix); item != nodes_.end() && item->first.starts_with(prefix); ++item) {
    const std::string name = item->first.substr(prefix.size());
    if (!name.empty() && name.find('/') == std::string::npos) entries.push_back({name, item->second.kind});
  }
  return entries;
}

base::Result<base::FileStatus> MemoryFileSystem::status(const std::string& path) {
  const std::scoped_lock lock(mutex_);
  const std::string name = normalised(path);
  if (const Node* node = find(name)) return base::FileStatus{node->kind, node->bytes.size()};
  return base::FileStatus{is_folder(name) ? FileKind::directory : FileKind::missing, 0};
}

base::Result<std::string> MemoryFileSystem::canonical(const std::string& path) {
  const std::scoped_lock lock(mutex_);
  const std::string name = resolved(normalised(path));
  if (!find(name) && !is_folder(name)) return cannot("resolve", path, kMissing);
  return name;
}

base::Result<void> MemoryFileSystem::sync(const std::string& path) {
  const std::scoped_lock lock(mutex_);
  const std::string name = resolved(normalised(path));
  if (!find(name) && !is_folder(name)) return cannot("sync", path, kMissing);
  return {};
}

const MemoryFileSystem::Node* MemoryFileSystem::find(const std::string& path) const {
  const auto item = nodes_.find(path);
  return item == nodes_.end() ? nullptr : &item->second;
}

bool MemoryFileSystem::is_folder(const std::string& path) const {
  if (path.empty() || path == "/") return true;
  const Node* node = find(path);
  return node && node->kind == FileKind::directory;
}

bool MemoryFileSystem::has_children(const std::string& path) const {
  const std::string prefix = prefix_of(path);
  const auto item = nodes_.lower_bound(prefix);
  return item != nodes_.end() && item->first.starts_with(prefix);
}

std::string MemoryFileSystem::resolved(std::string path) const {
  for (int links = 0; links < kMaximumLinks; ++links) {
    const Node* node = find(path);
    if (!node || node->kind != FileKind::symlink) return path;
    path = node->bytes.starts_with('/') ? node->bytes : prefix_of(parent_of(path)) + node->bytes;
    path = normalised(path);
  }
  return path;
}

void MemoryFileSystem::add_folders(std::string_view path) {
  for (std::string folder(path); !is_folder(folder); folder = parent_of(folder)) {
    nodes_[folder] = {FileKind::directory, "", 0755};
  }
}

std::string MemoryFileSystem::change_refused(std::string change) {
  if (changes_allowed_ == 0) return change_failure_;
  if (changes_allowed_ > 0) --changes_allowed_;
  changes_.push_back(std::move(change));
  return {};
}

std::string MemoryFileSystem::parent_problem(const std::string& path) const {
  const std::string parent = parent_of(path);
  if (is_folder(resolved(parent))) return {};
  return find(parent) ? "not a directory" : std::string(kMissing);
}

void MemoryFileSystem::move_nodes(const std::string& from, const std::string& to) {
  Nodes moved;
  const std::string prefix = prefix_of(from);
  for (auto item = nodes_.lower_bound(from); item != nodes_.end();) {
    const bool inside = item->first == from || item->first.starts_with(prefix);
    if (!inside && !item->first.starts_with(from)) break;
    const auto current = item++;
    if (inside) moved[to + current->first.substr(from.size())] = std::move(nodes_.extract(current).mapped());
  }
  for (auto& [name, node] : moved) nodes_[name] = std::move(node);
}

}  // namespace support
