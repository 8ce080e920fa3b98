#include "generator/render/vocabulary.h"

#include <array>
#include <string>

#include "generator/model/site.h"

namespace render {
namespace {

constexpr std::array kNames = {
    // every page
    "root", "t", "assets", "settings", "site_title", "site_description", "home_href", "language", "content_language", "kind",
    "title", "page_title", "description", "canonical", "base_url", "csp", "endpoint", "activity", "menu_main", "menu_footer",
    "languages", "breadcrumbs", "content", "fallback", "fallback_notice", "contents", "has_contents", "has_quiz", "has_graded", "has_chart",
    "has_media", "has_progress", "progress_data", "progress_href", "class_href", "words_href", "date", "date_iso", "updated", "updated_iso", "image", "image_alt", "picture", "image_absolute", "authors", "has_authors",
    "terms", "has_terms", "related", "has_related", "previous", "next", "minutes",
    // items of lists
    "href", "current", "code", "name", "id", "deep", "taxonomy", "place", "kind_text", "count_text", "play_cost", "number", "count", "label",
    "text", "lessons", "is_quiz", "href_absolute",
    // kinds
    "courses", "stories", "infographics", "has_courses", "has_stories", "has_infographics", "courses_href", "stories_href",
    "infographics_href", "cards", "has_cards", "summary", "outcomes", "has_outcomes", "level", "needs", "has_needs",
    "lesson_count_text", "minimum_age_text", "modules", "start_href", "start_title", "course_title", "course_href", "module_title",
    "module_href", "position_text", "position_percent", "programme", "results", "has_results", "consent", "course_card",
    "immersive", "entries", "taxonomy_title", "taxonomy_href"};

Data make_absent() {
  Data object;
  for (const char* name : kNames) set_flag(object, name, false);
  for (int kind = 0; kind <= static_cast<int>(model::PageKind::not_found); ++kind) {
    const std::string name = "is_" + std::string(model::name_of(static_cast<model::PageKind>(kind)));
    set_flag(object, name.c_str(), false);
  }
  return object;
}

}  // namespace

std::span<const char* const> vocabulary() { return kNames; }

const Data& absent_names() {
  static const Data absent = make_absent();
  return absent;
}

}  // namespace render
