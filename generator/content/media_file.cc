#include "generator/content/media_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/moment.h"
#include "base/text.h"
#include "base/yaml.h"
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
  file.focus_x = file.focus_y = 0.5;
  reader.wrong(entry, "two percentages, from the left and from the top, such as 30% 60%");
}

void read_moment(YamlReader& reader, const base::YamlEntry& entry, WrittenMoment& moment) {
  if (entry.value.is_scalar() && base::parse_moment(entry.value.text, moment.seconds)) {
    moment.line = entry.value.line;
    moment.column = entry.value.column;
  } else {
    moment = {};
    reader.wrong(entry, "minutes and seconds, such as 0:03 or 1:02.5");
  }
}

void read_cuts(YamlReader& reader, const base::YamlEntry& entry, MediaFile& file) {
  const std::vector<base::YamlValue> one{entry.value};
  for (const auto& item : entry.value.is_list() ? entry.value.items : one) {
    const bool good = item.is_scalar() && (item.text == "9:16" || item.text == "1:1");
    if (!good) {
      reader.wrong({entry.key, entry.line, entry.column, item}, "9:16 and 1:1");
    } else if (std::ranges::find(file.cuts, item.text, &WrittenText::text) == file.cuts.end()) {
      file.cuts.push_back({item.text, item.line, item.column});
    }
  }
}

void read_entry(YamlReader& reader, const base::YamlEntry& entry, MediaFile& file) {
  if (entry.key == "focus") return read_focus(reader, entry, file);
  if (entry.key == "from") return read_moment(reader, entry, file.from);
  if (entry.key == "to") return read_moment(reader, entry, file.to);
  if (entry.key == "cuts") return read_cuts(reader, entry, file);
  if (entry.key == "loop" && reader.boolean(entry)) file.loop = {"yes", entry.line, entry.column};
  if (entry.key == "sign") file.sign = {reader.text(entry), entry.value.line, entry.value.column};
  if (entry.key == "language") file.language = reader.identifier(entry);
}

}  // namespace

MediaFile read_media_file(std::string_view text, const std::string& file, KeyScope scope, base::Diagnostics& diagnostics) {
  MediaFile read;
  base::YamlValue root;
  if (!base::parse_yaml({text, file, 1}, root, diagnostics)) return read;
  YamlReader reader(file, diagnostics);
  if (!root.is_map() && !root.is_null()) reader.report("key", root.line, root.column, "this file holds no settings", "write one 'key: value' a line");
  const auto known = key_names(scope);
  for (const auto& entry : root.entries) {
    if (is_key(entry.key, scope)) {
      read_entry(reader, entry, read);
    } else {
      reader.unknown_key(entry, known, file);
    }
  }
  if (read.to.line > 0 && read.to.seconds <= read.from.seconds) {
    reader.report("key", read.to.line, read.to.column, fmt::format("'to' ({}) is not after 'from' ({})", base::format_moment(read.to.seconds), base::format_moment(read.from.seconds)),
                  "write a later moment, or leave it out: the clip then goes on to its end");
    read.to = {};
  }
  return read;
}

}  // namespace content
