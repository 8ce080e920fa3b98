#include "generator/output/output_plan.h"

#include <algorithm>

#include "base/text.h"
#include "generator/model/urls.h"

namespace output {

OutputPlan plan_output(const model::Site& site) {
  OutputPlan plan;
  plan.reserve(site.pages.size() + site.assets.size());
  for (model::PageId id = 0; id < site.pages.size(); ++id) {
    const auto& page = site.page(id);
    const auto listed = site.by_url.find(page.url);
    if (listed == site.by_url.end() || listed->second != id) continue;
    plan.push_back({model::output_file(page.url), PlannedFile::Recipe::page, id, {}});
    for (const auto& file : site.shown(page).text.files) {
      plan.push_back({page.url + file.name, PlannedFile::Recipe::bytes, 0, file.bytes});
    }
  }
  for (model::AssetId id = 0; id < site.assets.size(); ++id) {
    if (site.assets[id].published()) plan.push_back({site.assets[id].url, PlannedFile::Recipe::asset, id, {}});
  }
  std::ranges::sort(plan, {}, &PlannedFile::path);
  return plan;
}

}  // namespace output
