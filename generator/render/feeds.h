// Files for machines: sitemap.xml, robots.txt and a feed of stories.
#pragma once

#include <string>
#include <vector>

#include "generator/model/site.h"

namespace render {

struct Feed {
  std::string path;
  std::string bytes;
};

// Empty without a base address: these files hold absolute ones.
std::vector<Feed> feeds(const model::Site& site, const std::string& base_url);

}  // namespace render
