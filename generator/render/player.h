// Videos and sounds as pages play them: the browser's own player, what a play costs, and cheaper ways to the same.
#pragma once

#include <string>
#include <string_view>

#include "generator/render/views.h"

namespace render {

// Appends the player of an asset. `tag` is what stands in the page's text: `<video aria-label="…">` or `<audio …>`. One that stands
// `alone` is followed by what is said in it. Without renditions
// (preview) the source itself plays, and its cost is a guess.
void append_player(const ViewContext& context, const model::Page& page, model::AssetId asset, std::string_view tag, bool alone, std::string& out);

// What playing the videos and sounds of `page` costs, for the lists of `from`: "± 3,1 MB, 4 menit"; empty without any.
std::string play_cost(const ViewContext& context, const model::Page& from, const model::Page& page);

}  // namespace render
