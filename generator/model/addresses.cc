// The address of every page and asset.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "generator/model/passes.h"
#include "generator/model/urls.h"

namespace model {
namespace {

// The last part of a page's address.
std::string last_part(const Site& site, const Page& page) {
  const Page& original = site.pages[site.by_key.at(page.key)[0]];
  if (!page.meta.slug.empty()) return page.meta.slug;
  if (!original.meta.slug.empty()) return original.meta.slug;
  base::Date date;
  const auto name = base::file_name_of(page.key);
  return url_part(page.key.starts_with("stories/") ? without_date(name, date) : without_order(name));
}

// The address of a page in its language, without the language's folder.
std::string address(const Site& site, const Page& page) {
  switch (page.kind) {
    case PageKind::home: return "";
    case PageKind::not_found: return "404.html";
    case PageKind::taxonomy: return page.taxonomy + "/";
    case PageKind::term: return page.taxonomy + "/" + std::string(base::file_name_of(page.key)) + "/";
    case PageKind::course: return "courses/" + last_part(site, page) + "/";
    case PageKind::module: return address(site, site.page(page.course)) + last_part(site, page) + "/";
    case PageKind::lesson:
    case PageKind::quiz:
      return address(site, site.page(page.module != kNone ? page.module : page.course)) + last_part(site, page) + "/";
    case PageKind::story:
    case PageKind::infographic: return "stories/" + last_part(site, page) + "/";
    case PageKind::author: return "authors/" + last_part(site, page) + "/";
    default: break;
  }
  // pages/a/b.md → /a/b/
  const auto below = base::directory_of(std::string_view(page.key).substr(std::string_view("pages/").size()));
  return (below.empty() ? "" : std::string(below) + "/") + last_part(site, page) + "/";
}

// A name such as "!!!" leaves nothing; two slashes in a row would be another page's file.
bool has_every_part(const Site& site, const Page& page, base::Diagnostics& diagnostics) {
  if (!page.url.starts_with('/') && page.url.find("//") == std::string::npos) return true;
  if (!page.source.empty() && last_part(site, page).empty()) {  // else what stands above it is reported
    diagnostics.report("url", {page.source, 0, 0}, fmt::format("no address can be made of '{}'", base::file_name_of(page.key)),
                       "give the page a 'slug' of small letters, digits and hyphens");
  }
  return false;
}

// The page whose file an asset would replace, or kNone.
PageId page_in_the_way(const Site& site, std::string_view url) {
  const auto folder = base::directory_of(url);
  std::string page_url(url);
  if (base::file_name_of(url) == "index.html") page_url = folder.empty() ? "" : std::string(folder) + "/";
  const auto found = site.by_url.find(page_url);
  return found == site.by_url.end() ? kNone : found->second;
}

// The page that brings a file of that address along (a chart's CSV), or kNone.
PageId page_that_makes(const Site& site, std::string_view url) {
  const auto folder = base::directory_of(url);
  const auto found = site.by_url.find(folder.empty() ? "" : std::string(folder) + "/");
  if (found == site.by_url.end()) return kNone;
  const auto& made = site.shown(site.page(found->second)).text.files;
  return std::ranges::find(made, base::file_name_of(url), &markup::GeneratedFile::name) == made.end() ? kNone : found->second;
}

void check_asset(const Site& site, const Asset& asset, base::Diagnostics& diagnostics) {
  PageId page = page_in_the_way(site, asset.url);
  if (page == kNone) page = page_that_makes(site, asset.url);
  if (page == kNone) return;
  const auto& source = site.shown(site.page(page)).source;
  diagnostics.report("url", {asset.path, 0, 0},
                     fmt::format("the address '/{}' is also that of {}", asset.url,
                                 source.empty() ? "a page that Sanggar makes" : "a file made for '" + source + "'"),
                     "rename it");
}

void take_address(Site& site, PageId id, base::Diagnostics& diagnostics) {
  Page& page = site.pages[id];
  const bool in_course = page.kind == PageKind::lesson || page.kind == PageKind::quiz || page.kind == PageKind::module;
  if (in_course && page.course == kNone) return;  // its course could not be read, which is reported already
  page.url = address(site, page);
  if (page.language > 0) page.url = site.language_of(page) + "/" + page.url;
  if (!has_every_part(site, page, diagnostics)) return;
  const auto [other, fresh] = site.by_url.emplace(page.url, id);
  if (fresh) return;
  const Page& first = site.page(other->second);
  const auto name = [](const Page& of) { return of.source.empty() ? "a page that Sanggar makes" : "'" + of.source + "'"; };
  const Page& blamed = page.source.empty() ? first : page;
  diagnostics.report("url", {blamed.source, blamed.meta.line_of("slug"), 0},
                     fmt::format("the address '/{}' is also that of {}", page.url, name(&blamed == &page ? first : page)),
                     "give one of them another 'slug'");
}

// "stories/2026-08-keripik/dapur.svg" → "stories/keripik/dapur.svg".
std::string asset_address(const Site& site, std::string_view path) {
  const auto folder = base::directory_of(path);
  const auto name = base::file_name_of(path);
  for (const auto& key : {std::string(folder), std::string(folder) + "/index"}) {
    const auto owner = site.by_key.find(key);
    if (owner != site.by_key.end() && owner->second[0] != kNone) return site.page(owner->second[0]).url + std::string(name);
  }
  std::string address;
  for (const auto part : base::split(folder, '/')) {
    base::Date date;
    if (address.empty() && part == "pages") continue;
    address += std::string(path.starts_with("stories/") ? without_date(part, date) : without_order(part)) + "/";
  }
  return address + std::string(name);
}

}  // namespace

void assign_addresses(Site& site, base::Diagnostics& diagnostics) {
  site.by_url.reserve(site.pages.size());
  for (PageId id = 0; id < site.pages.size(); ++id) take_address(site, id, diagnostics);
  std::unordered_map<std::string, AssetId> taken;
  for (AssetId id = 0; id < site.assets.size(); ++id) {
    Asset& asset = site.assets[id];
    asset.url = asset_address(site, asset.path);
    const auto [other, fresh] = taken.emplace(asset.url, id);
    if (!fresh) {
      diagnostics.report("url", {asset.path, 0, 0},
                         fmt::format("the address '/{}' is also that of '{}'", asset.url, site.assets[other->second].path),
                         "rename one of them");
    }
  }
}

void check_asset_addresses(const Site& site, base::Diagnostics& diagnostics) {
  for (const Asset& asset : site.assets) {
    if (asset.published()) check_asset(site, asset, diagnostics);
  }
}

}  // namespace model
