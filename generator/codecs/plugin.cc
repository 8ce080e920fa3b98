// What `sanggar` finds in this library once it has loaded it.
#include "generator/codecs/codecs.h"

extern "C" media::Codecs* sanggar_codecs() { return &codecs::instance(); }
