// Documents → Site: who belongs to whom, addresses, identities, lists; and the mistakes that only the whole shows.
#pragma once

#include <vector>

#include "base/clock.h"
#include "base/diagnostics.h"
#include "generator/content/source_document.h"
#include "generator/content/source_tree.h"
#include "generator/content/texts.h"
#include "generator/markup/document.h"
#include "generator/model/site.h"

namespace model {

// One page as it was read and parsed.
struct LoadedPage {
  content::PageSource source;
  content::FrontMatter meta;
  markup::Document text;
};
// Its memory is given back page by page while the model is made of it.
using LoadedPages = std::deque<LoadedPage>;

struct ModelOptions {
  base::UnixTime now = 0;
  bool drafts = false;
  int jobs = 1;
};

// Takes what was loaded and makes the site of it. Mistakes are reported; the site is complete only when there is no error.
Site build_model(const content::SiteConfig& config, std::vector<content::Texts> texts, LoadedPages pages,
                 std::vector<content::AssetSource> assets, const ModelOptions& options, base::Diagnostics& diagnostics);

}  // namespace model
