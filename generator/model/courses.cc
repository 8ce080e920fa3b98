// Courses, modules, lessons: who belongs to whom, and in which order.
#include <fmt/format.h>

#include <algorithm>

#include "base/locale.h"
#include "base/text.h"
#include "generator/model/passes.h"
#include "generator/model/urls.h"

namespace model {
namespace {

bool is_lesson(const Page& page) { return page.kind == PageKind::lesson || page.kind == PageKind::quiz; }

// The page of a key in the same language.
PageId sibling(const Site& site, const Page& page, std::string_view key) {
  const auto found = site.by_key.find(std::string(key));
  return found == site.by_key.end() ? kNone : found->second[static_cast<std::size_t>(page.language)];
}

// "courses/umkm/01-memulai/02-foto" → "courses/umkm".
std::string_view course_key(std::string_view key) {
  const auto second = key.find('/', key.find('/') + 1);
  return key.substr(0, second);
}

void attach(Site& site, PageId id) {
  Page& page = site.pages[id];
  if (!is_lesson(page) && page.kind != PageKind::module) return;
  page.course = sibling(site, page, course_key(page.key));
  const auto above = base::directory_of(page.key);
  if (is_lesson(page) && above != course_key(page.key)) page.module = sibling(site, page, above);
  const PageId parent = page.module != kNone ? page.module : page.course;
  if (parent != kNone) site.pages[parent].children.push_back(id);
}

// Weight first, then the file's name with its order prefix.
void sort_children(Site& site, PageId id) {
  std::ranges::stable_sort(site.pages[id].children, [&](PageId left, PageId right) {
    const double left_weight = site.meta(site.pages[left]).weight;
    const double right_weight = site.meta(site.pages[right]).weight;
    return left_weight != right_weight ? left_weight < right_weight : site.pages[left].key < site.pages[right].key;
  });
}

std::vector<PageId> lessons_in_order(const Site& site, PageId course) {
  std::vector<PageId> lessons;
  for (const PageId child : site.pages[course].children) {
    if (site.pages[child].kind == PageKind::module) {
      const auto& inner = site.pages[child].children;
      lessons.insert(lessons.end(), inner.begin(), inner.end());
    } else {
      lessons.push_back(child);
    }
  }
  return lessons;
}

constexpr int kWordsPerMinute = 180;

int reading_minutes(const Site& site, const Page& page) {
  return std::max(1, (site.shown(page).text.words + kWordsPerMinute - 1) / kWordsPerMinute);
}

void number_lessons(Site& site, PageId course) {
  const auto lessons = lessons_in_order(site, course);
  int minutes = 0;
  for (std::size_t i = 0; i < lessons.size(); ++i) {
    Page& lesson = site.pages[lessons[i]];
    lesson.number = static_cast<int>(i) + 1;
    if (i > 0) lesson.previous = lessons[i - 1];
    if (i + 1 < lessons.size()) lesson.next = lessons[i + 1];
    minutes += lesson.minutes;
  }
  Page& page = site.pages[course];
  const int written = site.meta(page).duration;
  page.minutes = written > 0 ? written : minutes;
}

void check_needs(const Site& site, const Page& page, const std::vector<std::string_view>& names, Suggestions& suggestions,
                 base::Diagnostics& diagnostics) {
  const auto check = [&](std::string_view name, std::string_view key) {
    if (name.empty() || std::ranges::find(names, name) != names.end()) return;
    const base::Place place{page.source, page.meta.line_of(key), 0};
    if (report_hidden(site, "courses/" + std::string(name), name, place, diagnostics)) return;
    diagnostics.report("link", place, fmt::format("no course '{}'", name),
                       suggestions.nearest(name, names));
  };
  for (const auto& need : page.meta.needs) check(need, "needs");
  check(page.meta.course, "course");
}

void check_completion(const Site& site, PageId course, base::Diagnostics& diagnostics) {
  const Page& page = site.page(course);
  const auto count = static_cast<int>(lessons_in_order(site, course).size());
  if (page.meta.complete.lessons <= count) return;
  diagnostics.report("key", {page.source, page.meta.line_of("complete"), 0},
                     fmt::format("nobody can complete {} lessons: the course has {}", page.meta.complete.lessons, count), "write 'lessons: all'");
}

// Courses that need each other in a circle, from the first of them; empty when there is none.
std::vector<PageId> circle_of_needs(const Site& site) {
  std::unordered_map<PageId, std::vector<PageId>> needed_by;
  std::unordered_map<PageId, std::vector<PageId>> needs;  // those not yet known to end somewhere
  std::vector<PageId> free;
  for (const PageId course : site.courses) {
    for (const auto& name : site.page(course).meta.needs) {
      const auto found = site.by_key.find("courses/" + name);
      if (found == site.by_key.end()) continue;
      needs[course].push_back(found->second[0]);
      needed_by[found->second[0]].push_back(course);
    }
    if (!needs.contains(course)) free.push_back(course);
  }
  for (std::size_t i = 0; i < free.size(); ++i) {
    for (const PageId course : needed_by[free[i]]) {
      const auto left = needs.find(course);
      if (left == needs.end()) continue;  // named twice
      std::erase(left->second, free[i]);
      if (!left->second.empty()) continue;
      needs.erase(left);
      free.push_back(course);
    }
  }
  const auto start = std::ranges::find_if(site.courses, [&](PageId course) { return needs.contains(course); });
  if (start == site.courses.end()) return {};
  std::vector<PageId> way;
  PageId at = *start;
  for (; std::ranges::find(way, at) == way.end(); at = needs[at][0]) way.push_back(at);
  way.erase(way.begin(), std::ranges::find(way, at));
  return way;
}

void check_circle(const Site& site, base::Diagnostics& diagnostics) {
  const auto circle = circle_of_needs(site);
  if (circle.empty()) return;
  const Page& first = site.page(circle[0]);
  std::string names;
  for (const PageId course : circle) names += fmt::format("'{}' needs ", base::file_name_of(site.page(course).key));
  diagnostics.report("key", {first.source, first.meta.line_of("needs"), 0},
                     fmt::format("no course of a circle can be begun: {}'{}'", names, base::file_name_of(first.key)), "take one of the 'needs' out");
}

template <class Less>
void collect(Site& site, std::vector<PageId>& list, PageKind kind, Less less) {
  for (PageId id = 0; id < site.pages.size(); ++id) {
    if (site.pages[id].kind == kind && site.pages[id].language == 0) list.push_back(id);
  }
  std::ranges::stable_sort(list, less);
}

}  // namespace

void link_courses(Site& site, base::Diagnostics& diagnostics) {
  for (Page& page : site.pages) {
    if (page.language == 0 && !page.meta.date.known() && page.key.starts_with("stories/")) {
      without_date(base::file_name_of(page.key), page.meta.date);
    }
  }
  for (PageId id = 0; id < site.pages.size(); ++id) {
    Page& page = site.pages[id];
    const int written = site.meta(page).duration;
    page.minutes = written > 0 ? written : reading_minutes(site, page);
    attach(site, id);
  }
  for (PageId id = 0; id < site.pages.size(); ++id) sort_children(site, id);
  for (PageId id = 0; id < site.pages.size(); ++id) {
    if (site.pages[id].kind == PageKind::course) number_lessons(site, id);
  }
  const auto by_weight = [&](PageId left, PageId right) {
    const auto& a = site.pages[left];
    const auto& b = site.pages[right];
    return a.meta.weight != b.meta.weight ? a.meta.weight < b.meta.weight : a.key < b.key;
  };
  const auto newest_first = [&](PageId left, PageId right) {
    const auto& a = site.pages[left];
    const auto& b = site.pages[right];
    return a.meta.date != b.meta.date ? a.meta.date > b.meta.date : a.key < b.key;
  };
  collect(site, site.courses, PageKind::course, by_weight);
  collect(site, site.stories, PageKind::story, newest_first);
  collect(site, site.infographics, PageKind::infographic, newest_first);
  collect(site, site.authors, PageKind::author, by_weight);
  std::vector<std::string_view> names;
  for (const PageId course : site.courses) names.push_back(base::file_name_of(site.page(course).key));
  Suggestions suggestions;
  for (const Page& page : site.pages) {
    if (page.kind == PageKind::course || page.kind == PageKind::story) check_needs(site, page, names, suggestions, diagnostics);
  }
  for (const PageId course : site.courses) check_completion(site, course, diagnostics);
  check_circle(site, diagnostics);
}

}  // namespace model
