// Front matter from any bytes. Invariants: what is read has a place inside the text, and every mistake has a message and a line
// that the file has; the same bytes give the same result.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/text.h"
#include "generator/content/front_matter.h"
#include "generator/content/keys.h"

namespace {

void require(bool invariant) {
  if (!invariant) std::abort();
}

std::string read_once(std::string_view text, const content::SiteConfig& config, unsigned scopes) {
  base::Diagnostics diagnostics;
  content::SplitPage parts;
  content::FrontMatter matter;
  if (content::split_page(text, "a.md", config.limits, parts, diagnostics)) {
    require(parts.front_matter.data() >= text.data() && parts.front_matter.data() + parts.front_matter.size() <= text.data() + text.size());
    require(parts.body.data() + parts.body.size() <= text.data() + text.size());
    matter = content::read_front_matter(parts, "a.md", scopes, config, diagnostics);
  }
  const auto lines = static_cast<int>(std::ranges::count(text, '\n')) + 1;
  std::string result = matter.title;
  for (const auto& diagnostic : diagnostics.all()) {
    require(!diagnostic.message.empty() && diagnostic.place.line >= 1 && diagnostic.place.line <= lines + 1);
    result += base::to_text(diagnostic) + "\n";
  }
  require(matter.slug.empty() || base::is_identifier(matter.slug));
  require(matter.duration >= 0 && matter.complete.pass >= 0 && matter.complete.pass <= 1);
  return result;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  static const content::SiteConfig config = [] {
    content::SiteConfig made;
    made.taxonomies.push_back({"tags", {}, {}, false});
    return made;
  }();
  const unsigned scopes = content::kEveryPage | (1u << (data[0] % 5));
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  // What read_source lets through: valid UTF-8 without NUL, LF line ends.
  if (base::find_invalid_utf8(text) != std::string::npos || text.find_first_of(std::string_view("\0\r", 2)) != text.npos) return 0;
  require(read_once(text, config, scopes) == read_once(text, config, scopes));
  return 0;
}
