#include <fmt/format.h>

#include "base/locale.h"
#include "base/text.h"
#include "generator/render/views.h"

namespace render {
namespace {

using model::kNone;
using model::Page;
using model::PageId;
using model::PageKind;

constexpr std::size_t kStoriesOnHome = 6;
constexpr std::size_t kInfographicsOnHome = 3;

std::vector<PageId> in_language(const model::Site& site, const std::vector<PageId>& pages, int language) {
  std::vector<PageId> translated;
  for (const PageId id : pages) translated.push_back(site.in_language(id, language));
  return translated;
}

std::string list_href(const ViewContext& context, const Page& page, const std::string& key) {
  const auto found = context.site.by_key.find(key);
  if (found == context.site.by_key.end()) return {};
  return link(context.links, page, context.site.page(found->second[static_cast<std::size_t>(page.language)]).url);
}

void set_cards(const ViewContext& context, const Page& page, const char* name, const std::vector<PageId>& pages,
               std::size_t at_most, Data& view) {
  const auto translated = in_language(context.site, pages, page.language);
  set_flag(view, (std::string("has_") + name).c_str(), !translated.empty());
  set(view, name, cards(context, page, translated, at_most));
}

void add_home(const ViewContext& context, const Page& page, Data& view) {
  const auto& site = context.site;
  set_cards(context, page, "courses", site.courses, SIZE_MAX, view);
  set_cards(context, page, "stories", site.stories, kStoriesOnHome, view);
  set_cards(context, page, "infographics", site.infographics, kInfographicsOnHome, view);
  set(view, "courses_href", list_href(context, page, "pages/courses"));
  set(view, "stories_href", list_href(context, page, "pages/stories"));
  set(view, "infographics_href", list_href(context, page, "pages/infographics"));
}

Data texts_list(const std::vector<std::string>& texts) {
  Data list = make_list();
  for (const auto& text : texts) {
    Data item;
    set(item, "text", text);
    push(list, std::move(item));
  }
  return list;
}

void set_outcomes(const ViewContext& context, const Page& page, Data& view) {
  const auto& outcomes = context.site.meta(page).outcomes;
  set_flag(view, "has_outcomes", !outcomes.empty());
  set(view, "outcomes", texts_list(outcomes));
}

Data lesson_item(const ViewContext& context, const Page& page, PageId id) {
  const Page& lesson = context.site.page(id);
  Data item;
  set(item, "title", title_of(context.site, lesson));
  set(item, "href", link(context.links, page, lesson.url));
  set(item, "description", context.site.meta(lesson).description);
  set(item, "number", std::to_string(lesson.number));
  set(item, "minutes", base::format_minutes(lesson.minutes, context.site.language_of(page)));
  set(item, "id", lesson.id);
  set_flag(item, "is_quiz", lesson.kind == PageKind::quiz);
  set_flag(item, "current", lesson.url == page.url);
  return item;
}

Data lesson_list(const ViewContext& context, const Page& page, const std::vector<PageId>& lessons) {
  Data list = make_list();
  for (const PageId id : lessons) push(list, lesson_item(context, page, id));
  return list;
}

// Lessons of a course that lie in no module.
std::vector<PageId> loose_lessons(const model::Site& site, const Page& course) {
  std::vector<PageId> lessons;
  for (const PageId id : course.children) {
    if (site.page(id).kind != PageKind::module) lessons.push_back(id);
  }
  return lessons;
}

Data module_item(const ViewContext& context, const Page& page, const Page* module, const std::vector<PageId>& lessons,
                 std::size_t number) {
  Data item;
  set(item, "title", module ? title_of(context.site, *module) : std::string());
  set(item, "href", module ? link(context.links, page, module->url) : std::string());
  set(item, "description", module ? context.site.meta(*module).description : std::string());
  set(item, "number", std::to_string(number));
  set(item, "lessons", lesson_list(context, page, lessons));
  return item;
}

void set_start(const ViewContext& context, const Page& page, const std::vector<PageId>& lessons, Data& view) {
  if (lessons.empty()) return;
  const Page& first = context.site.page(lessons.front());
  set(view, "start_href", link(context.links, page, first.url));
  set(view, "start_title", title_of(context.site, first));
}

void add_modules(const ViewContext& context, const Page& page, Data& view) {
  const auto& site = context.site;
  Data modules = make_list();
  std::vector<PageId> all = loose_lessons(site, page);
  if (!all.empty()) push(modules, module_item(context, page, nullptr, all, 0));
  std::size_t number = 0;
  for (const PageId id : page.children) {
    if (site.page(id).kind != PageKind::module) continue;
    const auto& lessons = site.page(id).children;
    push(modules, module_item(context, page, &site.page(id), lessons, ++number));
    all.insert(all.end(), lessons.begin(), lessons.end());
  }
  set(view, "modules", std::move(modules));
  set(view, "lessons", lesson_list(context, page, all));
  set(view, "lesson_count_text", counted(site.texts_of(page), "count_lessons", all.size()));
  set_start(context, page, all, view);
}

void add_course(const ViewContext& context, const Page& page, Data& view) {
  const auto& site = context.site;
  const auto& meta = site.meta(page);
  const auto& texts = site.texts_of(page);
  set(view, "summary", meta.summary.empty() ? meta.description : meta.summary);
  set_outcomes(context, page, view);
  set(view, "level", meta.level.empty() ? std::string() : std::string(texts("level_" + meta.level)));
  Data needs = make_list();
  for (const auto& need : meta.needs) {
    const auto found = site.by_key.find("courses/" + need);
    if (found == site.by_key.end()) continue;
    const Page& course = site.page(found->second[static_cast<std::size_t>(page.language)]);
    Data item;
    set(item, "title", title_of(site, course));
    set(item, "href", link(context.links, page, course.url));
    push(needs, std::move(item));
  }
  set_flag(view, "has_needs", needs.is_non_empty_list());
  set(view, "needs", std::move(needs));
  set(view, "minimum_age_text", meta.minimum_age > 0
                                    ? counted(texts, "minimum_age", static_cast<std::size_t>(meta.minimum_age))
                                    : std::string());
  add_modules(context, page, view);
}

void add_place_in_course(const ViewContext& context, const Page& page, Data& view) {
  const auto& site = context.site;
  const Page& course = site.page(page.course);
  set(view, "course_title", title_of(site, course));
  set(view, "course_href", link(context.links, page, course.url));
  if (page.module == kNone) return;
  set(view, "module_title", title_of(site, site.page(page.module)));
  set(view, "module_href", link(context.links, page, site.page(page.module).url));
}

std::size_t lesson_count(const model::Site& site, const Page& course) {
  std::size_t count = 0;
  for (const PageId id : course.children) {
    count += site.page(id).kind == PageKind::module ? site.page(id).children.size() : 1;
  }
  return count;
}

void add_lesson(const ViewContext& context, const Page& page, Data& view) {
  const auto& site = context.site;
  add_place_in_course(context, page, view);
  const Page& course = site.page(page.course);
  const std::size_t count = lesson_count(site, course);
  const auto number = static_cast<std::size_t>(page.number);
  set(view, "number", std::to_string(number));
  set(view, "count", std::to_string(count));
  set(view, "position_text", counted(site.texts_of(page), "position_text", number, count));
  set(view, "position_percent", std::to_string(count ? number * 100 / count : 0));
  set_outcomes(context, page, view);
  const auto& siblings = page.module != kNone ? site.page(page.module).children : loose_lessons(site, course);
  set(view, "lessons", lesson_list(context, page, siblings));
}

void add_module(const ViewContext& context, const Page& page, Data& view) {
  add_place_in_course(context, page, view);
  set(view, "lessons", lesson_list(context, page, page.children));
  set_start(context, page, page.children, view);
}

void add_story(const ViewContext& context, const Page& page, Data& view) {
  const auto& site = context.site;
  const auto& meta = site.meta(page);
  set(view, "place", meta.place);
  set(view, "programme", meta.programme);
  set(view, "consent", meta.consent);
  set_flag(view, "immersive", meta.kind == "immersive");
  Data results = make_list();
  for (const auto& figure : meta.results) {
    Data item;
    set(item, "number", figure.number);
    set(item, "label", figure.label);
    push(results, std::move(item));
  }
  set_flag(view, "has_results", results.is_non_empty_list());
  set(view, "results", std::move(results));
  const auto course = site.by_key.find("courses/" + meta.course);
  if (course == site.by_key.end()) return;
  set(view, "course_card", card(context, page, course->second[static_cast<std::size_t>(page.language)]));
}

void add_taxonomy(const ViewContext& context, const Page& page, Data& view) {
  const auto& site = context.site;
  Data entries = make_list();
  for (const PageId id : page.children) {
    Data item;
    set(item, "title", title_of(site, site.page(id)));
    set(item, "href", link(context.links, page, site.page(id).url));
    set(item, "count", std::to_string(site.page(id).children.size()));
    push(entries, std::move(item));
  }
  set(view, "entries", std::move(entries));
  set(view, "taxonomy_title", title_of(site, page));
}

void add_term(const ViewContext& context, const Page& page, Data& view) {
  const auto& site = context.site;
  const Page& top = site.page(site.by_key.at("taxonomies/" + page.taxonomy)[static_cast<std::size_t>(page.language)]);
  set(view, "taxonomy_title", title_of(site, top));
  set(view, "taxonomy_href", link(context.links, page, top.url));
}

}  // namespace

void add_kind(const ViewContext& context, const Page& page, Data& view) {
  switch (page.kind) {
    case PageKind::home: add_home(context, page, view); break;
    case PageKind::course: add_course(context, page, view); break;
    case PageKind::module: add_module(context, page, view); break;
    case PageKind::lesson:
    case PageKind::quiz: add_lesson(context, page, view); break;
    case PageKind::story:
    case PageKind::infographic: add_story(context, page, view); break;
    case PageKind::taxonomy: add_taxonomy(context, page, view); break;
    case PageKind::term: add_term(context, page, view); [[fallthrough]];
    case PageKind::course_list:
    case PageKind::story_list:
    case PageKind::infographic_list:
    case PageKind::author:
      set(view, "cards", cards(context, page, page.children));
      set_flag(view, "has_cards", !page.children.empty());
      break;
    case PageKind::page:
    case PageKind::not_found: break;
  }
}

}  // namespace render
