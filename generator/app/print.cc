#include "generator/app/print.h"

#include <fmt/format.h>

#include <map>

#include "base/text.h"

namespace app {
namespace {

constexpr std::uint64_t kLargestShown = 8u << 20;  // larger files are named but not quoted
constexpr std::size_t kWidth = 100;                // code points of a line that are shown

// A line of a file, or nothing when it cannot be shown.
std::string line_of(const std::string& text, int number) {
  std::size_t start = 0;
  for (int line = 1; line < number; ++line) {
    start = text.find('\n', start);
    if (start == std::string::npos) return {};
    ++start;
  }
  std::string line = text.substr(start, text.find('\n', start) - start);
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return base::find_invalid_utf8(line) == std::string::npos ? line : std::string();
}

// The line and a caret under the column, both cut so that they fit.
std::string excerpt(const std::string& line, int column) {
  std::string shown;
  std::string below;
  std::size_t offset = 0;
  std::size_t position = 1;
  const std::size_t first = static_cast<std::size_t>(column) > kWidth * 3 / 4 ? static_cast<std::size_t>(column) - kWidth / 2 : 1;
  while (offset < line.size() && position < first + kWidth) {
    const char32_t code_point = base::next_code_point(line, offset);
    if (position >= first) {
      base::append_code_point(shown, code_point < 0x20 && code_point != '\t' ? U'?' : code_point);
      if (position < static_cast<std::size_t>(column)) below += code_point == '\t' ? '\t' : ' ';
    }
    ++position;
  }
  return fmt::format("    {}{}\n    {}{}^\n", first > 1 ? "…" : "", shown, first > 1 ? " " : "", below);
}

}  // namespace

std::string show(const base::Diagnostics& diagnostics, Format format, base::FileSystem& files, const std::string& root) {
  std::string out;
  std::map<std::string, std::string> texts;
  for (const auto& diagnostic : diagnostics.all()) {
    if (format == Format::json) {
      out += base::to_json(diagnostic) + "\n";
      continue;
    }
    out += base::to_text(diagnostic) + "\n";
    const auto& place = diagnostic.place;
    if (place.line <= 0 || place.column <= 0) continue;
    const auto [text, fresh] = texts.try_emplace(place.file);
    if (fresh) text->second = files.read(root + "/" + place.file, kLargestShown).value_or("");
    const std::string line = line_of(text->second, place.line);
    if (!line.empty()) out += excerpt(line, place.column);
  }
  return out;
}

std::string count(const base::Diagnostics& diagnostics) {
  std::size_t errors = 0;
  for (const auto& diagnostic : diagnostics.all()) errors += diagnostic.severity == base::Severity::error ? 1 : 0;
  const std::size_t warnings = diagnostics.all().size() - errors;
  const auto words = [](std::size_t n, const char* word) { return fmt::format("{} {}{}", n, word, n == 1 ? "" : "s"); };
  if (errors && warnings) return words(errors, "error") + ", " + words(warnings, "warning");
  if (errors) return words(errors, "error");
  return warnings ? words(warnings, "warning") : std::string();
}

}  // namespace app
