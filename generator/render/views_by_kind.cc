#include <unordered_map>

#include "base/locale.h"
#include "base/text.h"
#include "generator/model/passes.h"
#include "generator/model/progress_data.h"
#include "generator/render/player.h"
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
  translated.reserve(pages.size());
  for (const PageId id : pages) translated.push_back(site.in_language(id, language));
  return translated;
}

std::string list_href(const ViewContext& context, const Page& page, const std::string& key) {
  const auto found = context.site.by_key.find(key);
  if (found == context.site.by_key.end()) return {};
  return link(context.links, page, context.site.page(found->second[static_cast<std::size_t>(page.language)]).url);
}

void add_home(const ViewContext& context, const Page& page, Data& view) {
  const auto& site = context.site;
  set_flag(view, "has_courses", !site.courses.empty());
  set_flag(view, "has_stories", !site.stories.empty());
  set_flag(view, "has_infographics", !site.infographics.empty());
  set(view, "courses_href", list_href(context, page, "pages/courses"));
  set(view, "stories_href", list_href(context, page, "pages/stories"));
  set(view, "infographics_href", list_href(context, page, "pages/infographics"));
}

// Cards on the home page; other kinds have none.
Data home_cards(const ViewContext& context, const Page& page, const std::vector<PageId>& pages, std::size_t at_most) {
  if (page.kind != PageKind::home) return make_list();
  return cards(context, page, in_language(context.site, pages, page.language), at_most);
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
  set(item, "play_cost", play_cost(context, page, lesson));
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

// All lessons of a course in their order.
std::vector<PageId> all_lessons(const model::Site& site, const Page& course) {
  std::vector<PageId> all = loose_lessons(site, course);
  for (const PageId id : course.children) {
    if (site.page(id).kind != PageKind::module) continue;
    const auto& lessons = site.page(id).children;
    all.insert(all.end(), lessons.begin(), lessons.end());
  }
  return all;
}

Data modules(const ViewContext& context, const Page& page) {
  const auto& site = context.site;
  Data list = make_list();
  if (page.kind != PageKind::course) return list;
  const std::vector<PageId> loose = loose_lessons(site, page);
  if (!loose.empty()) push(list, module_item(context, page, nullptr, loose, 0));
  std::size_t number = 0;
  for (const PageId id : page.children) {
    if (site.page(id).kind != PageKind::module) continue;
    push(list, module_item(context, page, &site.page(id), site.page(id).children, ++number));
  }
  return list;
}

// A course's lessons, a module's, or those beside a lesson.
Data lessons(const ViewContext& context, const Page& page) {
  const auto& site = context.site;
  switch (page.kind) {
    case PageKind::course: return lesson_list(context, page, all_lessons(site, page));
    case PageKind::module: return lesson_list(context, page, page.children);
    case PageKind::lesson:
    case PageKind::quiz:
      return lesson_list(context, page, page.module != kNone ? site.page(page.module).children : loose_lessons(site, site.page(page.course)));
    default: return make_list();
  }
}

void add_lesson_count(const ViewContext& context, const Page& page, Data& view) {
  const auto all = all_lessons(context.site, page);
  set(view, "lesson_count_text", counted(context.site.texts_of(page), "count_lessons", all.size()));
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
  add_lesson_count(context, page, view);
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
}

void add_module(const ViewContext& context, const Page& page, Data& view) {
  add_place_in_course(context, page, view);
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

Data entries(const ViewContext& context, const Page& page) {
  const auto& site = context.site;
  Data list = make_list();
  if (page.kind != PageKind::taxonomy) return list;
  for (const PageId id : page.children) {
    Data item;
    set(item, "title", title_of(site, site.page(id)));
    set(item, "href", link(context.links, page, site.page(id).url));
    set(item, "count", std::to_string(site.page(id).children.size()));
    push(list, std::move(item));
  }
  return list;
}

// The way to the progress page in a language, or to a file beside it; empty on a site without courses.
std::string progress_href(const ViewContext& context, const Page& page, int language, std::string_view file = {}) {
  const auto& site = context.site;
  const auto found = site.by_key.find(std::string(model::kProgressKey));
  if (found == site.by_key.end() || site.courses.empty()) return {};
  return link(context.links, page, site.page(found->second[static_cast<std::size_t>(language)]).url + std::string(file));
}

// The way to the page of classes; empty on a site without an endpoint.
std::string class_href(const ViewContext& context, const Page& page) {
  const auto& site = context.site;
  const auto found = site.by_key.find(std::string(model::kClassroomKey));
  if (found == site.by_key.end()) return {};
  const Page& own = site.page(found->second[static_cast<std::size_t>(page.language)]);
  return own.kind == PageKind::classroom ? link(context.links, page, own.url) : std::string();
}

bool shows_cards(PageKind kind) {
  return kind == PageKind::term || kind == PageKind::course_list || kind == PageKind::story_list ||
         kind == PageKind::infographic_list || kind == PageKind::author;
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
    case PageKind::taxonomy: set(view, "taxonomy_title", title_of(context.site, page)); break;
    case PageKind::term: add_term(context, page, view); break;
    default: break;
  }
  if (shows_cards(page.kind)) set_flag(view, "has_cards", !page.children.empty());
}

MakeValue made_on_demand_by_kind(const std::string& name) {
  static const std::unordered_map<std::string, MakeValue> kMakers = {
      {"modules", modules},
      {"lessons", lessons},
      {"entries", entries},
      {"has_progress", [](const ViewContext& c, const Page& page) { return Data(model::keeps_progress(c.site, page)); }},
      {"progress_data", [](const ViewContext& c, const Page& page) { return text(model::progress_data(c.site, page, c.links.style)); }},
      {"progress_href", [](const ViewContext& c, const Page& page) { return text(progress_href(c, page, page.language)); }},
      {"class_href", [](const ViewContext& c, const Page& page) { return text(class_href(c, page)); }},
      {"words_href", [](const ViewContext& c, const Page& page) { return text(progress_href(c, page, 0, model::words_file(c.site, page.language))); }},
      {"cards",
       [](const ViewContext& context, const Page& page) {
         return shows_cards(page.kind) ? cards(context, page, page.children) : make_list();
       }},
      {"courses",
       [](const ViewContext& context, const Page& page) { return home_cards(context, page, context.site.courses, SIZE_MAX); }},
      {"stories",
       [](const ViewContext& context, const Page& page) { return home_cards(context, page, context.site.stories, kStoriesOnHome); }},
      {"infographics",
       [](const ViewContext& context, const Page& page) {
         return home_cards(context, page, context.site.infographics, kInfographicsOnHome);
       }},
  };
  const auto found = kMakers.find(name);
  return found == kMakers.end() ? nullptr : found->second;
}

}  // namespace render
