#include "generator/media/rendition_store.h"

#include <fmt/format.h>
#include <unistd.h>

#include <atomic>

#include "base/text.h"

namespace media {
namespace {

using base::Result;

constexpr std::string_view kList = "files.txt";
constexpr std::string_view kFirstLine = "renditions 1";

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

Result<std::vector<MadeFile>> RenditionStore::make(const Item& item, const std::function<Result<void>(const std::string& folder)>& make) {
  static std::atomic<unsigned> counter{0};
  const std::string folder = folder_of(item);
  const std::string work = fmt::format("{}.tmp-{}-{}", folder, getpid(), counter.fetch_add(1));
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
