#include "generator/render/pictures.h"

#include <fmt/format.h>

#include <array>

#include "base/text.h"
#include "generator/render/views.h"

namespace render {
namespace {

constexpr int kPlainWidth = 1280;  // px: what browsers without srcset and social networks get

// In the order that browsers shall prefer.
constexpr std::array<std::string_view, 4> kTypes = {"image/avif", "image/webp", "image/jpeg", "image/png"};

const media::Item* item_of(const MediaItems& media, model::AssetId asset) { return asset < media.size() ? media[asset] : nullptr; }

// The largest file for all browsers that is at most kPlainWidth wide, else the smallest; nullptr without any.
const media::Rendition* plain(const media::Item& item, std::string_view group) {
  const media::Rendition* best = nullptr;
  for (const auto& rendition : item.renditions) {
    if (rendition.group != group || (rendition.type != "image/jpeg" && rendition.type != "image/png")) continue;
    if (!best || rendition.width <= kPlainWidth) best = &rendition;
  }
  return best;
}

std::string sources_of(const media::Item& item, const LinkOptions& options, const model::Page& from, std::string_view group,
                       std::string_view type) {
  std::string set;
  for (const auto& rendition : item.renditions) {
    if (rendition.group != group || rendition.type != type) continue;
    set += fmt::format("{}{} {}w", set.empty() ? "" : ", ", link(options, from, item.folder + "/" + rendition.name), rendition.width);
  }
  return set;
}

void append_source(std::string_view condition, std::string_view type, const std::string& set, std::string_view sizes, std::string& out) {
  if (set.empty()) return;
  out += fmt::format("<source{} type=\"{}\" srcset=\"{}\" sizes=\"{}\">", condition, type, set, sizes);
}

std::string loading(bool first) {
  return first ? " fetchpriority=\"high\"" : " loading=\"lazy\" decoding=\"async\"";
}

// The source as it is: a drawing, or what has no renditions (yet).
void append_source_picture(const std::string& address, const media::Item* item, const PictureUse& use, std::string& out) {
  out += fmt::format("<img src=\"{}\"", address);
  if (item && item->picture.width > 0) out += fmt::format(" width=\"{}\" height=\"{}\"", item->picture.width, item->picture.height);
  out += fmt::format("{}{}>", use.attributes, loading(use.first));
}

// What is seen until the picture comes: its dominant colour.
void append_shade(std::uint32_t colour, std::string& out) {
  out += fmt::format("<span class=\"photo\"><svg class=\"shade\" viewBox=\"0 0 9 9\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
                     "<path fill=\"#{:06x}\" d=\"M0 0h9v9H0z\"/></svg>",
                     colour);
}

}  // namespace

void append_picture(const ViewContext& context, const model::Page& from, model::AssetId asset, const PictureUse& use, std::string& out) {
  const LinkOptions& options = context.links;
  const media::Item* item = item_of(context.media, asset);
  const bool animated = item && item->picture.frames > 1 && use.group.empty();
  const std::string_view still = animated ? "still" : use.group;
  const media::Rendition* shown = item ? plain(*item, still) : nullptr;
  if (!shown && item && !still.empty()) shown = plain(*item, "");
  if (!shown) return append_source_picture(base::html_escaped(link(options, from, context.site.assets[asset].url)), item, use, out);
  const std::string& group = shown->group;
  const bool shade = use.shade && !item->picture.transparent;
  if (shade) append_shade(item->picture.colour, out);
  out += "<picture>";
  if (animated) append_source(" media=\"(prefers-reduced-motion: no-preference)\"", "image/webp", sources_of(*item, options, from, "", "image/webp"), use.sizes, out);
  for (const auto type : kTypes) {
    if (type != shown->type) append_source("", type, sources_of(*item, options, from, group, type), use.sizes, out);
  }
  out += fmt::format("<img src=\"{}\" srcset=\"{}\" sizes=\"{}\" width=\"{}\" height=\"{}\"{}{}></picture>{}",
                     link(options, from, item->folder + "/" + shown->name), sources_of(*item, options, from, group, shown->type), use.sizes,
                     shown->width, shown->height, use.attributes, loading(use.first), shade ? "</span>" : "");
}

std::string picture_url(const model::Site& site, const MediaItems& media, model::AssetId asset) {
  const media::Item* item = item_of(media, asset);
  const media::Rendition* shown = item ? plain(*item, item->picture.frames > 1 ? "still" : "") : nullptr;
  return shown ? item->folder + "/" + shown->name : site.assets[asset].url;
}

}  // namespace render
