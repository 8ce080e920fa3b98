// Videos and sounds as pages play them: the browser's own player, what a play costs, and cheaper ways to the same.
#pragma once

#include <string>
#include <string_view>

#include "generator/render/views.h"

namespace render {

// What stands in a page's text.
struct PlayerUse {
  model::AssetId asset = 0;
  std::size_t reference = 0;  // which of the text's references it is
  std::string_view tag;       // `<video aria-label="…">` or `<audio …>`
  bool alone = false;         // followed by what leads to moments in it: chapters, scenes, what is said
};

// Appends the player of an asset. Without renditions (preview) the source itself plays, and its cost is a guess.
void append_player(const ViewContext& context, const model::Page& page, const PlayerUse& use, std::string& out);

// What playing the videos and sounds of `page` costs, for the lists of `from`: "± 3,1 MB, 4 menit"; empty without any.
std::string play_cost(const ViewContext& context, const model::Page& from, const model::Page& page);

}  // namespace render
