#include "generator/render/views.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "base/locale.h"
#include "base/text.h"
#include "generator/model/passes.h"
#include "generator/render/player.h"

namespace render {
namespace {

using model::kNone;
using model::Page;
using model::PageId;
using model::PageKind;

void replace(std::string& text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
}

std::string section_of(std::string_view url, int language) {
  if (language > 0) url.remove_prefix(url.find('/') + 1);
  return std::string(url.substr(0, url.find('/')));
}

// The page's section in the menu: a story lies below "stories", an infographic below "infographics".
std::string menu_section(const Page& page) {
  return page.kind == PageKind::infographic ? "infographics" : section_of(page.url, page.language);
}

Data menu(const ViewContext& context, const Page& page, std::string_view name) {
  const auto& site = context.site;
  Data list = make_list();
  const auto found = site.config.menus.find(name);
  if (found == site.config.menus.end()) return list;
  const Page root;
  for (const auto& entry : found->second) {
    Data item;
    set(item, "title", entry.title.in(site.language_of(page)));
    const bool outside = entry.target.find("://") != std::string::npos;
    const PageId id = outside ? kNone : site.in_language(model::find_page(site, root, entry.target), page.language);
    if (!outside && id == kNone) continue;
    set(item, "href", outside ? entry.target : link(context.links, page, site.page(id).url));
    const bool current = !outside && (site.page(id).url == page.url ||
                                      (model::is_list(site.page(id).kind) &&
                                       section_of(site.page(id).url, page.language) == menu_section(page)));
    set_flag(item, "current", current);
    push(list, std::move(item));
  }
  return list;
}

Data languages(const ViewContext& context, const Page& page) {
  const auto& site = context.site;
  Data list = make_list();
  if (site.config.languages.size() < 2 || page.kind == PageKind::not_found) return list;
  const auto& translations = site.by_key.at(page.key);
  for (std::size_t i = 0; i < site.config.languages.size(); ++i) {
    if (translations[i] == kNone) continue;
    Data item;
    set(item, "code", site.config.languages[i]);
    set(item, "name", std::string(site.texts[i]("language_name")));
    set(item, "href", link(context.links, page, site.page(translations[i]).url));
    set(item, "href_absolute", context.links.base_url.empty() ? "" : context.links.base_url + model::encode_path(site.page(translations[i]).url));
    set_flag(item, "current", static_cast<int>(i) == page.language);
    push(list, std::move(item));
  }
  return list;
}

Data link_item(const ViewContext& context, const Page& from, PageId to) {
  const Page& page = context.site.page(to);
  Data item;
  set(item, "title", title_of(context.site, page));
  set(item, "href", link(context.links, from, page.url));
  return item;
}

// The list that a page of this kind belongs to.
std::string list_key(const Page& page) {
  switch (page.kind) {
    case PageKind::course:
    case PageKind::module:
    case PageKind::lesson:
    case PageKind::quiz: return "pages/courses";
    case PageKind::story: return "pages/stories";
    case PageKind::infographic: return "pages/infographics";
    case PageKind::term: return "taxonomies/" + page.taxonomy;
    default: return "";
  }
}

Data breadcrumbs(const ViewContext& context, const Page& page) {
  const auto& site = context.site;
  Data list = make_list();
  if (page.kind == PageKind::home || page.kind == PageKind::not_found) return list;
  const auto add = [&](PageId id) {
    if (id != kNone) push(list, link_item(context, page, id));
  };
  add(site.by_key.at("pages/index")[static_cast<std::size_t>(page.language)]);
  const auto above = site.by_key.find(list_key(page));
  if (above != site.by_key.end()) add(above->second[static_cast<std::size_t>(page.language)]);
  add(page.course);
  add(page.module);
  return list;
}

Data contents(const Page& shown) {
  Data list = make_list();
  for (const auto& heading : shown.text.headings) {
    if (heading.level > 3) continue;
    Data item;
    set(item, "title", heading.text);
    set(item, "id", heading.id);
    set_flag(item, "deep", heading.level == 3);
    push(list, std::move(item));
  }
  return list;
}

Data authors(const ViewContext& context, const Page& page) {
  Data list = make_list();
  for (const auto& author : context.site.meta(page).authors) {
    const auto found = context.site.by_key.find("authors/" + author);
    if (found != context.site.by_key.end()) {
      push(list, link_item(context, page, found->second[static_cast<std::size_t>(page.language)]));
    }
  }
  return list;
}

Data terms(const ViewContext& context, const Page& page) {
  const auto& site = context.site;
  Data list = make_list();
  for (const auto& [taxonomy, values] : site.meta(page).terms) {
    for (const auto& value : values) {
      const auto found = site.by_key.find("taxonomies/" + taxonomy + "/" + model::url_part(value));
      if (found == site.by_key.end()) continue;
      Data item = link_item(context, page, found->second[static_cast<std::size_t>(page.language)]);
      set(item, "taxonomy", taxonomy);
      push(list, std::move(item));
    }
  }
  return list;
}

Data related(const ViewContext& context, const Page& page) {
  const Page& shown = context.site.shown(page);
  std::vector<PageId> ids;
  for (const auto& target : shown.meta.related) {
    const PageId id = model::find_page(context.site, shown, target);
    if (id != kNone) ids.push_back(context.site.in_language(id, page.language));
  }
  return cards(context, page, ids);
}

model::AssetId image_of(const model::Site& site, const Page& page) {
  const Page& shown = site.shown(page);
  return shown.meta.image.empty() ? kNone : model::find_asset(site, shown, shown.meta.image);
}

std::string image_url(const ViewContext& context, const Page& page) {
  const model::AssetId image = image_of(context.site, page);
  return image == kNone ? std::string() : picture_url(context.site, context.media, image);
}

// The page's own picture, as HTML; `from` shows it.
std::string picture(const ViewContext& context, const Page& from, const Page& page, const PictureUse& use) {
  const model::AssetId image = image_of(context.site, page);
  std::string html;
  if (image != kNone) append_picture(context, from, image, use, html);
  return html;
}

std::string cover(const ViewContext& context, const Page& page) {
  return picture(context, page, page, {" alt=\"\"", context.theme.sizes.cover, "", true, true});
}

std::string content_security_policy(const ViewContext& context) {
  std::string connect = "'none'";
  const std::string& endpoint = context.site.config.endpoint_url;
  if (!endpoint.empty()) {
    const auto host_end = endpoint.find('/', endpoint.find("://") + 3);
    connect = endpoint.substr(0, host_end);
  }
  return "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'self'; script-src 'self'; connect-src " +
         connect + "; form-action 'none'; base-uri 'none'";
}

std::string description_of(const model::Site& site, const Page& page) {
  const std::string& written = site.meta(page).description;
  if (!written.empty()) return written;
  const std::string& summary = site.shown(page).text.summary;
  return summary.empty() && page.kind == PageKind::home ? site.config.description.in(site.language_of(page)) : summary;
}

// A page without translation is the same page as its original.
std::string canonical_of(const ViewContext& context, const Page& page) {
  if (context.links.base_url.empty() || page.kind == PageKind::not_found) return {};
  return context.links.base_url + model::encode_path(context.site.shown(page).url);
}

std::string page_title(const ViewContext& context, const Page& page) {
  const auto& site = context.site;
  const std::string title = title_of(site, page);
  return page.kind == PageKind::home ? title : title + " – " + site.config.title.in(site.language_of(page));
}

std::string image_href(const ViewContext& context, const Page& page) {
  const std::string image = image_url(context, page);
  return image.empty() ? image : link(context.links, page, image);
}

std::string image_absolute(const ViewContext& context, const Page& page) {
  const std::string image = image_url(context, page);
  return image.empty() || context.links.base_url.empty() ? std::string() : context.links.base_url + model::encode_path(image);
}

std::string home_href(const ViewContext& context, const Page& page) {
  const PageId home = context.site.by_key.at("pages/index")[static_cast<std::size_t>(page.language)];
  return link(context.links, page, context.site.page(home).url);
}

std::string root(const ViewContext& context, const Page& page) {
  const bool absolute = page.kind == PageKind::not_found && context.links.style == model::LinkStyle::folders;
  return absolute ? context.links.base_path : model::way_to_root(page.url);
}

bool has_contents(const Page& shown) {
  return std::ranges::count_if(shown.text.headings, [](const auto& heading) { return heading.level <= 3; }) >= 3;
}

bool has_terms(const model::Site& site, const Page& page) {
  return std::ranges::any_of(site.meta(page).terms, [](const auto& entry) { return !entry.second.empty(); });
}

Data neighbour(const ViewContext& context, const Page& page, PageId id) {
  return id == kNone ? Data(false) : link_item(context, page, id);
}

std::string local_date(const base::Date& date, const std::string& language) {
  return date.known() ? base::format_date(date, language) : std::string();
}

std::string iso_or_empty(const base::Date& date) { return date.known() ? base::iso_date(date) : std::string(); }

using Makers = std::unordered_map<std::string, MakeValue>;

// Names that every page has.
const Makers& makers() {
  static const Makers kMakers = {
      {"menu_main", [](const ViewContext& c, const Page& page) { return menu(c, page, "main"); }},
      {"menu_footer", [](const ViewContext& c, const Page& page) { return menu(c, page, "footer"); }},
      {"languages", languages},
      {"breadcrumbs", breadcrumbs},
      {"contents", [](const ViewContext& c, const Page& page) { return contents(c.site.shown(page)); }},
      {"authors", authors},
      {"terms", terms},
      {"related", related},
      {"root", [](const ViewContext& c, const Page& page) { return text(root(c, page)); }},
      {"home_href", [](const ViewContext& c, const Page& page) { return text(home_href(c, page)); }},
      {"title", [](const ViewContext& c, const Page& page) { return text(title_of(c.site, page)); }},
      {"page_title", [](const ViewContext& c, const Page& page) { return text(page_title(c, page)); }},
      {"description", [](const ViewContext& c, const Page& page) { return text(description_of(c.site, page)); }},
      {"canonical", [](const ViewContext& c, const Page& page) { return text(canonical_of(c, page)); }},
      {"activity", [](const ViewContext&, const Page& page) { return text(page.activity); }},
      {"image", [](const ViewContext& c, const Page& page) { return text(image_href(c, page)); }},
      {"picture", [](const ViewContext& c, const Page& page) { return text(cover(c, page)); }},
      {"image_absolute", [](const ViewContext& c, const Page& page) { return text(image_absolute(c, page)); }},
      {"has_quiz", [](const ViewContext& c, const Page& page) { return Data(!c.site.shown(page).text.quizzes.empty()); }},
      {"has_graded",
       [](const ViewContext& c, const Page& page) {
         const Page& shown = c.site.shown(page);
         return Data(shown.meta.graded && !shown.text.quizzes.empty() && !c.site.config.endpoint_url.empty());
       }},
      {"has_chart", [](const ViewContext& c, const Page& page) { return Data(c.site.shown(page).text.charts > 0); }},
      {"has_media", [](const ViewContext& c, const Page& page) { return Data(c.site.shown(page).text.has_media); }},
      {"fallback", [](const ViewContext&, const Page& page) { return Data(page.original != kNone); }},
      {"content_language", [](const ViewContext& c, const Page& page) { return text(c.site.language_of(c.site.shown(page))); }},
      {"kind", [](const ViewContext&, const Page& page) { return text(std::string(model::name_of(page.kind))); }},
      {"has_contents", [](const ViewContext& c, const Page& page) { return Data(has_contents(c.site.shown(page))); }},
      {"date", [](const ViewContext& c, const Page& page) { return text(local_date(c.site.meta(page).date, c.site.language_of(page))); }},
      {"date_iso", [](const ViewContext& c, const Page& page) { return text(iso_or_empty(c.site.meta(page).date)); }},
      {"updated", [](const ViewContext& c, const Page& page) { return text(local_date(c.site.meta(page).updated, c.site.language_of(page))); }},
      {"updated_iso", [](const ViewContext& c, const Page& page) { return text(iso_or_empty(c.site.meta(page).updated)); }},
      {"minutes",
       [](const ViewContext& c, const Page& page) { return page.minutes > 0 ? text(base::format_minutes(page.minutes, c.site.language_of(page))) : Data(false); }},
      {"has_authors", [](const ViewContext& c, const Page& page) { return Data(!c.site.meta(page).authors.empty()); }},
      {"has_terms", [](const ViewContext& c, const Page& page) { return Data(has_terms(c.site, page)); }},
      {"has_related", [](const ViewContext& c, const Page& page) { return Data(related(c, page).is_non_empty_list()); }},
      {"previous", [](const ViewContext& c, const Page& page) { return neighbour(c, page, page.previous); }},
      {"next", [](const ViewContext& c, const Page& page) { return neighbour(c, page, page.next); }},
  };
  return kMakers;
}

}  // namespace

std::string counted(const content::Texts& texts, const std::string& key, std::size_t n, std::size_t count) {
  const std::string one = key + "_one";
  std::string text(n == 1 && texts.has(one) ? texts(one) : texts(key));
  replace(text, "{n}", std::to_string(n));
  replace(text, "{count}", std::to_string(count));
  return text;
}

std::string title_of(const model::Site& site, const Page& page) {
  const auto& texts = site.texts_of(page);
  if (site.shown(page).source.empty()) {
    switch (page.kind) {
      case PageKind::course_list: return std::string(texts("courses_title"));
      case PageKind::story_list: return std::string(texts("stories_title"));
      case PageKind::infographic_list: return std::string(texts("infographics_title"));
      case PageKind::progress: return std::string(texts("progress_title"));
      case PageKind::classroom: return std::string(texts("class_title"));
      case PageKind::not_found: return std::string(texts("not_found_title"));
      default: break;
    }
  }
  const auto* taxonomy = site.config.find_taxonomy(page.taxonomy);
  if (page.kind == PageKind::taxonomy) return taxonomy->title.in(site.language_of(page));
  if (page.kind == PageKind::term) {
    const auto named = taxonomy->terms.find(page.term);
    return named == taxonomy->terms.end() ? page.term : named->second.in(site.language_of(page));
  }
  const std::string& title = site.meta(page).title;
  return title.empty() ? site.config.title.in(site.language_of(page)) : title;
}

Data shared_view(const ViewContext& context, int language) {
  const auto& site = context.site;
  const std::string& code = site.config.languages[static_cast<std::size_t>(language)];
  Data view;
  Data texts;
  for (const auto& [key, text] : site.texts[static_cast<std::size_t>(language)].all()) texts[key] = Data(text);
  set(view, "t", std::move(texts));
  Data assets;
  for (const auto& asset : context.theme.assets) assets[asset.key] = Data(asset.url);
  set(view, "assets", std::move(assets));
  Data settings;
  for (const auto& entry : site.config.settings.entries) {
    bool flag = false;
    settings[entry.key] = base::as_boolean(entry.value, flag) ? Data(flag) : Data(entry.value.text);
  }
  set(view, "settings", std::move(settings));
  set(view, "site_title", site.config.title.in(code));
  set(view, "site_description", site.config.description.in(code));
  set(view, "language", code);
  set(view, "base_url", context.links.base_url);
  set(view, "csp", content_security_policy(context));
  set(view, "endpoint", site.config.endpoint_url);
  set(view, "fallback_notice", std::string(site.texts[static_cast<std::size_t>(language)]("fallback_notice")));
  return view;
}

MakeValue made_on_demand(const std::string& name) {
  const auto found = makers().find(name);
  return found == makers().end() ? made_on_demand_by_kind(name) : found->second;
}

Data card(const ViewContext& context, const Page& from, PageId id) {
  const auto& site = context.site;
  const Page& page = site.page(id);
  const auto& meta = site.meta(page);
  const auto& texts = site.texts_of(from);
  Data item = link_item(context, from, id);
  set(item, "id", page.kind == PageKind::course ? page.id : std::string());
  set(item, "description", meta.description.empty() ? site.shown(page).text.summary : meta.description);
  const std::string image = image_url(context, page);
  set(item, "image", image.empty() ? image : link(context.links, from, image));
  set(item, "picture", picture(context, from, page, {" alt=\"\"", context.theme.sizes.card, "card", false, true}));
  set(item, "play_cost", play_cost(context, from, page));
  set(item, "minutes", base::format_minutes(page.minutes, site.language_of(from)));
  set(item, "date", local_date(meta.date, site.language_of(from)));
  set(item, "date_iso", iso_or_empty(meta.date));
  set(item, "place", meta.place);
  const bool course = page.kind == PageKind::course;
  const bool story = page.kind == PageKind::story;
  const bool infographic = page.kind == PageKind::infographic;
  set(item, "kind_text", course ? std::string(texts("kind_course")) : story ? std::string(texts("kind_story"))
                                  : infographic ? std::string(texts("kind_infographic")) : std::string());
  set_flag(item, "is_course", course);
  set_flag(item, "is_story", story);
  set_flag(item, "is_infographic", infographic);
  std::size_t lessons = 0;
  for (const PageId child : page.children) {
    lessons += site.page(child).kind == PageKind::module ? site.page(child).children.size() : 1;
  }
  set(item, "count_text", course ? counted(texts, "count_lessons", lessons) : std::string());
  return item;
}

Data cards(const ViewContext& context, const Page& from, const std::vector<PageId>& pages, std::size_t at_most) {
  Data list = make_list();
  for (std::size_t i = 0; i < std::min(pages.size(), at_most); ++i) push(list, card(context, from, pages[i]));
  return list;
}

}  // namespace render
