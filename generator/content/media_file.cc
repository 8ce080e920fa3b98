#include "generator/content/media_file.h"

#include <charconv>

#include "base/text.h"
#include "base/yaml.h"
#include "generator/content/keys.h"
#include "generator/content/yaml_reader.h"

namespace content {
namespace {

// "30%" → 0.3; false for anything else.
bool part(std::string_view text, double& value) {
  if (!text.ends_with('%')) return false;
  text.remove_suffix(1);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 0 || value > 100) return false;
  value /= 100;
  return true;
}

void read_focus(YamlReader& reader, const base::YamlEntry& entry, MediaFile& file) {
  const auto parts = base::split(base::trim(entry.value.text), ' ');
  if (parts.size() == 2 && part(parts[0], file.focus_x) && part(parts[1], file.focus_y)) return;
  file = {};
  reader.wrong(entry, "two percentages, from the left and from the top, such as 30% 60%");
}

}  // namespace

MediaFile read_media_file(std::string_view text, const std::string& file, base::Diagnostics& diagnostics) {
  MediaFile read;
  base::YamlValue root;
  if (!base::parse_yaml({text, file, 1}, root, diagnostics)) return read;
  YamlReader reader(file, diagnostics);
  const auto known = key_names(kMediaFile);
  for (const auto& entry : root.entries) {
    if (entry.key == "focus") {
      read_focus(reader, entry, read);
    } else {
      reader.unknown_key(entry, known, file);
    }
  }
  return read;
}

}  // namespace content
