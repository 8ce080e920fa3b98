// Pages that no file is the source of: fallbacks for missing translations, lists, taxonomies, terms, the 404 page.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/locale.h"
#include "base/text.h"
#include "generator/model/passes.h"
#include "generator/model/urls.h"

namespace model {
namespace {

// A page that the generator makes, in every language.
PageId add_in_all_languages(Site& site, PageKind kind, const std::string& key, const Page& like = {}) {
  PageId first = kNone;
  for (int language = 0; language < static_cast<int>(site.config.languages.size()); ++language) {
    Page page = like;
    page.kind = kind;
    page.key = key;
    page.language = language;
    const PageId id = add_page(site, std::move(page));
    if (language == 0) first = id;
  }
  return first;
}

// The author's own page of that name is the list; otherwise one is made when there is something to list.
void add_list(Site& site, PageKind kind, const std::string& key, const std::vector<PageId>& pages) {
  if (pages.empty()) return;
  if (!site.by_key.contains(key)) add_in_all_languages(site, kind, key);
  for (std::size_t language = 0; language < site.config.languages.size(); ++language) {
    Page& list = site.pages[site.by_key[key][language]];
    for (const PageId id : pages) list.children.push_back(site.in_language(id, static_cast<int>(language)));
  }
}

struct Term {
  std::string title;
  std::vector<PageId> pages;  // of the default language
};

void check_term(const Site& site, const content::Taxonomy& taxonomy, const std::string& term, const Page& page,
                base::Diagnostics& diagnostics) {
  if (!taxonomy.closed || taxonomy.terms.contains(term)) return;
  std::vector<std::string_view> names;
  names.reserve(taxonomy.terms.size());
  for (const auto& [name, title] : taxonomy.terms) names.push_back(name);
  diagnostics.report("key", {page.source, site.shown(page).meta.line_of(taxonomy.name), 0},
                     fmt::format("'{}' is no term of '{}'", term, taxonomy.name), base::did_you_mean(term, names));
}

// The terms of one taxonomy by their part of the address.
std::map<std::string, Term> collect_terms(const Site& site, const content::Taxonomy& taxonomy,
                                          base::Diagnostics& diagnostics) {
  std::map<std::string, Term> terms;
  for (PageId id = 0; id < site.pages.size(); ++id) {
    const Page& page = site.pages[id];
    if (page.language != 0) continue;
    for (const auto& [name, values] : page.meta.terms) {
      if (name != taxonomy.name) continue;
      for (const auto& value : values) {
        check_term(site, taxonomy, value, page, diagnostics);
        Term& term = terms[url_part(value)];
        if (term.title.empty()) term.title = value;
        if (term.pages.empty() || term.pages.back() != id) term.pages.push_back(id);  // "UMKM" and "umkm" are one term
      }
    }
  }
  return terms;
}

void add_taxonomy(Site& site, const content::Taxonomy& taxonomy, base::Diagnostics& diagnostics) {
  auto terms = collect_terms(site, taxonomy, diagnostics);
  terms.erase("");
  if (terms.empty()) return;
  Page like;
  like.taxonomy = taxonomy.name;
  const std::string top_key = "taxonomies/" + taxonomy.name;
  add_in_all_languages(site, PageKind::taxonomy, top_key, like);
  for (auto& [part, term] : terms) {
    like.term = term.title;
    const std::string key = fmt::format("{}/{}", top_key, part);
    add_in_all_languages(site, PageKind::term, key, like);
    std::ranges::stable_sort(term.pages, [&](PageId left, PageId right) {
      return site.pages[left].meta.date > site.pages[right].meta.date;
    });
    for (std::size_t language = 0; language < site.config.languages.size(); ++language) {
      const PageId id = site.by_key[key][language];
      for (const PageId page : term.pages) {
        site.pages[id].children.push_back(site.in_language(page, static_cast<int>(language)));
      }
      site.pages[site.by_key[top_key][language]].children.push_back(id);
    }
  }
}

// Among the author's works, in each language as far as it is translated. Lessons belong to their courses.
void add_work(Site& site, const std::vector<PageId>& author, PageId id) {
  const Page& page = site.pages[id];
  if (page.language != 0 || page.kind == PageKind::lesson || page.kind == PageKind::quiz) return;
  for (std::size_t language = 0; language < site.config.languages.size(); ++language) {
    site.pages[author[language]].children.push_back(site.in_language(id, static_cast<int>(language)));
  }
}

// An author's page lists what the author wrote.
void list_works(Site& site, base::Diagnostics& diagnostics) {
  std::vector<std::string> names;
  names.reserve(site.authors.size());
  for (const PageId id : site.authors) names.emplace_back(base::file_name_of(site.pages[id].key));
  const std::vector<std::string_view> known(names.begin(), names.end());
  Suggestions suggestions;
  for (PageId id = 0; id < site.pages.size(); ++id) {
    const Page& page = site.pages[id];
    if (page.source.empty()) continue;
    for (const auto& author : page.meta.authors) {
      const auto found = site.by_key.find("authors/" + author);
      if (found != site.by_key.end()) {
        add_work(site, found->second, id);
        continue;
      }
      const base::Place place{page.source, page.meta.line_of("author"), 0};
      if (report_hidden(site, "authors/" + author, author, place, diagnostics)) continue;
      diagnostics.report("link", place, fmt::format("no author '{}'", author),
                         known.empty() ? fmt::format("write authors/{}.md", author) : suggestions.nearest(author, known));
    }
  }
}

// The author's own page of that name stands above it; without courses and an endpoint it is a page like others.
void add_classroom(Site& site) {
  if (site.courses.empty() || site.config.endpoint_url.empty()) return;
  const auto written = site.by_key.find(std::string(kClassroomKey));
  if (written == site.by_key.end()) {
    add_in_all_languages(site, PageKind::classroom, std::string(kClassroomKey));
    return;
  }
  for (const PageId id : written->second) site.pages[id].kind = PageKind::classroom;
}

}  // namespace

void add_fallback_pages(Site& site) {
  const auto originals = static_cast<PageId>(site.pages.size());
  for (PageId id = 0; id < originals; ++id) {
    if (site.pages[id].language != 0) continue;
    for (std::size_t language = 1; language < site.config.languages.size(); ++language) {
      if (site.by_key[site.pages[id].key][language] != kNone) continue;
      Page fallback;
      fallback.kind = site.pages[id].kind;
      fallback.key = site.pages[id].key;
      fallback.directory = site.pages[id].directory;
      fallback.language = static_cast<int>(language);
      fallback.original = id;
      add_page(site, std::move(fallback));
    }
  }
}

void add_generated_pages(Site& site, base::Diagnostics& diagnostics) {
  if (!site.by_key.contains("pages/index")) add_in_all_languages(site, PageKind::home, "pages/index");
  list_works(site, diagnostics);
  for (const auto& taxonomy : site.config.taxonomies) add_taxonomy(site, taxonomy, diagnostics);
  add_list(site, PageKind::course_list, std::string(kCourseListKey), site.courses);
  add_list(site, PageKind::story_list, std::string(kStoryListKey), site.stories);
  add_list(site, PageKind::infographic_list, std::string(kInfographicListKey), site.infographics);
  if (!site.courses.empty() && !site.by_key.contains(std::string(kProgressKey))) {
    add_in_all_languages(site, PageKind::progress, std::string(kProgressKey));
  }
  add_classroom(site);
  if (!site.by_key.contains(std::string(kNotFoundKey))) {
    Page page;
    page.kind = PageKind::not_found;
    page.key = kNotFoundKey;
    add_page(site, std::move(page));
  }
}

}  // namespace model
