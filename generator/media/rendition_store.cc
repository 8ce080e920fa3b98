#include "generator/media/rendition_store.h"

#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <set>

#include "base/text.h"

namespace media {
namespace {

using base::Result;

constexpr std::string_view kList = "files.txt";
constexpr std::int64_t kClaimSeconds = 15 * 60;
constexpr std::string_view kFirstLine = "renditions 1";

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "host";
}

std::string to_text(const std::vector<MadeFile>& made) {
  std::string text(kFirstLine);
  for (const auto& file : made) text += fmt::format("\n{} {} {}", base::to_hex(file.hash), file.size, file.name);
  return text + "\n";
}

std::optional<std::vector<MadeFile>> from_text(std::string_view text) {
  std::vector<MadeFile> made;
  if (!text.ends_with('\n')) return std::nullopt;
  const auto lines = base::split(text.substr(0, text.size() - 1), '\n');
  if (lines.front() != kFirstLine) return std::nullopt;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const auto parts = base::split(lines[i], ' ');
    MadeFile file;
    if (parts.size() != 3 || !base::from_hex(parts[0], file.hash)) return std::nullopt;
    for (const char c : parts[1]) {
      if (c < '0' || c > '9') return std::nullopt;
      file.size = file.size * 10 + static_cast<std::uint64_t>(c - '0');
    }
    file.name = std::string(parts[2]);
    made.push_back(std::move(file));
  }
  return made;
}

}  // namespace

std::string RenditionStore::folder_of(const Item& item) const { return root_ + "/" + std::string(base::file_name_of(item.folder)); }

std::string RenditionStore::path_of(const Item& item, const std::string& name) const { return folder_of(item) + "/" + name; }

std::optional<std::vector<MadeFile>> RenditionStore::find(const Item& item) {
  const auto text = files_.read(path_of(item, std::string(kList)));
  if (!text) return std::nullopt;
  auto made = from_text(*text);
  if (!made) return std::nullopt;
  for (const auto& file : *made) {
    const auto status = files_.status(path_of(item, file.name));
    if (!status || status->kind != base::FileKind::file || status->size != file.size) return std::nullopt;
  }
  return made;
}

// A folder that holds something cannot be renamed onto another that does: of several processes one wins.
bool RenditionStore::claim(const Item& item, std::int64_t now) {
  static std::atomic<unsigned> counter{0};
  const std::string mine = fmt::format("{}-{}-{}", claim_of(item), getpid(), counter.fetch_add(1));
  const auto is_alive = [&](const Result<std::string>& time) { return time && std::strtoll(time->c_str(), nullptr, 10) + kClaimSeconds > now; };
  if (const auto held = files_.read(claim_of(item) + "/time")) {
    if (is_alive(held)) return false;
    // Whoever moves a forgotten claim away may try to take its place.
    if (!files_.rename(claim_of(item), mine + "-old")) return false;
    // Another process may have been faster, and what was moved is its claim.
    const bool of_another = is_alive(files_.read(mine + "-old/time")) && files_.rename(mine + "-old", claim_of(item));
    static_cast<void>(files_.remove_tree(mine + "-old"));
    if (of_another) return false;
  }
  const bool won = files_.make_directories(mine) && files_.write(mine + "/time", std::to_string(now)) && files_.rename(mine, claim_of(item));
  if (!won) static_cast<void>(files_.remove_tree(mine));
  return won;
}

// By a rename: a file that is being written is empty for a moment, and whoever reads it then takes the claim for a forgotten one.
void RenditionStore::renew(const Item& item, std::int64_t now) {
  static std::atomic<unsigned> counter{0};
  const std::string fresh = fmt::format("{}/time-{}-{}", claim_of(item), getpid(), counter.fetch_add(1));
  if (files_.write(fresh, std::to_string(now))) static_cast<void>(files_.rename(fresh, claim_of(item) + "/time"));
}

void RenditionStore::release(const Item& item) { static_cast<void>(files_.remove_tree(claim_of(item))); }

std::uint64_t RenditionStore::size_of(const std::string& path) {
  const auto status = files_.status(path);
  if (!status || status->kind != base::FileKind::directory) return status ? status->size : 0;
  std::uint64_t size = 0;
  if (const auto entries = files_.list(path)) {
    for (const auto& entry : *entries) size += size_of(path + "/" + entry.name);
  }
  return size;
}

Result<std::uint64_t> RenditionStore::clean(const std::vector<const Item*>& items) {
  std::set<std::string, std::less<>> kept;
  for (const Item* item : items) kept.emplace(base::file_name_of(item->folder));
  const auto entries = files_.list(root_);
  if (!entries) return 0;  // nothing was ever made
  std::uint64_t freed = 0;
  for (const auto& entry : *entries) {
    if (kept.contains(std::string_view(entry.name).substr(0, entry.name.find('.')))) continue;
    const std::string path = root_ + "/" + entry.name;
    freed += size_of(path);
    if (auto removed = files_.remove_tree(path); !removed) return base::fail(removed.error().message);
  }
  return freed;
}

Result<std::vector<MadeFile>> RenditionStore::list(const std::string& folder) {
  const auto entries = files_.list(folder);
  if (!entries) return base::fail(entries.error().message);
  std::vector<MadeFile> made;
  for (const auto& entry : *entries) {
    const std::string path = folder + "/" + entry.name;
    const auto status = files_.status(path);
    if (!status) return base::fail(status.error().message);
    const auto hash = base::hash_file(files_, path);
    if (!hash) return base::fail(hash.error().message);
    made.push_back({entry.name, status->size, *hash});
  }
  return made;
}

// What processes of this machine that are no more were writing when they ended.
void RenditionStore::remove_leftovers(const Item& item) {
  const std::string start = fmt::format("{}.tmp-{}-", base::file_name_of(item.folder), host_name());
  const auto entries = files_.list(root_);
  if (!entries) return;
  for (const auto& entry : *entries) {
    if (!entry.name.starts_with(start)) continue;
    const auto process = std::strtol(entry.name.c_str() + start.size(), nullptr, 10);
    if (process > 0 && ::kill(static_cast<pid_t>(process), 0) != 0 && errno == ESRCH) static_cast<void>(files_.remove_tree(root_ + "/" + entry.name));
  }
}

Result<std::vector<MadeFile>> RenditionStore::make(const Item& item, const std::function<Result<void>(const std::string& folder)>& make) {
  static std::atomic<unsigned> counter{0};
  const std::string folder = folder_of(item);
  remove_leftovers(item);
  const std::string work = fmt::format("{}.tmp-{}-{}-{}", folder, host_name(), getpid(), counter.fetch_add(1));
  if (auto made = files_.make_directories(work); !made) return base::fail(made.error().message);
  const auto finish = [&]() -> Result<std::vector<MadeFile>> {
    if (auto done = make(work); !done) return base::fail(done.error().message);
    auto made = list(work);
    if (!made) return made;
    if (auto written = files_.write(work + "/" + std::string(kList), to_text(*made)); !written) return base::fail(written.error().message);
    // What lies there is damaged (find() did not take it), or another process has just finished the same.
    if (auto removed = files_.remove_tree(folder); !removed) return base::fail(removed.error().message);
    if (auto renamed = files_.rename(work, folder); !renamed) return base::fail(renamed.error().message);
    return made;
  };
  auto result = finish();
  if (!result) files_.remove_tree(work);
  return result;
}

}  // namespace media
