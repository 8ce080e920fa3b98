// What stands below a player: scenes to choose from, and what else its author asked for.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/media/media.h"
#include "generator/render/views.h"

namespace render {

// A video or sound where it is shown. All it refers to outlives it.
struct PlayerPlace {
  const ViewContext& context;
  const model::Page& page;
  const media::Item& item;

  // nullptr when there is none, as in a preview.
  const media::Rendition* find(std::string_view group) const;
  std::string address(const media::Rendition& rendition) const;
  // The interface's words in the page's language, as HTML; `size` stands for "{size}".
  std::string text(const std::string& key) const;
  std::string text(const std::string& key, const media::Rendition& size) const;
};

// Lists of chapters and scenes for players that know such lists; browsers fetch them when asked.
void append_moment_tracks(const PlayerPlace& place, const std::vector<media::Cue>& chapters, std::string& out);

// A list of links to moments of `file`, which a script leads to in the player.
void append_chapters(const PlayerPlace& place, const std::vector<media::Cue>& chapters, std::string_view file, std::string& out);

// The same in sign language, or nullptr.
const media::Item* sign_of(const PlayerPlace& place);

// The second picture, to stand beside the first: a player of its own, which a script leads by the first one.
void append_sign(const PlayerPlace& place, std::string& out);

// Links to copies in other shapes.
void append_cuts(const PlayerPlace& place, std::string& out);

// Scenes to choose from, which only a script can show: hidden until it does.
void append_scenes(const PlayerPlace& place, std::string& out);

}  // namespace render
