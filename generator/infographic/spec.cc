#include "generator/infographic/spec.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"

namespace infographic {
namespace {

using base::YamlEntry;

constexpr std::array<ChartKey, 11> kKeys = {{
    {"kind", true, "bar, column, line, number or table"},
    {"headline", true, "what the chart says, as a sentence"},
    {"description", true, "the same for those who cannot see it, with the main numbers"},
    {"source", true, "where the numbers come from"},
    {"source_url", false, "the web address of the source"},
    {"data", true, "a CSV file, or the rows themselves as a block"},
    {"unit", false, "what is counted: orang, Rp, kg, %"},
    {"decimals", false, "digits after the comma, 0 to 6"},
    {"highlight", false, "the label (or series of a line chart) to stress"},
    {"sort", false, "none, ascending or descending"},
    {"start", false, "where a line chart's axis starts"},
}};

constexpr std::array<std::string_view, 3> kSorts = {"none", "ascending", "descending"};

// Reads the entries of one chart into a spec.
class SpecReader {
 public:
  SpecReader(std::string_view file, ChartSpec& spec, base::Diagnostics& diagnostics)
      : file_(file), spec_(spec), diagnostics_(diagnostics) {}

  bool read(const base::YamlValue& map) {
    for (const YamlEntry& entry : map.entries) read_entry(entry);
    for (const ChartKey& key : chart_keys()) {
      if (key.required && !has_text(map, key.name)) {
        fail("chart", spec_.place, fmt::format("the chart has no {}", key.name),
             fmt::format("add '{}:', {}", key.name, key.description));
      }
    }
    return good_;
  }

 private:
  static bool has_text(const base::YamlValue& map, std::string_view key) {
    const base::YamlValue* value = map.find(key);
    return value != nullptr && !(value->is_null() || (value->is_scalar() && base::trim(value->text).empty()));
  }

  base::Place place_of(const YamlEntry& entry) const { return {file_, entry.value.line, entry.value.column}; }

  void fail(std::string_view check, base::Place place, std::string message, std::string hint = {}) {
    diagnostics_.report(check, std::move(place), std::move(message), std::move(hint));
    good_ = false;
  }

  void read_entry(const YamlEntry& entry) {
    if (PlacedText* text = text_for(entry.key)) return read_text(entry, *text);
    if (entry.key == "decimals") return read_decimals(entry);
    if (entry.key == "sort") return read_sort(entry);
    if (entry.key == "start") return read_start(entry);
    std::vector<std::string_view> names;
    for (const ChartKey& key : chart_keys()) names.push_back(key.name);
    fail("key", {file_, entry.line, entry.column}, fmt::format("a chart has no key '{}'", entry.key),
         base::did_you_mean(entry.key, names));
  }

  PlacedText* text_for(std::string_view key) {
    struct Field {
      std::string_view key;
      PlacedText* text;
    };
    const std::array<Field, 8> fields = {{{"kind", &spec_.kind}, {"headline", &spec_.headline},
                                          {"description", &spec_.description}, {"source", &spec_.source},
                                          {"source_url", &spec_.source_url}, {"data", &spec_.data},
                                          {"unit", &spec_.unit}, {"highlight", &spec_.highlight}}};
    const auto* field = std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.key == key; });
    return field == fields.end() ? nullptr : field->text;
  }

  void read_text(const YamlEntry& entry, PlacedText& text) {
    text.place = place_of(entry);
    if (entry.value.is_null()) return;
    if (!entry.value.is_scalar()) return fail("key", text.place, fmt::format("'{}' must be a text", entry.key));
    text.text = base::trim(entry.value.text);
    if (entry.key == "data") return read_data(entry);
    if (has_control(text.text)) return fail("key", text.place, fmt::format("'{}' has a control character", entry.key));
    if (entry.key == "source_url" && !is_web_address(text.text)) {
      fail("chart", text.place, fmt::format("'{}' is not a web address", text.text), "it begins with https://");
    }
  }

  void read_data(const YamlEntry& entry) {
    if (entry.value.text.find('\n') == std::string::npos) {
      if (has_control(spec_.data.text)) fail("key", spec_.data.place, "'data' has a control character");
      return;
    }
    spec_.data = {entry.value.text, {file_, entry.line, entry.column}};
    spec_.data_line = entry.value.line;
  }

  static bool has_control(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
      const auto byte = static_cast<unsigned char>(c);
      return (byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F;
    });
  }

  static bool is_web_address(std::string_view url) {
    const bool web = base::starts_with_ignoring_case(url, "https://") || base::starts_with_ignoring_case(url, "http://");
    return web && url.find_first_of(" \t\n\"<>\\^`{|}") == std::string_view::npos && url.find('.') != std::string_view::npos;
  }

  void read_decimals(const YamlEntry& entry) {
    double number = 0;
    const bool whole = base::as_number(entry.value, number) && number == std::floor(number);
    if (!whole || number < 0 || number > kMostDecimals) {
      return fail("key", place_of(entry), fmt::format("'decimals' must be a whole number from 0 to {}", kMostDecimals));
    }
    spec_.decimals = static_cast<int>(number);
  }

  void read_sort(const YamlEntry& entry) {
    spec_.sort_place = place_of(entry);
    const auto* sort = std::find(kSorts.begin(), kSorts.end(), entry.value.text);
    if (sort == kSorts.end()) {
      return fail("key", spec_.sort_place, "'sort' must be none, ascending or descending",
                  base::did_you_mean(entry.value.text, kSorts));
    }
    spec_.sort = static_cast<Sort>(sort - kSorts.begin());
  }

  void read_start(const YamlEntry& entry) {
    spec_.start_place = place_of(entry);
    double number = 0;
    if (!base::as_number(entry.value, number)) return fail("key", spec_.start_place, "'start' must be a number");
    spec_.start = number;
  }

  std::string file_;
  ChartSpec& spec_;
  base::Diagnostics& diagnostics_;
  bool good_ = true;
};

}  // namespace

std::span<const ChartKey> chart_keys() { return kKeys; }

bool read_spec(const base::YamlSource& source, ChartSpec& spec, base::Diagnostics& diagnostics) {
  spec = {};
  spec.place = {std::string(source.file), source.first_line, 0};
  base::YamlValue value;
  if (!base::parse_yaml(source, value, diagnostics)) return false;
  if (!value.is_map() && !value.is_null()) {
    diagnostics.report("chart", spec.place, "the chart is not a list of keys and values", "write one 'key: value' a line");
    return false;
  }
  return SpecReader(source.file, spec, diagnostics).read(value);
}

}  // namespace infographic
