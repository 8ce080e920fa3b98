// A page's file, read: bytes → front matter and Markdown.
#pragma once

#include <string>

#include "base/diagnostics.h"
#include "base/file_system.h"
#include "generator/content/front_matter.h"
#include "generator/content/source_tree.h"

namespace content {

struct SourceDocument {
  FrontMatter meta;
  std::string body;   // Markdown with LF line ends
  int body_line = 1;  // the line of the file on which it starts
};

// Reads one page. Reports what is wrong with its encoding, size or front matter and returns false when there is no body to parse.
bool read_source(base::FileSystem& files, const std::string& root, const PageSource& page, const SiteConfig& config,
                 SourceDocument& document, base::Diagnostics& diagnostics);

}  // namespace content
