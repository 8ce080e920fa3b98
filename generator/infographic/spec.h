// What an author writes in a ```chart block, read and checked.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "base/yaml.h"

namespace infographic {

inline constexpr int kMostDecimals = 6;

// A key of a chart, as the docs, the messages and "did you mean" know it.
struct ChartKey {
  std::string_view name;
  bool required;
  std::string_view description;
};
std::span<const ChartKey> chart_keys();

enum class Sort { none, ascending, descending };

// A text and where the author wrote it.
struct PlacedText {
  std::string text;
  base::Place place;
};

struct ChartSpec {
  base::Place place;  // of the chart
  PlacedText kind;
  PlacedText headline;
  PlacedText description;
  PlacedText source;
  PlacedText source_url;
  PlacedText data;
  int data_line = 0;  // where the rows start when `data` holds them itself; 0: it names a file
  PlacedText unit;
  PlacedText highlight;
  std::optional<int> decimals;
  Sort sort = Sort::none;
  base::Place sort_place;
  std::optional<double> start;
  base::Place start_place;
};

// Reports check "chart", "key" or "yaml" and returns false when the chart cannot be understood.
bool read_spec(const base::YamlSource& source, ChartSpec& spec, base::Diagnostics& diagnostics);

}  // namespace infographic
