// The steps of build_model, in their order. Each reads and completes the site; only build_model calls them.
#pragma once

#include <span>

#include "base/diagnostics.h"
#include "base/text.h"
#include "generator/model/site.h"

namespace model {

// The page that servers show for an address that is none: pages/404.md, or one that the generator makes.
inline constexpr std::string_view kNotFoundKey = "pages/404";
// Likewise the lists.
inline constexpr std::string_view kCourseListKey = "pages/courses";
inline constexpr std::string_view kStoryListKey = "pages/stories";
inline constexpr std::string_view kInfographicListKey = "pages/infographics";
// Where learners see what they have done.
inline constexpr std::string_view kProgressKey = "pages/kemajuan";
// Where facilitators see their class, on a site with courses and an endpoint.
inline constexpr std::string_view kClassroomKey = "pages/kelas";

// Pages without translation get one that shows the default language's text.
void add_fallback_pages(Site& site);
// Courses, modules and lessons know each other; every list is in its order.
void link_courses(Site& site, base::Diagnostics& diagnostics);
// url of every page and asset.
void assign_addresses(Site& site, base::Diagnostics& diagnostics);
// Lists, taxonomies, terms, 404: pages that no file is the source of.
void add_generated_pages(Site& site, base::Diagnostics& diagnostics);
// ids and activity IRIs.
void assign_identities(Site& site, base::Diagnostics& diagnostics);
// Page::targets, asset use, and every link, anchor and file checked.
void resolve_references(Site& site, int jobs, base::Diagnostics& diagnostics);
// A script a language beside the progress page: what the progress scripts say, and the version of the courses. Were these in each
// page, one changed question would change them all.
void add_words_files(Site& site);
// No asset that goes into the site takes the place of a page or of a file that a page brings along.
void check_asset_addresses(const Site& site, base::Diagnostics& diagnostics);

// Files of pages named in front matter ("related", "image"), relative to the page; kNone after reporting.
PageId find_page(const Site& site, const Page& from, std::string_view target);
AssetId find_asset(const Site& site, const Page& from, std::string_view target);

// The nearest name, for the first hundred mistakes of a pass: each is compared with all names, and both may be many.
class Suggestions {
 public:
  std::string nearest(std::string_view name, std::span<const std::string_view> names) {
    if (used_up()) return {};
    --left_;
    return base::did_you_mean(name, names);
  }
  bool used_up() const { return left_ == 0; }

 private:
  int left_ = 100;
};

// Reports check "hidden-page" when there is a page of that key that is not shown now; else false. `name` as the author wrote it.
bool report_hidden(const Site& site, const std::string& key, std::string_view name, const base::Place& place, base::Diagnostics& diagnostics);

// Puts a page at the end of the site and into by_key.
PageId add_page(Site& site, Page page);

}  // namespace model
