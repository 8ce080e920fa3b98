// Charts for tests: rendered with the theme's own texts and files kept in memory.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"
#include "base/yaml.h"
#include "generator/content/texts.h"
#include "generator/infographic/chart.h"
#include "generator/infographic/kinds.h"

namespace infographic_test {

// The theme's interface texts; tests run in the source folder.
inline content::Texts theme_texts(const std::string& language) {
  const std::string path = "themes/sanggar/i18n/" + language + ".yaml";
  const auto text = base::real_file_system().read(path);
  base::YamlValue value;
  base::Diagnostics diagnostics;
  if (text) base::parse_yaml({*text, path}, value, diagnostics);
  std::map<std::string, std::string, std::less<>> texts;
  for (const base::YamlEntry& entry : value.entries) texts[entry.key] = entry.value.text;
  return {language, std::move(texts)};
}

inline const content::Texts& indonesian() {
  static const content::Texts texts = theme_texts("id");
  return texts;
}

inline const content::Texts& english() {
  static const content::Texts texts = theme_texts("en");
  return texts;
}

struct Rendered {
  bool good = false;
  infographic::RenderedChart chart;
  std::vector<std::string> messages;  // as `sanggar` prints them
};

using Files = std::map<std::string, std::string>;

// A chart on line 10 of stories/peserta/index.md.
inline Rendered render(std::string_view yaml, const Files& files = {}, const content::Texts& texts = indonesian()) {
  const std::function<base::Result<std::string>(const std::string&)> read_file = [&](const std::string& path) -> base::Result<std::string> {
    const auto file = files.find(path);
    if (file == files.end()) return base::fail("cannot read '" + path + "': no such file");
    return file->second;
  };
  Rendered rendered;
  base::Diagnostics diagnostics;
  const infographic::ChartContext context{"stories/peserta/index.md", 10, texts.language(), texts, read_file, "grafik-1"};
  rendered.good = infographic::render_chart(yaml, context, rendered.chart, diagnostics);
  for (const base::Diagnostic& diagnostic : diagnostics.all()) rendered.messages.push_back(diagnostic.check + " " + base::to_text(diagnostic));
  return rendered;
}

// Everything a chart must have but kind and data.
inline constexpr std::string_view kWords =
    "headline: Peserta naik\n"
    "description: Dari 120 menjadi 310 orang.\n"
    "source: Dinas Koperasi (data contoh)\n";

inline std::string chart_yaml(std::string_view kind, std::string_view rows, std::string_view more = {}) {
  std::string yaml = "kind: " + std::string(kind) + "\n" + std::string(kWords) + std::string(more) + "data: |\n";
  for (std::size_t at = 0; at < rows.size();) {
    const std::size_t end = rows.find('\n', at);
    yaml += "  " + std::string(rows.substr(at, end - at)) + "\n";
    at = end == std::string_view::npos ? rows.size() : end + 1;
  }
  return yaml;
}

// The picture of a chart, without the HTML around it.
inline infographic::Scene draw(std::string_view yaml, infographic::Screen screen) {
  infographic::ChartSpec spec;
  infographic::ChartData data;
  base::Diagnostics diagnostics;
  const infographic::ReadFile no_files = [](const std::string& path) { return base::fail(path); };
  if (!infographic::read_spec({yaml, "a.md"}, spec, diagnostics) || !infographic::load_table(spec, no_files, data, diagnostics) ||
      !infographic::read_figures(spec, data, diagnostics)) {
    return {};
  }
  const infographic::Numbers numbers(indonesian(), spec.unit.text, data.decimals);
  return infographic::find_chart_kind(spec.kind.text)->draw({spec, data, numbers, *infographic::text_measure()}, screen);
}

inline bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

}  // namespace infographic_test
