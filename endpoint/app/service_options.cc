#include "endpoint/app/service_options.h"

#include <fmt/format.h>

#include "endpoint/xapi/formats.h"

namespace endpoint_app {

base::Result<http::Options> service_options(const ServeOptions& options) {
  if (!options.site.empty() && (!xapi::is_iri(options.site) || !options.site.ends_with('/'))) {
    return base::fail(fmt::format("'{}' is no id of a site (write it as id: in site.yaml has it, an IRI that ends in '/')", options.site));
  }
  for (const auto& url : {options.url, options.content_url}) {
    if (!url.empty() && !url.starts_with("https://") && !url.starts_with("http://")) return base::fail(fmt::format("'{}' is no address of the web (write it with https://)", url));
  }
  return http::Options{.origins = options.origins,
                       .site = options.site,
                       .url = options.url,
                       .content_folder = options.content_folder,
                       .content_url = options.content_url};
}

std::size_t body_limit(const ServeOptions& options) { return static_cast<std::size_t>(options.body_limit * 1024 * 1024); }

}  // namespace endpoint_app
