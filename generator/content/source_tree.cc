#include "generator/content/source_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/text.h"
#include "generator/content/keys.h"

namespace content {
namespace {

constexpr std::array<std::string_view, 6> kFolders = {"authors", "courses", "data", "media", "pages", "stories"};
constexpr int kDeepest = 32;  // folders inside folders

struct FoundFile {
  std::string path;
  std::uint64_t size = 0;
};

bool is_passed_over(std::string_view name) { return name.starts_with('.') || name.ends_with('~') || name.starts_with('#'); }

constexpr std::array<std::string_view, 5> kAlmostMarkdown = {".md.txt", ".markdown", ".mdown", ".mkd", ".md"};

// "kontak.MD", "kontak.markdown", "kontak.md.txt" → "kontak.md"; empty for other names.
std::string page_name(std::string_view name) {
  const std::string lower = base::to_lower(name);
  const auto* ending = std::ranges::find_if(kAlmostMarkdown, [&](auto end) { return lower.ends_with(end); });
  if (ending == kAlmostMarkdown.end()) return {};
  return std::string(name.substr(0, name.size() - ending->size())) + ".md";
}

// Names in capitals, such as README.md, are by custom for those who work on the site.
void report_pages_in_root(base::FileSystem& files, const std::string& root, base::Diagnostics& diagnostics) {
  const auto entries = files.list(root);
  if (!entries) return;
  for (const auto& entry : *entries) {
    const auto name = page_name(entry.name);
    const bool capitals = std::ranges::none_of(name.substr(0, name.size() - std::min<std::size_t>(name.size(), 3)),
                                               [](char c) { return c >= 'a' && c <= 'z'; });
    if (entry.kind != base::FileKind::file || is_passed_over(entry.name) || capitals) continue;
    diagnostics.report("stray-file", {entry.name, 0, 0}, "this file becomes no page", fmt::format("move it to 'pages/{}'", name));
  }
}

// Lists all files below the source folders.
class Walker {
 public:
  Walker(base::FileSystem& files, std::string root, base::Diagnostics& diagnostics)
      : files_(files), root_(std::move(root)), diagnostics_(diagnostics) {}

  std::vector<FoundFile> walk() {
    canonical_root_ = files_.canonical(root_).value_or(root_);
    for (const auto folder : kFolders) {
      const auto status = files_.status(root_ + "/" + std::string(folder));
      if (status && status->kind == base::FileKind::directory) walk_folder(std::string(folder), 1);
      if (status && status->kind == base::FileKind::symlink) follow(std::string(folder), 1);
    }
    std::ranges::sort(found_, {}, &FoundFile::path);
    return std::move(found_);
  }

 private:
  void report(const std::string& path, std::string message, std::string hint) {
    diagnostics_.report("file", {path, 0, 0}, std::move(message), std::move(hint));
  }

  void walk_folder(const std::string& folder, int depth) {
    if (depth > kDeepest) return report(folder, fmt::format("folders nest deeper than {}", kDeepest), "move it up");
    const auto entries = files_.list(root_ + "/" + folder);
    if (!entries) return report(folder, entries.error().message, "");
    check_case(folder, *entries);
    for (const auto& entry : *entries) {
      if (is_passed_over(entry.name)) continue;
      const std::string path = folder + "/" + entry.name;
      if (entry.kind == base::FileKind::directory) walk_folder(path, depth + 1);
      if (entry.kind == base::FileKind::file) add_file(path);
      if (entry.kind == base::FileKind::symlink) follow(path, depth);
    }
  }

  void add_file(const std::string& path) {
    if (base::find_invalid_utf8(path) != std::string::npos) {
      return report(path, "the file's name is not valid UTF-8", "rename it");
    }
    // A line break in a name would tear the manifest of the output apart.
    if (std::ranges::any_of(path, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; })) {
      return report(path, "the file's name has a line break or another control character", "rename it");
    }
    const auto status = files_.status(root_ + "/" + path);
    if (status) found_.push_back({path, status->size});
  }

  void follow(const std::string& path, int depth) {
    const auto target = files_.canonical(root_ + "/" + path);
    if (!target) return report(path, "the symbolic link leads nowhere or in a loop", "put the file itself here");
    if (!target->starts_with(canonical_root_ + "/")) {
      return report(path, "the symbolic link leads out of the site", "put a copy of the file here");
    }
    const auto status = files_.status(*target);
    if (!status) return;
    if (status->kind == base::FileKind::file) found_.push_back({path, status->size});
    if (status->kind == base::FileKind::directory) {
      folders_with_links_.push_back(files_.canonical(root_ + "/" + std::string(base::directory_of(path))).value_or(""));
      const bool loop = std::ranges::any_of(
          folders_with_links_, [&](const auto& above) { return (above + "/").starts_with(*target + "/"); });
      if (loop) {
        report(path, "the symbolic link leads in a loop", "remove it");
      } else {
        walk_folder(path, depth + 1);
      }
      folders_with_links_.pop_back();
    }
  }

  // Windows, macOS and many web hosts cannot tell such names apart.
  void check_case(const std::string& folder, const std::vector<base::DirectoryEntry>& entries) {
    std::map<std::string, std::string> seen;
    for (const auto& entry : entries) {
      if (is_passed_over(entry.name)) continue;
      const auto [other, fresh] = seen.emplace(base::to_lower(entry.name), entry.name);
      if (!fresh) {
        diagnostics_.report("url", {folder + "/" + entry.name, 0, 0},
                            fmt::format("the name differs from '{}' only by case", other->second), "rename one of them");
      }
    }
  }

