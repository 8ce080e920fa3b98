#include "generator/markup/quiz_text.h"

#include "base/text.h"

namespace markup {
namespace {

constexpr std::u32string_view kApostrophes = U"'`\u2018\u2019\u02bc";
constexpr std::u32string_view kSpaces = U" \t\n\r\u00a0\u202f.,;:!?()[]{}\"-_/\\\u00ab\u00bb\u00a1\u00bf\u2010\u2011\u2013\u2014\u201c\u201d\u201e\u2026";

}  // namespace

std::string normal_answer(std::string_view text) {
  const auto lower = base::to_lower(text);
  std::string normal;
  bool space = false;
  for (std::size_t offset = 0; offset < lower.size();) {
    const auto code_point = base::next_code_point(lower, offset);
    if (kApostrophes.find(code_point) != kApostrophes.npos) continue;
    if (kSpaces.find(code_point) != kSpaces.npos) {
      space = true;
      continue;
    }
    if (space && !normal.empty()) normal += ' ';
    space = false;
    base::append_code_point(normal, code_point);
  }
  return normal;
}

}  // namespace markup
