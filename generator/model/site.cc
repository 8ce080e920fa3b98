#include "generator/model/site.h"

#include <array>

namespace model {

std::string_view name_of(PageKind kind) {
  static constexpr std::array<std::string_view, 17> kNames = {
      "home",  "page",             "course_list", "course",   "module", "lesson", "quiz",     "story_list",
      "story", "infographic_list", "infographic", "taxonomy", "term",   "author", "progress",
      "classroom", "not_found"};
  return kNames[static_cast<std::size_t>(kind)];
}

bool is_list(PageKind kind) {
  return kind == PageKind::course_list || kind == PageKind::story_list || kind == PageKind::infographic_list ||
         kind == PageKind::taxonomy;
}

PageId Site::in_language(PageId id, int language) const {
  if (id == kNone || pages[id].language == language) return id;
  const auto found = by_key.find(pages[id].key);
  return found == by_key.end() ? kNone : found->second[static_cast<std::size_t>(language)];
}

}  // namespace model
