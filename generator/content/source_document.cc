#include "generator/content/source_document.h"

#include <fmt/format.h>

#include "base/text.h"

namespace content {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

void unify_line_ends(std::string& text) {
  if (text.find('\r') == std::string::npos) return;
  std::string unified;
  unified.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      unified += text[i];
    } else if (i + 1 == text.size() || text[i + 1] != '\n') {
      unified += '\n';
    }
  }
  text = std::move(unified);
}

// Checks that the bytes are text, and takes off what editors add.
bool clean(std::string& text, const std::string& file, base::Diagnostics& diagnostics) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    diagnostics.report("encoding", {file, 1, 1}, "the file is UTF-16", "save it as UTF-8");
    return false;
  }
  if (const auto invalid = base::find_invalid_utf8(text); invalid != std::string::npos) {
    const auto byte = static_cast<unsigned char>(text[invalid]);
    const auto at = base::line_column(std::string_view(text).substr(0, invalid), invalid);
    diagnostics.report("encoding", {file, at.line, at.column}, fmt::format("byte 0x{:02X} is not valid UTF-8", byte),
                       "save the file as UTF-8");
    return false;
  }
  if (const auto zero = text.find('\0'); zero != std::string::npos) {
    const auto at = base::line_column(text, zero);
    diagnostics.report("encoding", {file, at.line, at.column}, "the file has a NUL byte", "is it a text file? remove the byte");
    return false;
  }
  if (text.starts_with(kByteOrderMark)) text.erase(0, kByteOrderMark.size());
  unify_line_ends(text);
  return true;
}

}  // namespace

bool read_source(base::FileSystem& files, const std::string& root, const PageSource& page, const SiteConfig& config,
                 SourceDocument& document, base::Diagnostics& diagnostics) {
  auto bytes = files.read(root + "/" + page.path, config.limits.page_bytes);
  if (!bytes) {
    const auto status = files.status(root + "/" + page.path);
    const bool too_large = status && status->size > config.limits.page_bytes;
    diagnostics.report(too_large ? "limit" : "file", {page.path, 0, 0},
                       too_large ? fmt::format("the page has {} bytes, the limit is {}", status->size, config.limits.page_bytes)
                                 : bytes.error().message,
                       too_large ? "split it, or raise 'limits: page_bytes' in site.yaml" : "");
    return false;
  }
  if (!clean(*bytes, page.path, diagnostics)) return false;
  SplitPage parts;
  if (!split_page(*bytes, page.path, config.limits, parts, diagnostics)) return false;
  document.meta = read_front_matter(parts, page.path, scopes_of(page.kind), config, diagnostics);
  document.body_line = parts.body_line;
  const auto body_start = static_cast<std::size_t>(parts.body.data() - bytes->data());
  bytes->erase(0, body_start);
  document.body = std::move(*bytes);
  return true;
}

}  // namespace content
