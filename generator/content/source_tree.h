// Which files the site is made of: walks the source folders and says what each file is.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "base/file_system.h"
#include "generator/content/site_config.h"

namespace content {

enum class SourceKind { home, page, course, module, lesson, story, author };

// A Markdown file that becomes a page.
struct PageSource {
  std::string path;      // relative to the site's root: "courses/umkm/01-memulai/02-foto/index.en.md"
  std::string directory; // where its relative links start: "courses/umkm/01-memulai/02-foto"
  std::string key;       // the same for all translations: "courses/umkm/01-memulai/02-foto"
  SourceKind kind = SourceKind::page;
  int language = 0;      // index in SiteConfig::languages
};

// Any other file that pages may name.
struct AssetSource {
  std::string path;      // relative to the site's root
  std::uint64_t size = 0;
};

// Both lists are sorted by path.
struct SourceTree {
  std::vector<PageSource> pages;
  std::vector<AssetSource> assets;
};

// Walks courses, stories, pages, authors, data and media below `root`. Hidden files and names ending in '~' are passed over;
// links that leave the root or run in a loop are reported.
SourceTree walk_sources(base::FileSystem& files, const std::string& root, const SiteConfig& config,
                        base::Diagnostics& diagnostics);

// The KeyScope bits of a kind of source.
unsigned scopes_of(SourceKind kind);

}  // namespace content
