// Pictures as pages show them: formats and sizes to choose from, dimensions, and the order in which browsers fetch them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/media/media.h"
#include "generator/model/site.h"
#include "generator/render/links.h"

namespace render {

struct ViewContext;

// What is made of each asset, by AssetId; nullptr for what is no media, or is shown as it is without being measured. An asset
// beyond the end has none. The items outlive the renderer.
using MediaItems = std::vector<const media::Item*>;

struct PictureUse {
  std::string_view attributes;  // ` alt="…"`, as it stands in the page's text
  std::string_view sizes;       // CSS media conditions: how wide the theme shows it
  std::string_view group;       // media::Rendition::group
  bool first = false;           // the page's first picture: fetched at once
  bool shade = false;           // its dominant colour stands in its place until it is there
};

// Appends the <picture> or <img> of an asset as `from` shows it.
void append_picture(const ViewContext& context, const model::Page& from, model::AssetId asset, const PictureUse& use, std::string& out);

// The address of one file that every browser shows, at most 1280 px wide where there is a choice.
std::string picture_url(const model::Site& site, const MediaItems& media, model::AssetId asset);

}  // namespace render
