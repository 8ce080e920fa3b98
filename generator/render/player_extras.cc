#include "generator/render/player_extras.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/locale.h"
#include "base/moment.h"
#include "base/text.h"
#include "generator/render/chapters.h"
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

void append_moment_tracks(const PlayerPlace& place, const std::vector<media::Cue>& chapters, std::string& out) {
  if (!chapters.empty()) {
    out += fmt::format("<track kind=\"chapters\" src=\"{}\" srclang=\"{}\" label=\"{}\">", link(place.context.links, place.page, chapters_url(place.item, chapters)),
                       place.context.site.language_of(place.page), place.text("chapters"));
  }
  if (const auto* scenes = place.find("scenes")) out += fmt::format("<track kind=\"metadata\" label=\"thumbnails\" src=\"{}\">", place.address(*scenes));
}

void append_chapters(const PlayerPlace& place, const std::vector<media::Cue>& chapters, std::string_view file, std::string& out) {
  if (chapters.empty()) return;
  out += fmt::format("<ol class=\"chapters\" aria-label=\"{}\">", place.text("chapters"));
  for (const auto& chapter : chapters) {
    out += fmt::format("<li><a href=\"{}#t={}\" data-time=\"{:.3f}\"><span>{}</span> {}</a></li>", file, static_cast<int>(chapter.begin), chapter.begin,
                       base::format_moment(chapter.begin), base::html_escaped(chapter.text));
  }
  out += "</ol>";
}

const media::Item* sign_of(const PlayerPlace& place) {
  return place.item.sign && *place.item.sign < place.context.media.size() ? place.context.media[*place.item.sign] : nullptr;
}

void append_sign(const PlayerPlace& place, std::string& out) {
  const media::Item* item = sign_of(place);
  if (!item) return;
  const PlayerPlace sign{place.context, place.page, *item};
  const std::string label = place.text("sign");
  out += fmt::format("<details class=\"sign\" open><summary>{0}</summary><video controls muted playsinline preload=\"none\" aria-label=\"{0}\" width=\"{1}\" height=\"{2}\"", label,
                     item->video.width, item->video.height);
  if (const auto* poster = sign.find("poster")) out += fmt::format(" poster=\"{}\"", sign.address(*poster));
  out += ">";
  std::string file = base::html_escaped(link(place.context.links, place.page, place.context.site.assets[*place.item.sign].url));
  for (const char* group : {"master", "dash", "download"}) {
    const auto* source = sign.find(group);
    if (source) out += fmt::format("<source src=\"{}\" type=\"{}\">", file = sign.address(*source), source->type);
  }
  if (!sign.find("download")) out += fmt::format("<source src=\"{}\">", file);
  out += fmt::format("<a href=\"{}\">{}</a></video></details>", file, place.text("block_media_file"));
}

void append_cuts(const PlayerPlace& place, std::string& out) {
  if (!place.item.cut_item) return;
  const PlayerPlace copies{place.context, place.page, *place.item.cut_item};
  for (const auto& [group, key] : {std::pair{"cut 9:16", "cut_status"}, std::pair{"cut 1:1", "cut_square"}}) {
    if (const auto* cut = copies.find(group)) out += fmt::format(" <a href=\"{}\" download>{}</a>", copies.address(*cut), copies.text(key, *cut));
  }
}

void append_scenes(const PlayerPlace& place, std::string& out) {
  const auto* picture = place.find("storyboard");
  if (!picture) return;
  const auto& board = place.item.storyboard;
  out += fmt::format("<details class=\"scenes\" hidden data-picture=\"{}\" data-board=\"{} {} {} {} {}\" data-label=\"{}\"><summary>{}</summary></details>", place.address(*picture),
                     board.count, board.columns, board.step, board.width, board.height, place.text("scene"), place.text("scenes", *picture));
}

}  // namespace render
