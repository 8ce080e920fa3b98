// Addresses as one page writes them.
#pragma once

#include <string>

#include "generator/model/site.h"
#include "generator/model/urls.h"

namespace render {

struct LinkOptions {
  model::LinkStyle style = model::LinkStyle::folders;
  std::string base_url;   // "https://example.org/kursus/", or empty
  std::string base_path;  // "/kursus/"; what the 404 page's links start with, for it is shown at any address
};

// The address of `to` (a URL relative to the site's root) as written on `from`.
std::string link(const LinkOptions& options, const model::Page& from, std::string_view to);

}  // namespace render
