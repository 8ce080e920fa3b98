// The tables of keys, blocks, checks and options as text: what `sanggar keys` prints.
#pragma once

#include <string>

namespace app {

std::string reference();

}  // namespace app
