// What a build will write: every path with the recipe that makes its bytes.
#pragma once

#include <string>
#include <vector>

#include "generator/model/site.h"

namespace output {

// How one file of the site comes about.
struct PlannedFile {
  enum class Recipe {
    page,   // rendered; `index` is a PageId
    asset,  // copied from the sources; `index` is an AssetId
    bytes,  // `bytes` as they are
  };
  std::string path;  // relative to the output folder: "courses/umkm/index.html"
  Recipe recipe = Recipe::bytes;
  std::uint32_t index = 0;
  std::string bytes;
};

// Sorted by path, paths unique.
using OutputPlan = std::vector<PlannedFile>;

// Pages, the files they bring along, and the assets they use.
OutputPlan plan_output(const model::Site& site);

}  // namespace output
