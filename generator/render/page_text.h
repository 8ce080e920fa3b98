// A page's text with every reference filled in.
#pragma once

#include <string>

#include "generator/render/views.h"

namespace render {

// Appends the text that `page` shows. `picture_above` says that the page shows its own picture before: the text's first picture can
// then wait.
void append_text(const ViewContext& context, const model::Page& page, bool picture_above, std::string& out);

}  // namespace render
