// A mistake found by a part that does not know the page's file.
#pragma once

#include <string>
#include <string_view>

namespace markup {

struct Finding {
  std::string_view check;
  int line = 0;    // of the file
  int column = 0;
  std::string message;
  std::string hint;
};

}  // namespace markup
