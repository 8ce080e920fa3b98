// Reads what stands behind `:::`.
#pragma once

#include <string_view>
#include <vector>

#include "generator/markup/container.h"

namespace markup {

// True for a line of three or more colons and nothing else but white space.
bool is_bare_fence(std::string_view line);

// True when the line opens or closes a container: three or more colons, then nothing, or something that is no colon.
bool is_fence(std::string_view line);

// Reads name and attributes of a fence that is not bare; the head's line and column are the place of the first colon.
// Unknown names and keys, repeated keys and malformed values become findings; the rest is still read.
void read_head(std::string_view line, ContainerHead& head, std::vector<Finding>& findings);

}  // namespace markup
