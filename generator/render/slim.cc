#include "generator/render/slim.h"

#include "base/text.h"

namespace render {
namespace {

bool is_comment(std::string_view line, bool script) {
  if (script) return line.starts_with("//");
  return line.starts_with("/*") && line.find("*/") == line.size() - 2;
}

// A template literal may go on over lines; a lone backtick in a pattern is taken for one, unless the line says otherwise.
bool has_template(std::string_view line) { return line.find('`') != std::string_view::npos; }

}  // namespace

std::string slim(std::string_view name, std::string_view text) {
  const bool script = name.ends_with(".js");
  if ((!script && !name.ends_with(".css")) || text.find("\\\n") != std::string_view::npos) return std::string(text);
  std::string out;
  bool inside = false;  // a comment of several lines, which stays
  for (const auto whole : base::split(text, '\n')) {
    const auto line = base::trim(whole);
    if (line.empty() || (!inside && is_comment(line, script))) continue;
    if (script && has_template(line)) return std::string(text);
    const auto open = line.rfind("/*");
    const auto close = line.rfind("*/");
    if (open != std::string_view::npos || close != std::string_view::npos) inside = close == std::string_view::npos || (open != std::string_view::npos && open > close);
    if (!out.empty()) out += '\n';
    out += line;
  }
  return out;
}

}  // namespace render
