// What our extensions of cmark-gfm note during one parse; the document node's user data points to it.
#pragma once

#include "generator/markup/container.h"
#include "generator/markup/math.h"

namespace markup {

struct ParseState {
  ContainerState containers;
  MathState math;
};

}  // namespace markup
