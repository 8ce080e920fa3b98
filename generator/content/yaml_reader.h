// Reads typed values out of YAML, reporting each value that its key does not take.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/diagnostics.h"
#include "base/locale.h"
#include "base/yaml.h"

namespace content {

// Borrowed for as long as it lives: the file's name and the list of diagnostics.
class YamlReader {
 public:
  YamlReader(std::string_view file, base::Diagnostics& diagnostics) : file_(file), diagnostics_(diagnostics) {}

  // Each returns an empty value after reporting check "key" when the entry's value is of another kind.
  std::string text(const base::YamlEntry& entry);
  std::vector<std::string> list(const base::YamlEntry& entry);  // a single text is a list of one
  bool boolean(const base::YamlEntry& entry);
  double number(const base::YamlEntry& entry, double least, double most);
  base::Date date(const base::YamlEntry& entry);
  std::optional<base::UnixTime> time(const base::YamlEntry& entry, std::string_view time_zone);
  std::string identifier(const base::YamlEntry& entry);
  std::string choice(const base::YamlEntry& entry, std::span<const std::string_view> choices);
  // True when the value is a map; else reports.
  bool map(const base::YamlEntry& entry);

  void unknown_key(const base::YamlEntry& entry, std::span<const std::string_view> known, std::string_view where);
  void wrong(const base::YamlEntry& entry, std::string_view expected);
  void report(std::string_view check, int line, int column, std::string message, std::string hint = {});
  const std::string& file() const { return file_; }

 private:
  std::string file_;
  base::Diagnostics& diagnostics_;
};

}  // namespace content
