// Every name that a template may use. A name outside this table is a mistake in the theme.
#pragma once

#include <span>

#include "generator/render/data.h"

namespace render {

// The names, but for is_KIND.
std::span<const char* const> vocabulary();

// An object in which every name of the vocabulary is false: what lies under each page's own values.
const Data& absent_names();

}  // namespace render
