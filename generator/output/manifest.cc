#include "generator/output/manifest.h"

#include <fmt/format.h>

#include <charconv>

#include "base/text.h"

namespace output {
namespace {

constexpr std::string_view kFirstLine = "sanggar manifest 1";

bool parse_line(std::string_view line, Manifest& manifest) {
  const auto parts = base::split(line, ' ');
  if (parts.size() < 3) return false;
  ManifestEntry entry;
  if (!base::from_hex(parts[0], entry.hash)) return false;
  const auto end = parts[1].data() + parts[1].size();
  if (const auto [stop, error] = std::from_chars(parts[1].data(), end, entry.size); error != std::errc() || stop != end) return false;
  const std::string_view path = line.substr(parts[0].size() + parts[1].size() + 2);
  // A path that leaves the output folder would let a damaged manifest delete what is not ours.
  const bool leaves = path.starts_with('/') || path == ".." || path.starts_with("../");
  if (path.empty() || leaves || base::join_path("", path) != path) return false;
  manifest.emplace(path, entry);
  return true;
}

}  // namespace

std::string to_text(const Manifest& manifest) {
  std::string text(kFirstLine);
  text += '\n';
  for (const auto& [path, entry] : manifest) {
    text += fmt::format("{} {} {}\n", base::to_hex(entry.hash), entry.size, path);
  }
  return text + fmt::format("end {}\n", manifest.size());
}

base::Result<Manifest> parse_manifest(std::string_view text) {
  Manifest manifest;
  const auto lines = base::split(text, '\n');
  if (lines.size() < 3 || lines[0] != kFirstLine) return base::fail("no manifest of a build");
  for (std::size_t i = 1; i + 2 < lines.size(); ++i) {
    if (!parse_line(lines[i], manifest)) return base::fail(fmt::format("the manifest is damaged in line {}", i + 1));
  }
  if (lines[lines.size() - 2] != fmt::format("end {}", manifest.size())) return base::fail("the manifest is cut off");
  return manifest;
}

}  // namespace output
