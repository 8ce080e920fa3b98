// The chapters that a page gives to its videos and sounds.
#pragma once

#include <string>
#include <vector>

#include "generator/markup/document.h"
#include "generator/media/media.h"

namespace render {

// Of the clip that a reference of the page names, from each to the next; those that begin behind its end are left out.
std::vector<media::Cue> chapters_of(const markup::Document& document, std::size_t reference, const media::Item& item);

// Where their WebVTT file lies, relative to the site's root.
std::string chapters_url(const media::Item& item, const std::vector<media::Cue>& chapters);

}  // namespace render
