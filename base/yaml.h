// YAML 1.2 as a small tree of values that know where they stand.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"

namespace base {

struct YamlEntry;

// A scalar keeps its text; what it means (number, date, yes or no) is decided by whoever reads it.
// It stands at its first character or quote, a block at its first line of text, an alias where it is used, a list or map at
// its first item or bracket, a missing value where its key stands.
struct YamlValue {
  enum class Kind { null, scalar, list, map };

  Kind kind = Kind::null;
  bool quoted = false;  // the scalar was in quotes or a block: always text
  std::string text;     // kind == scalar
  std::vector<YamlValue> items;    // kind == list
  std::vector<YamlEntry> entries;  // kind == map, in the author's order, keys unique
  int line = 0;         // 1-based in the file
  int column = 0;

  bool is_null() const { return kind == Kind::null; }
  bool is_scalar() const { return kind == Kind::scalar; }
  bool is_list() const { return kind == Kind::list; }
  bool is_map() const { return kind == Kind::map; }
  // The value of a map's key, or nullptr.
  const YamlValue* find(std::string_view key) const;
};

struct YamlEntry {
  std::string key;
  int line = 0;
  int column = 0;
  YamlValue value;
};

// What a parse may not exceed: an alias counts as often as it is used.
struct YamlLimits {
  std::size_t values = 10'000;
  int depth = 20;
};

struct YamlSource {
  std::string_view text;
  std::string_view file;  // for messages
  int first_line = 1;     // the line of the file on which `text` starts
};

// Reads one document. Reports check "yaml" and returns false when it is not well-formed, repeats a key, or exceeds the limits.
// An empty text gives a null value and true. `text` must be valid UTF-8.
bool parse_yaml(const YamlSource& source, YamlValue& value, Diagnostics& diagnostics, const YamlLimits& limits = {});

// A scalar as a number or boolean: `12`, `-3.5`; `true`/`false`/`yes`/`no`. False when it is not one.
bool as_number(const YamlValue& value, double& number);
bool as_boolean(const YamlValue& value, bool& boolean);

}  // namespace base
