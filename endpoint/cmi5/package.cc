#include "endpoint/cmi5/package.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <set>

#include "base/text.h"
#include "endpoint/cmi5/course_xml.h"
#include "endpoint/cmi5/xml.h"

namespace cmi5 {
namespace {

constexpr std::string_view kStructure = "cmi5.xml";

using xapi::Problem;
using Archive = std::unique_ptr<archive, int (*)(archive*)>;

std::string message_of(archive* from) {
  const char* text = archive_error_string(from);
  return text == nullptr ? "it is damaged" : text;
}

// Why a name may not be unpacked, or nothing.
std::optional<std::string> wrong_with_name(std::string_view name) {
  if (name.empty() || base::find_invalid_utf8(name) != std::string_view::npos) return "has no name in UTF-8";
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  if (name.find_first_of("\\:") != std::string_view::npos || std::any_of(name.begin(), name.end(), is_control)) {
    return "has a character in its name that is not allowed there";
  }
  if (name.front() == '/') return "lies outside of the package";
  const auto segments = base::split(name, '/');
  if (std::find(segments.begin(), segments.end(), "..") != segments.end()) return "lies outside of the package";
  return std::nullopt;
}

bool is_hidden(std::string_view name) {
  const auto segments = base::split(name, '/');
  return std::any_of(segments.begin(), segments.end(), [](std::string_view one) { return one.starts_with('.'); });
}

// Goes through the files of a ZIP, each with its bytes, and stops at the first problem.
class Walk {
 public:
  Walk(std::string_view bytes, const PackageLimits& limits) : bytes_(bytes), limits_(limits), archive_(archive_read_new(), archive_read_free) {}

  // `wants` says whether a file's bytes are needed; those of others are counted and dropped.
  using Wants = std::function<bool(const std::string& name)>;
  using Take = std::function<std::optional<Problem>(const std::string& name, std::string bytes)>;

  std::optional<Problem> run(const Wants& wants, const Take& take) {
    archive_read_support_format_zip_seekable(archive_.get());
    if (archive_read_open_memory(archive_.get(), bytes_.data(), bytes_.size()) != ARCHIVE_OK) return Problem{"package", "is no ZIP"};
    for (;;) {
      archive_entry* entry = nullptr;
      const int got = archive_read_next_header(archive_.get(), &entry);
      if (got == ARCHIVE_EOF) return std::nullopt;
      if (got != ARCHIVE_OK) return Problem{"package", "is no ZIP that can be read: " + message_of(archive_.get())};
      if (auto wrong = visit(entry, wants, take)) return wrong;
    }
  }

 private:
  std::optional<Problem> visit(archive_entry* entry, const Wants& wants, const Take& take) {
    const char* utf8 = archive_entry_pathname_utf8(entry);
    const char* raw = utf8 != nullptr ? utf8 : archive_entry_pathname(entry);
    const std::string name = raw == nullptr ? "" : raw;
    if (++count_ > limits_.files) return Problem{"package", fmt::format("has more than {} files", limits_.files)};
    if (const auto wrong = wrong_with_name(name)) return Problem{fmt::format("package, '{}'", printable(name)), *wrong};
    if (archive_entry_filetype(entry) == AE_IFDIR || name.ends_with('/')) return std::nullopt;
    const bool is_plain = archive_entry_filetype(entry) == AE_IFREG && archive_entry_hardlink(entry) == nullptr;
    if (!is_plain) return Problem{fmt::format("package, '{}'", name), "is no plain file"};
    if (archive_entry_is_encrypted(entry) != 0) return Problem{fmt::format("package, '{}'", name), "is encrypted"};
    if (is_hidden(name)) return std::nullopt;
    if (!names_.insert(name).second) return Problem{fmt::format("package, '{}'", name), "is there twice"};
    return read(name, wants(name), take);
  }

  static std::string printable(const std::string& name) {
    std::string text;
    for (const char c : name.substr(0, 100)) text += static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) > 0x7E ? '?' : c;
    return text;
  }

  std::optional<Problem> read(const std::string& name, bool wanted, const Take& take) {
    std::string bytes;
    std::uint64_t size = 0;
    for (;;) {
      const void* block = nullptr;
      std::size_t length = 0;
      la_int64_t offset = 0;
      const int got = archive_read_data_block(archive_.get(), &block, &length, &offset);
      if (got == ARCHIVE_EOF) break;
      if (got != ARCHIVE_OK) return Problem{fmt::format("package, '{}'", name), "cannot be unpacked: " + message_of(archive_.get())};
      size += length;
      whole_ += length;
      if (auto beyond = check_sizes(name, size)) return beyond;
      if (wanted) bytes.append(static_cast<const char*>(block), length);
    }
    return wanted ? take(name, std::move(bytes)) : std::nullopt;
  }

  std::optional<Problem> check_sizes(const std::string& name, std::uint64_t size) const {
    if (size > limits_.file) return Problem{fmt::format("package, '{}'", name), fmt::format("is larger than {} MB", limits_.file / 1'000'000)};
    if (name == kStructure && size > kLargestXml) return Problem{"cmi5.xml", fmt::format("is larger than {} MB", kLargestXml / 1'000'000)};
    if (whole_ > limits_.whole) return Problem{"package", fmt::format("has more than {} MB when unpacked", limits_.whole / 1'000'000)};
    const bool grows = whole_ > limits_.small && whole_ / limits_.ratio > bytes_.size();
    if (grows) return Problem{"package", fmt::format("grows more than {} times when unpacked", limits_.ratio)};
    return std::nullopt;
  }

  const std::string_view bytes_;
  const PackageLimits& limits_;
  Archive archive_;
  std::set<std::string> names_;
  std::size_t count_ = 0;
  std::uint64_t whole_ = 0;
};

}  // namespace

PackageKind kind_of(std::string_view bytes) { return bytes.starts_with("PK") ? PackageKind::zip : PackageKind::xml; }

xapi::Checked<Course> read_package(std::string_view bytes, const PackageLimits& limits) {
  if (kind_of(bytes) == PackageKind::xml) return read_course(bytes, nullptr);
  std::set<std::string, std::less<>> names;
  std::optional<std::string> structure;
  const auto wants = [&](const std::string& name) {
    names.insert(name);
    return name == kStructure;
  };
  auto wrong = Walk(bytes, limits).run(wants, [&](const std::string&, std::string text) {
    structure = std::move(text);
    return std::optional<Problem>();
  });
  if (wrong) return tl::unexpected<Problem>(std::move(*wrong));
  if (!structure) return xapi::refuse("package", "has no cmi5.xml in its outermost folder");
  return read_course(*structure, [&](std::string_view name) { return names.contains(name); });
}

base::Result<void> unpack(std::string_view bytes, base::FileSystem& files, const std::string& folder, const PackageLimits& limits) {
  std::set<std::string> folders;
  const auto write = [&](const std::string& name, const std::string& content) -> std::optional<Problem> {
    const std::string path = folder + '/' + name;
    const std::string inner(base::directory_of(path));
    if (folders.insert(inner).second) {
      if (const auto made = files.make_directories(inner); !made) return Problem{made.error().message, ""};
    }
    if (const auto written = files.write(path, content); !written) return Problem{written.error().message, ""};
    return std::nullopt;
  };
  const auto wrong = Walk(bytes, limits).run([](const std::string&) { return true; }, write);
  if (wrong) return base::fail(wrong->what.empty() ? wrong->where : wrong->where + " " + wrong->what);
  return {};
}

}  // namespace cmi5
