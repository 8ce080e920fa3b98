#include "endpoint/xapi/language_choice.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "endpoint/xapi/characters.h"

namespace xapi {
namespace {

struct Range {
  std::string tag;
  double quality = 1;
};

double quality_of(std::string_view parameters) {
  const std::size_t q = parameters.find("q=");
  double quality = 1;
  if (q != std::string_view::npos) std::from_chars(parameters.data() + q + 2, parameters.data() + parameters.size(), quality);
  return quality;
}

Range range_of(std::string_view text) {
  const std::size_t semicolon = std::min(text.find(';'), text.size());
  return {lower_ascii(base::trim(text.substr(0, semicolon))), quality_of(text.substr(semicolon))};
}

// How well a tag fits a range: 2 is it, 1 is a longer tag of it, 0 not at all.
int fit(const std::string& tag, std::string_view range) {
  if (tag == range || range == "*") return 2;
  return tag.starts_with(range) && tag[range.size()] == '-' ? 1 : 0;
}

boost::json::object::iterator best_of(boost::json::object& map, std::string_view range) {
  auto best = map.end();
  int best_fit = 0;
  for (auto entry = map.begin(); entry != map.end(); ++entry) {
    const int entry_fit = fit(lower_ascii({entry->key().data(), entry->key().size()}), range);
    if (entry_fit <= best_fit) continue;
    best = entry;
    best_fit = entry_fit;
  }
  return best;
}

boost::json::object::iterator choose(boost::json::object& map, const std::vector<std::string>& ranges) {
  for (std::string_view range : ranges) {
    while (!range.empty()) {
      const auto found = best_of(map, range);
      if (found != map.end()) return found;
      range = range.substr(0, range.find('-') == range.npos ? 0 : range.rfind('-'));
    }
  }
  return map.begin();
}

}  // namespace

std::vector<std::string> language_ranges(std::string_view accept_language) {
  std::vector<Range> ranges;
  for (const auto part : base::split(accept_language, ',')) {
    Range range = range_of(part);
    if (!range.tag.empty() && range.quality > 0) ranges.push_back(std::move(range));
  }
  std::stable_sort(ranges.begin(), ranges.end(), [](const Range& a, const Range& b) { return a.quality > b.quality; });
  std::vector<std::string> tags;
  tags.reserve(ranges.size());
  for (auto& range : ranges) tags.push_back(std::move(range.tag));
  return tags;
}

void keep_best_language(boost::json::object& map, const std::vector<std::string>& ranges) {
  if (map.size() < 2) return;
  const auto best = choose(map, ranges);
  boost::json::object one;
  one.emplace(best->key(), std::move(best->value()));
  map = std::move(one);
}

}  // namespace xapi