  base::FileSystem& files_;
  std::string root_;
  std::string canonical_root_;
  base::Diagnostics& diagnostics_;
  std::vector<FoundFile> found_;
  std::vector<std::string> folders_with_links_;  // real paths of the folders whose links are being followed, outermost first
};

// Says what each Markdown file is.
class Classifier {
 public:
  Classifier(const std::vector<FoundFile>& files, const SiteConfig& config, base::Diagnostics& diagnostics)
      : config_(config), diagnostics_(diagnostics) {
    for (const auto& file : files) {
      const auto folder = std::string(base::directory_of(file.path));
      const auto stem = stem_of(base::file_name_of(file.path)).first;
      if (file.path.ends_with(".md") && (stem == "index" || stem == "module" || stem == "course")) {
        markers_.insert(folder + "/" + std::string(stem));
      }
    }
  }

  SourceTree classify(const std::vector<FoundFile>& files) {
    for (const auto& file : files) {
      if (file.path.ends_with(".md") && !file.path.starts_with("data/") && !file.path.starts_with("media/")) {
        add_page(file.path);
      } else {
        report_almost_page(file.path);
        tree_.assets.push_back({file.path, file.size});
      }
    }
    return std::move(tree_);
  }

 private:
  // "foto.en.md" → ("foto", "en"); "foto.md" → ("foto", ""). Only two- and three-letter endings are languages.
  static std::pair<std::string_view, std::string_view> stem_of(std::string_view name) {
    const std::string_view stem = name.substr(0, name.rfind('.'));
    const auto dot = stem.rfind('.');
    if (dot == std::string_view::npos || stem.size() - dot - 1 < 2 || stem.size() - dot - 1 > 3) return {stem, {}};
    return {stem.substr(0, dot), stem.substr(dot + 1)};
  }

  bool has(std::string_view folder, std::string_view marker) const {
    return markers_.contains(fmt::format("{}/{}", folder, marker));
  }

  void report_almost_page(const std::string& path) {
    if (path.starts_with("data/") || path.starts_with("media/")) return;
    const auto name = page_name(base::file_name_of(path));
    if (name.empty()) return;
    diagnostics_.report("stray-file", {path, 0, 0}, "this file becomes no page", fmt::format("rename it to '{}'", name));
  }

  void add_page(const std::string& path) {
    const auto [stem, code] = stem_of(base::file_name_of(path));
    PageSource page;
    page.path = path;
    page.directory = base::directory_of(path);
    page.language = code.empty() ? 0 : config_.language_index(code);
    if (page.language < 0) {
      diagnostics_.report("key", {path, 0, 0}, fmt::format("'{}' is no language of the site", code),
                          "add it to 'languages' in site.yaml, or rename the file");
      return;
    }
    const bool is_folder_page = stem == "index" || stem == "course" || stem == "module";
    page.key = is_folder_page && page.directory.find('/') != std::string::npos
                   ? page.directory
                   : page.directory + "/" + std::string(stem);
    if (!set_kind(page, stem)) {
      diagnostics_.report("file", {path, 0, 0}, "no page can be made of this file", hint_for(path));
      return;
    }
    tree_.pages.push_back(std::move(page));
  }

  static std::string hint_for(std::string_view path) {
    if (path.starts_with("courses/")) return "a course has a course.md, a module a module.md, a lesson a .md file or a folder with index.md";
    return "use one .md file, or a folder with index.md";
  }

  bool set_kind(PageSource& page, std::string_view stem) const {
    const auto parts = base::split(page.directory, '/');
    const bool is_index = stem == "index";
    if (parts[0] == "courses") return set_course_kind(page, stem, parts);
    // A page, story or author: a file in the folder itself, or index.md one level below.
    if (parts.size() > 2 && parts[0] != "pages") return false;
    if (parts.size() > 1 && !is_index) return false;
    if (parts.size() == 1 && is_index && parts[0] != "pages") return false;
    page.kind = parts[0] == "stories"   ? SourceKind::story
                : parts[0] == "authors" ? SourceKind::author
                : page.key == "pages/index" ? SourceKind::home
                                            : SourceKind::page;
    return true;
  }

  bool set_course_kind(PageSource& page, std::string_view stem, const std::vector<std::string_view>& parts) const {
    if (parts.size() < 2) return false;
    const std::string course = fmt::format("courses/{}", parts[1]);
    if (!has(course, "course")) return false;
    const bool in_course = parts.size() == 2;
    if (in_course && stem == "course") {
      page.kind = SourceKind::course;
      return true;
    }
    if (stem == "course") return false;
    if (in_course) {
      page.kind = SourceKind::lesson;
      return stem != "index" && stem != "module";
    }
    const std::string first = course + "/" + std::string(parts[2]);
    const bool in_module = has(first, "module");
    if (parts.size() == 3 && stem == "module") {
      page.kind = SourceKind::module;
      return true;
    }
    page.kind = SourceKind::lesson;
    if (stem == "module") return false;
    if (parts.size() == 3) return in_module ? stem != "index" : stem == "index";
    return parts.size() == 4 && in_module && stem == "index";
  }

  const SiteConfig& config_;
  base::Diagnostics& diagnostics_;
  std::set<std::string, std::less<>> markers_;
  SourceTree tree_;
};

}  // namespace

SourceTree walk_sources(base::FileSystem& files, const std::string& root, const SiteConfig& config,
                        base::Diagnostics& diagnostics) {
  report_pages_in_root(files, root, diagnostics);
  const auto found = Walker(files, root, diagnostics).walk();
  return Classifier(found, config, diagnostics).classify(found);
}

unsigned scopes_of(SourceKind kind) {
  switch (kind) {
    case SourceKind::course: return kEveryPage | kCourse;
    case SourceKind::module: return kEveryPage | kModule;
    case SourceKind::lesson: return kEveryPage | kLesson;
    case SourceKind::story: return kEveryPage | kStory;
    default: return kEveryPage;
  }
}

}  // namespace content
