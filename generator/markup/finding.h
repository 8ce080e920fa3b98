// A mistake found by a part that does not know the page's file.
#pragma once

#include <string>
#include <string_view>

namespace markup {

// More mistakes of one page are not told: nobody reads them, and a page of 4 MiB could hold a million.
constexpr int kMostFindings = 500;

struct Finding {
  std::string_view check;
  int line = 0;    // of the file
  int column = 0;
  std::string message;
  std::string hint;
};

}  // namespace markup
