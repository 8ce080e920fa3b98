// A ```chart block: YAML and data → a figure with SVG, headline, description, source, table and CSV.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "base/result.h"
#include "generator/content/texts.h"

namespace infographic {

// What a chart is drawn with. Everything is borrowed for the call.
struct ChartContext {
  std::string_view file;      // the page's file, relative to the site's root
  int first_line = 1;         // the line on which the block's YAML starts
  std::string_view language;
  const content::Texts& texts;
  const std::function<base::Result<std::string>(const std::string& path)>& read_file;
  std::string_view id;        // unique on the page: "grafik-1"; prefix of every id inside
};

struct RenderedChart {
  std::string html;      // a <figure class="chart …">; links to `csv_name` beside the page
  std::string csv_name;  // "grafik-1.csv"
  std::string csv;
};

// Reports check "chart", "csv", "yaml", "file" or "key" and returns false when the chart cannot be drawn. Thread-safe.
bool render_chart(std::string_view yaml, const ChartContext& context, RenderedChart& chart, base::Diagnostics& diagnostics);

}  // namespace infographic
