// Diagnostics as the program would print them, one a line, ordered.
#pragma once

#include <string>

#include "base/diagnostics.h"

namespace test {

inline std::string show(base::Diagnostics diagnostics) {
  diagnostics.sort();
  std::string text;
  for (const auto& diagnostic : diagnostics.all()) text += base::to_text(diagnostic) + "\n";
  return text;
}

}  // namespace test
