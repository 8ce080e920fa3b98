#include "generator/render/feeds.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/locale.h"
#include "base/text.h"
#include "generator/model/urls.h"

namespace render {
namespace {

using model::Page;
using model::PageId;

constexpr std::size_t kNewestInFeed = 20;

// https://www.sitemaps.org/protocol.html
std::string sitemap(const model::Site& site, const std::string& base_url) {
  std::vector<std::string> urls;
  for (const Page& page : site.pages) {
    // The pages of progress and of classes show each reader something else.
    const bool listed = page.kind != model::PageKind::not_found && page.kind != model::PageKind::progress && page.kind != model::PageKind::classroom;
    if (page.original == model::kNone && listed) urls.push_back(page.url);
  }
  std::ranges::sort(urls);
  std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
  for (const auto& url : urls) xml += fmt::format("<url><loc>{}{}</loc></url>\n", base::html_escaped(base_url), model::encode_path(url));
  return xml + "</urlset>\n";
}

// RFC 4287
std::string atom(const model::Site& site, const std::string& base_url) {
  std::vector<PageId> ids;
  std::ranges::merge(site.stories, site.infographics, std::back_inserter(ids), [&](PageId a, PageId b) {
    return site.page(a).meta.date > site.page(b).meta.date;
  });
  ids.resize(std::min(ids.size(), kNewestInFeed));
  const std::string& language = site.config.language;
  const auto time = [](const Page& page) { return (page.meta.date.known() ? base::iso_date(page.meta.date) : "1970-01-01") + "T00:00:00Z"; };
  std::string xml = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n<id>{}</id>\n"
      "<title>{}</title>\n<updated>{}</updated>\n<link href=\"{}\"/>\n<link rel=\"self\" href=\"{}feed.xml\"/>\n"
      "<author><name>{}</name></author>\n",
      language, base::html_escaped(site.config.id), base::html_escaped(site.config.title.in(language)),
      ids.empty() ? "1970-01-01T00:00:00Z" : time(site.page(ids.front())), base::html_escaped(base_url),
      base::html_escaped(base_url),
      base::html_escaped(site.config.title.in(language)));
  for (const PageId id : ids) {
    const Page& page = site.page(id);
    xml += fmt::format("<entry>\n<id>{}{}</id>\n<title>{}</title>\n<updated>{}</updated>\n<link href=\"{}{}\"/>\n<summary>{}</summary>\n</entry>\n",
                       base::html_escaped(site.config.id), page.url, base::html_escaped(page.meta.title), time(page), base::html_escaped(base_url),
                       model::encode_path(page.url),
                       base::html_escaped(page.meta.description.empty() ? page.text.summary : page.meta.description));
  }
  return xml + "</feed>\n";
}

}  // namespace

std::vector<Feed> feeds(const model::Site& site, const std::string& base_url) {
  if (base_url.empty()) return {};
  std::vector<Feed> list;
  list.push_back({"sitemap.xml", sitemap(site, base_url)});
  list.push_back({"robots.txt", fmt::format("User-agent: *\nAllow: /\nSitemap: {}sitemap.xml\n", base_url)});
  if (!site.stories.empty() || !site.infographics.empty()) list.push_back({"feed.xml", atom(site, base_url)});
  return list;
}

}  // namespace render
