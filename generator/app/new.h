// `sanggar new`: the first lines of a site, course, lesson, story, infographic, page or theme.
#pragma once

#include <string>
#include <vector>

#include "base/file_system.h"
#include "base/locale.h"
#include "base/result.h"

namespace app {

struct NewOptions {
  std::string root = ".";  // the site's folder; for a site: where its folder goes
  std::string kind;
  std::string name;
  base::Date today;
};

// Writes the files and returns their paths. Nothing that exists is overwritten.
base::Result<std::vector<std::string>> make_new(base::FileSystem& files, const NewOptions& options);

}  // namespace app
