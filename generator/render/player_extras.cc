#include "generator/render/player_extras.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/locale.h"
#include "base/text.h"
#include "generator/render/links.h"

namespace render {

const media::Rendition* PlayerPlace::find(std::string_view group) const {
  const auto found = std::ranges::find(item.renditions, group, &media::Rendition::group);
  return found == item.renditions.end() ? nullptr : &*found;
}

std::string PlayerPlace::address(const media::Rendition& rendition) const { return link(context.links, page, item.folder + "/" + rendition.name); }

std::string PlayerPlace::text(const std::string& key) const { return base::html_escaped(context.site.texts_of(page)(key)); }

std::string PlayerPlace::text(const std::string& key, const media::Rendition& size) const {
  constexpr std::string_view kMark = "{size}";
  std::string words = text(key);
  const auto at = words.find(kMark);
  if (at != std::string::npos) words.replace(at, kMark.size(), base::format_bytes(size.size, context.site.language_of(page)));
  return words;
}

void append_scene_track(const PlayerPlace& place, std::string& out) {
  if (const auto* scenes = place.find("scenes")) out += fmt::format("<track kind=\"metadata\" label=\"thumbnails\" src=\"{}\">", place.address(*scenes));
}

void append_scenes(const PlayerPlace& place, std::string& out) {
  const auto* picture = place.find("storyboard");
  if (!picture) return;
  const auto& board = place.item.storyboard;
  out += fmt::format("<details class=\"scenes\" hidden data-picture=\"{}\" data-board=\"{} {} {} {} {}\" data-label=\"{}\"><summary>{}</summary></details>", place.address(*picture),
                     board.count, board.columns, board.step, board.width, board.height, place.text("scene"), place.text("scenes", *picture));
}

}  // namespace render
