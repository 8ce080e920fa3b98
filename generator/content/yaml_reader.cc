#include "generator/content/yaml_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace content {

void YamlReader::report(std::string_view check, int line, int column, std::string message, std::string hint) {
  diagnostics_.report(check, {file_, line, column}, std::move(message), std::move(hint));
}

void YamlReader::wrong(const base::YamlEntry& entry, std::string_view expected) {
  const auto& value = entry.value;
  report("key", value.line ? value.line : entry.line, value.line ? value.column : entry.column,
         value.is_scalar() ? fmt::format("'{}' is no value for '{}'", value.text, entry.key)
                           : fmt::format("'{}' has no value that it takes", entry.key),
         fmt::format("it takes {}", expected));
}

void YamlReader::unknown_key(const base::YamlEntry& entry, std::span<const std::string_view> known,
                             std::string_view where) {
  report("key", entry.line, entry.column, fmt::format("unknown key '{}' in {}", entry.key, where),
         base::did_you_mean(entry.key, known));
}

std::string YamlReader::text(const base::YamlEntry& entry) {
  if (entry.value.is_scalar()) return entry.value.text;
  if (!entry.value.is_null()) wrong(entry, "text");
  return {};
}

std::vector<std::string> YamlReader::list(const base::YamlEntry& entry) {
  if (entry.value.is_null()) return {};
  if (entry.value.is_scalar()) return {entry.value.text};
  std::vector<std::string> texts;
  if (!entry.value.is_list()) wrong(entry, "a list");
  for (const auto& item : entry.value.items) {
    if (item.is_scalar()) {
      texts.push_back(item.text);
    } else {
      report("key", item.line, item.column, fmt::format("'{}' has an item that is no text", entry.key),
             "write one text an item");
    }
  }
  return texts;
}

bool YamlReader::boolean(const base::YamlEntry& entry) {
  bool value = false;
  if (!base::as_boolean(entry.value, value)) wrong(entry, "true or false");
  return value;
}

double YamlReader::number(const base::YamlEntry& entry, double least, double most) {
  double value = 0;
  if (base::as_number(entry.value, value) && value >= least && value <= most) return value;
  wrong(entry, fmt::format("a number from {} to {}", least, most));
  return 0;
}

base::Date YamlReader::date(const base::YamlEntry& entry) {
  base::Date value;
  if (!entry.value.is_scalar() || !base::parse_date(entry.value.text, value)) wrong(entry, "a date such as 2026-08-17");
  return value;
}

std::optional<base::UnixTime> YamlReader::time(const base::YamlEntry& entry, std::string_view time_zone) {
  if (entry.value.is_scalar()) {
    std::string text = entry.value.text;
    if (text.size() > 10 && text[10] == ' ') text[10] = 'T';  // as people write it
    if (auto time = base::parse_time(text, time_zone)) return *time;
  }
  wrong(entry, "a date or time such as 2026-08-17 or 2026-08-17 09:00");
  return std::nullopt;
}

std::string YamlReader::identifier(const base::YamlEntry& entry) {
  if (entry.value.is_scalar() && base::is_identifier(entry.value.text)) return entry.value.text;
  wrong(entry, "small letters, digits and hyphens");
  return {};
}

std::string YamlReader::choice(const base::YamlEntry& entry, std::span<const std::string_view> choices) {
  if (entry.value.is_scalar() && std::ranges::find(choices, entry.value.text) != choices.end()) return entry.value.text;
  std::string expected;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    expected += i == 0 ? "" : i + 1 == choices.size() ? " or " : ", ";
    expected += choices[i];
  }
  wrong(entry, expected);
  return {};
}

bool YamlReader::map(const base::YamlEntry& entry) {
  if (entry.value.is_map()) return true;
  if (!entry.value.is_null()) wrong(entry, "settings, one 'key: value' a line");
  return false;
}

}  // namespace content
