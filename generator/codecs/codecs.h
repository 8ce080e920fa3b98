// media::Codecs through libvips and FFmpeg's libraries: their only user.
#pragma once

#include "generator/media/codecs.h"

namespace codecs {

// One for the whole program; the first call sets the libraries up and must come before other threads use it.
media::Codecs& instance();

}  // namespace codecs
