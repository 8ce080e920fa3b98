#include "generator/content/glossary.h"

#include <array>

#include "base/yaml.h"
#include "generator/content/yaml_reader.h"

namespace content {
namespace {

constexpr std::array<std::string_view, 2> kGlossaryKeys = {"term", "text"};

bool is_language(std::string_view key) { return key.size() == 2 || key.size() == 3; }

// Fills `entry` from the keys of `map`, leaving what it does not have.
void read_entry(const base::YamlValue& map, YamlReader& reader, GlossaryEntry& entry) {
  for (const auto& part : map.entries) {
    if (part.key == "term") {
      entry.term = reader.text(part);
    } else if (part.key == "text") {
      entry.text = reader.text(part);
    } else if (!is_language(part.key)) {
      reader.unknown_key(part, kGlossaryKeys, "the glossary");
    }
  }
}

}  // namespace

Glossary read_glossary(std::string_view text, std::string_view file, std::string_view language,
                       std::string_view default_language, base::Diagnostics& diagnostics) {
  Glossary glossary;
  base::YamlValue root;
  if (!base::parse_yaml({text, file, 1}, root, diagnostics)) return glossary;
  YamlReader reader(file, diagnostics);
  if (!root.is_map() && !root.is_null()) {
    reader.report("yaml", root.line, root.column, "the glossary is no list of keys", "write one 'key:' with 'term' and 'text' each");
  }
  for (const auto& item : root.entries) {
    GlossaryEntry entry;
    read_entry(item.value, reader, entry);
    const base::YamlValue* own = language == default_language ? nullptr : item.value.find(language);
    if (own) read_entry(*own, reader, entry);
    if (entry.term.empty() || entry.text.empty()) {
      reader.report("key", item.line, item.column, "a glossary entry needs 'term' and 'text'");
    }
    glossary.emplace(item.key, std::move(entry));
  }
  return glossary;
}

}  // namespace content
