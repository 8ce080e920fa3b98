// What belongs to a video besides itself: its copies in other shapes, its signer, its chapters.
#include <fmt/format.h>

#include <algorithm>

#include "base/moment.h"
#include "base/text.h"
#include "generator/app/media_pass.h"
#include "generator/markup/addresses.h"
#include "generator/media/captions.h"
#include "generator/render/chapters.h"

namespace app {
namespace {

// A file in the same folder with nearly that name.
std::string nearest_in_folder(const model::Site& site, const std::string& folder, std::string_view name) {
  std::vector<std::string_view> names;
  for (const auto& asset : site.assets) {
    const bool video = markup::media_kind(asset.path) == markup::MediaKind::video;
    if (video && base::directory_of(asset.path) == folder) names.push_back(base::file_name_of(asset.path));
  }
  return base::did_you_mean(name, names);
}

}  // namespace

// A signer whom no page shows by itself is a medium without sound.
void MediaPass::plan_signs(model::Site& site, base::Diagnostics& diagnostics) {
  const std::size_t count = media_.size();
  for (std::size_t i = 0; i < count; ++i) {
    if (media_[i].sign.text.empty() || !media_[i].good) continue;
    const content::WrittenText sign = media_[i].sign;
    const std::string& path = site.assets[media_[i].asset].path;
    const std::string folder(base::directory_of(path));
    const auto found = site.asset_by_path.find(base::join_path(folder, sign.text));
    if (found == site.asset_by_path.end() || markup::media_kind(found->first) != markup::MediaKind::video) {
      const std::string hint = nearest_in_folder(site, folder, sign.text);
      diagnostics.report("key", {path + ".yaml", sign.line, sign.column}, fmt::format("no video '{}' beside '{}'", sign.text, base::file_name_of(path)),
                         hint.empty() ? "put it there, or correct its name" : hint);
      continue;
    }
    media_[i].item.sign = found->second;
    const auto same = [&](const Medium& medium) { return medium.asset == found->second; };
    if (std::ranges::any_of(media_, same)) continue;
    Medium medium;
    medium.asset = found->second;
    medium.video = medium.sign_language = true;
    site.assets[found->second].shown = true;
    plan_video(medium, site.assets[found->second], diagnostics);
    media_.push_back(std::move(medium));
  }
}

// Cuts are work of their own. From here on no medium moves.
void MediaPass::part_cuts() {
  const std::size_t count = media_.size();
  media_.reserve(2 * count);
  for (std::size_t i = 0; i < count; ++i) {
    if (!media_[i].cuts) continue;
    Medium cuts;
    cuts.video = cuts.good = true;
    cuts.item = std::move(*media_[i].cuts);
    media_.push_back(std::move(cuts));
    media_[i].item.cut_item = &media_.back().item;
  }
}

void MediaPass::plan_chapters(const model::Page& page, base::Diagnostics& diagnostics) {
  for (const auto& chapter : page.text.chapters) {
    const auto found = by_asset_.find(page.targets[chapter.reference].id);
    if (page.targets[chapter.reference].kind != model::Target::Kind::asset || found == by_asset_.end()) continue;
    const media::Item& item = media_[found->second].item;
    if (chapter.seconds >= item.video.seconds) {
      diagnostics.report("chapters", {page.source, chapter.line, chapter.column},
                         fmt::format("chapter '{}' ({}) begins behind the end of '{}', which is {} long", chapter.text, base::format_moment(chapter.seconds),
                                     base::file_name_of(item.source), base::format_moment(item.video.seconds)),
                         "write an earlier moment, or take it out");
      continue;
    }
    const auto cues = render::chapters_of(page.text, chapter.reference, item);
    lists_[render::chapters_url(item, cues)] = media::to_webvtt(cues);
  }
}

}  // namespace app
