// A site in a temporary folder, built as the program builds it.
#pragma once

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include "base/file_system.h"
#include "generator/app/build.h"
#include "generator/app/print.h"
#include "generator/codecs/codecs.h"

namespace test {

inline std::string read_text(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

inline void write_text(const std::filesystem::path& path, const std::string& text) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

// Removed with all it holds when the test ends.
class SiteFolder {
 public:
  SiteFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "sanggar-test-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~SiteFolder() { std::filesystem::remove_all(path_); }
  SiteFolder(const SiteFolder&) = delete;
  SiteFolder& operator=(const SiteFolder&) = delete;

  std::string path(const std::string& name = "") const { return name.empty() ? path_ : path_ + "/" + name; }
  void add(const std::string& name, const std::string& text) const { write_text(path(name), text); }
  std::string text(const std::string& name) const { return read_text(path(name)); }
  bool has(const std::string& name) const { return std::filesystem::exists(path(name)); }

  // A site of one page to add to.
  void add_minimal_site(const std::string& more_settings = "") const {
    add("site.yaml", "format: 1\nid: https://contoh.example/\ntitle: Situs uji\nlanguage: id\n" + more_settings);
    add("pages/index.md", "---\ntitle: Beranda\n---\n\nSelamat datang.\n");
  }

 private:
  std::string path_;
};

inline app::BuildOptions build_options(const std::string& root) {
  app::BuildOptions options;
  options.root = root;
  options.codecs = [] { return base::Result<media::Codecs*>(&codecs::instance()); };
  options.theme_folders = {"themes"};  // tests run in the source folder
  options.now = "2026-08-17T09:00";
  options.jobs = 2;
  return options;
}

// What the program would print: mistakes as text, or the error of an operation.
inline std::string build_and_show(const app::BuildOptions& options) {
  const auto report = app::build(base::real_file_system(), options);
  if (!report) return "failed: " + report.error().message + "\n";
  return app::show(report->diagnostics, app::Format::text, base::real_file_system(), options.root);
}

// Every file below a folder, by path relative to it.
inline std::map<std::string, std::string> all_files(const std::filesystem::path& folder) {
  std::map<std::string, std::string> files;
  if (!std::filesystem::exists(folder)) return files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files[std::filesystem::relative(entry.path(), folder).string()] = read_text(entry.path());
  }
  return files;
}

inline bool updating() { return std::getenv("UPDATE_EXPECTED") != nullptr; }

}  // namespace test
