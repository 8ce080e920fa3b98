#include "generator/render/slim.h"

#include "base/text.h"

namespace render {
namespace {

bool holds_long_texts(std::string_view text) { return text.find('`') != std::string_view::npos || text.find("\\\n") != std::string_view::npos; }

bool is_comment(std::string_view line, bool script) {
  if (script) return line.starts_with("//");
  return line.starts_with("/*") && line.find("*/") == line.size() - 2;
}

}  // namespace

std::string slim(std::string_view name, std::string_view text) {
  const bool script = name.ends_with(".js");
  if ((!script && !name.ends_with(".css")) || holds_long_texts(text)) return std::string(text);
  std::string out;
  bool inside = false;  // a comment of several lines, which stays
  for (const auto whole : base::split(text, '\n')) {
    const auto line = base::trim(whole);
    if (line.empty() || (!inside && is_comment(line, script))) continue;
    const auto open = line.rfind("/*");
    const auto close = line.rfind("*/");
    if (open != std::string_view::npos || close != std::string_view::npos) inside = close == std::string_view::npos || (open != std::string_view::npos && open > close);
    if (!out.empty()) out += '\n';
    out += line;
  }
  return out;
}

}  // namespace render
