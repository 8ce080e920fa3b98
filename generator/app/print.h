// How results are shown on the terminal.
#pragma once

#include <string>

#include "base/diagnostics.h"
#include "base/file_system.h"

namespace app {

enum class Format { text, json };

// All diagnostics: as text with the source line and a caret below, or one JSON object a line.
std::string show(const base::Diagnostics& diagnostics, Format format, base::FileSystem& files, const std::string& root);

// "3 errors, 1 warning"; empty when there is none.
std::string count(const base::Diagnostics& diagnostics);

}  // namespace app
