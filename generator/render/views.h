// Site → the values that a page's template sees; the names are those of docs/themes.md.
#pragma once

#include <string>
#include <vector>

#include "generator/model/site.h"
#include "generator/render/data.h"
#include "generator/render/links.h"
#include "generator/render/pictures.h"
#include "generator/render/theme.h"

namespace render {

struct ViewContext {
  const model::Site& site;
  const Theme& theme;
  const LinkOptions& links;
  const MediaItems& media;
};

// What all pages of a language share: texts, assets, settings, names of the site.
Data shared_view(const ViewContext& context, int language);

// A page's own values are made when its template first asks for one: no template shows them all, and lists cost time.
// `content` is none of them: the renderer puts the text in by itself.
using MakeValue = Data (*)(const ViewContext& context, const model::Page& page);
// nullptr when the name is none of these.
MakeValue made_on_demand(const std::string& name);
MakeValue made_on_demand_by_kind(const std::string& name);  // views_by_kind.cc

// The card of a page as `from` shows it in a list.
Data card(const ViewContext& context, const model::Page& from, model::PageId id);

// A list of cards of these pages.
Data cards(const ViewContext& context, const model::Page& from, const std::vector<model::PageId>& pages,
           std::size_t at_most = SIZE_MAX);

// The names of one kind, added to the page's view (views_by_kind.cc).
void add_kind(const ViewContext& context, const model::Page& page, Data& view);

// The name of a page as shown: its title, a list's or a term's name.
std::string title_of(const model::Site& site, const model::Page& page);

// A text with {n} and {count} filled in; `key` + "_one" for 1 where the theme has it.
std::string counted(const content::Texts& texts, const std::string& key, std::size_t n, std::size_t count = 0);

}  // namespace render
