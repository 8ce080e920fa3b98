// The site's glossary: data/glossary.yaml.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/diagnostics.h"

namespace content {

struct GlossaryEntry {
  std::string term;  // as shown: "biaya tetap"
  std::string text;  // what it means, plain text
};

// Entries of one language by key; read-only after loading.
using Glossary = std::map<std::string, GlossaryEntry, std::less<>>;

// Reads `data/glossary.yaml` for one language; entries without that language fall back to the default one.
Glossary read_glossary(std::string_view text, std::string_view file, std::string_view language,
                       std::string_view default_language, base::Diagnostics& diagnostics);

}  // namespace content
