#include "generator/model/build_model.h"

#include <algorithm>
#include <optional>

#include "base/locale.h"
#include "base/text.h"
#include "generator/model/passes.h"
#include "generator/model/urls.h"

namespace model {
namespace {

using content::SourceKind;

// Pages that the generator makes by itself unless the author has written them.
PageKind kind_of_page(std::string_view key) {
  if (key == kNotFoundKey) return PageKind::not_found;
  if (key == kCourseListKey) return PageKind::course_list;
  if (key == kStoryListKey) return PageKind::story_list;
  if (key == kProgressKey) return PageKind::progress;
  return key == kInfographicListKey ? PageKind::infographic_list : PageKind::page;
}

PageKind kind_of(const content::PageSource& source, const content::FrontMatter& meta) {
  switch (source.kind) {
    case SourceKind::home: return PageKind::home;
    case SourceKind::page: return kind_of_page(source.key);
    case SourceKind::course: return PageKind::course;
    case SourceKind::module: return PageKind::module;
    case SourceKind::lesson: return meta.kind == "quiz" ? PageKind::quiz : PageKind::lesson;
    case SourceKind::story: return meta.kind == "infographic" ? PageKind::infographic : PageKind::story;
    case SourceKind::author: return PageKind::author;
  }
  return PageKind::page;
}

// Why a page is not shown now; nothing when it is.
std::optional<HiddenPage> hidden_by(const content::FrontMatter& meta, const ModelOptions& options, std::string_view time_zone) {
  const auto day = [&](base::UnixTime time) { return base::iso_date(base::date_in(time, time_zone)); };
  if (meta.expire && *meta.expire <= options.now) return HiddenPage{"expired on " + day(*meta.expire), "take it out, or change 'expire' there"};
  if (options.drafts) return std::nullopt;
  if (meta.draft) return HiddenPage{"is a draft", "take it out, or remove 'draft: true' there"};
  if (meta.publish && *meta.publish > options.now) return HiddenPage{"is published on " + day(*meta.publish), "take it out, or wait"};
  return std::nullopt;
}

Page make_page(LoadedPage&& loaded) {
  Page page;
  page.kind = kind_of(loaded.source, loaded.meta);
  page.language = loaded.source.language;
  page.key = std::move(loaded.source.key);
  page.source = std::move(loaded.source.path);
  page.directory = std::move(loaded.source.directory);
  page.meta = std::move(loaded.meta);
  page.text = std::move(loaded.text);
  return page;
}

// Notes the pages of the default language that are not shown, and why; neither are lessons of such a course or module.
void note_hidden(Site& site, const LoadedPages& pages, const ModelOptions& options) {
  std::vector<std::pair<std::string, HiddenPage>> folders;
  for (const auto& loaded : pages) {
    if (loaded.source.language != 0) continue;
    auto hidden = hidden_by(loaded.meta, options, site.config.time_zone);
    if (!hidden) continue;
    const bool has_lessons = loaded.source.kind == SourceKind::course || loaded.source.kind == SourceKind::module;
    if (has_lessons) folders.emplace_back(loaded.source.key + "/", HiddenPage{"belongs to '" + loaded.source.path + "', which " + hidden->why, hidden->cure});
    site.hidden.emplace(loaded.source.key, std::move(*hidden));
  }
  // Of two files for one page the one that is shown counts.
  for (const auto& loaded : pages) {
    if (loaded.source.language == 0 && !hidden_by(loaded.meta, options, site.config.time_zone)) site.hidden.erase(loaded.source.key);
  }
  for (const auto& loaded : pages) {
    const auto around = std::ranges::find_if(folders, [&](const auto& folder) { return loaded.source.key.starts_with(folder.first); });
    if (around != folders.end()) site.hidden.emplace(loaded.source.key, around->second);
  }
}

void take_pages(Site& site, LoadedPages pages, const ModelOptions& options, base::Diagnostics& diagnostics) {
  note_hidden(site, pages, options);
  for (; !pages.empty(); pages.pop_front()) {
    LoadedPage& loaded = pages.front();
    if (site.hidden.contains(loaded.source.key) || hidden_by(loaded.meta, options, site.config.time_zone)) continue;
    const auto known = site.by_key.find(loaded.source.key);
    if (known != site.by_key.end() && known->second[static_cast<std::size_t>(loaded.source.language)] != kNone) {
      const auto& other = site.page(known->second[static_cast<std::size_t>(loaded.source.language)]);
      diagnostics.report("url", {loaded.source.path, 0, 0}, "the same page as '" + other.source + "'", "remove or rename one of them");
      continue;
    }
    add_page(site, make_page(std::move(loaded)));
  }
}

// A translation whose original is missing is left out; one of a hidden page is hidden with it.
void check_originals(Site& site, base::Diagnostics& diagnostics) {
  std::vector<bool> keep(site.pages.size(), true);
  for (PageId id = 0; id < site.pages.size(); ++id) {
    const Page& page = site.pages[id];
    if (page.language == 0 || site.by_key[page.key][0] != kNone) continue;
    keep[id] = false;
    diagnostics.report("translation", {page.source, 0, 0},
                       "no page in '" + site.config.language + "' that this translates", "write the original, or remove this file");
  }
  if (std::ranges::find(keep, false) == keep.end()) return;
  std::vector<Page> kept;
  for (PageId id = 0; id < site.pages.size(); ++id) {
    if (keep[id]) kept.push_back(std::move(site.pages[id]));
  }
  site.pages.clear();
  site.by_key.clear();
  for (auto& page : kept) add_page(site, std::move(page));
}

}  // namespace

PageId add_page(Site& site, Page page) {
  const auto id = static_cast<PageId>(site.pages.size());
  auto& translations = site.by_key[page.key];
  translations.resize(site.config.languages.size(), kNone);
  translations[static_cast<std::size_t>(page.language)] = id;
  site.pages.push_back(std::move(page));
  return id;
}

Site build_model(const content::SiteConfig& config, std::vector<content::Texts> texts, LoadedPages pages,
                 std::vector<content::AssetSource> assets, const ModelOptions& options, base::Diagnostics& diagnostics) {
  Site site;
  site.config = config;
  site.texts = std::move(texts);
  for (auto& asset : assets) {
    site.asset_by_path.emplace(asset.path, static_cast<AssetId>(site.assets.size()));
    site.assets.push_back({std::move(asset.path), {}, asset.size, false});
  }
  take_pages(site, std::move(pages), options, diagnostics);
  check_originals(site, diagnostics);
  add_fallback_pages(site);
  link_courses(site, diagnostics);
  add_generated_pages(site, diagnostics);
  assign_addresses(site, diagnostics);
  assign_identities(site, diagnostics);
  resolve_references(site, options.jobs, diagnostics);
  add_words_files(site);
  check_asset_addresses(site, diagnostics);
  return site;
}

}  // namespace model
