// Fenced code: coloured, or read as a formula or a chart.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "generator/infographic/chart.h"
#include "generator/markup/nodes.h"
#include "generator/markup/renderer.h"

namespace markup {
namespace {

constexpr std::array<std::string_view, 5> kPlain = {"", "csv", "plain", "text", "txt"};

constexpr int kMostBadFormulas = 20;  // each costs a run of a program

std::string_view language_of(const cmark_node* block) {
  const auto info = view(block->as.code.info);
  return info.substr(0, info.find_first_of(" \t\n"));
}

}  // namespace

void Renderer::code_block(cmark_node* node) {
  const auto language = language_of(node);
  if (language == "chart") return chart(node);
  if (language == "math") return formula(node, base::trim(view(node->as.code.literal)), true);
  line_start();
  raw("<pre class=\"code\" tabindex=\"0\"><code");
  if (!language.empty()) {
    raw(" class=\"language-");
    text(language);
    raw("\"");
  }
  raw(">");
  if (std::ranges::find(kPlain, language) != kPlain.end()) {
    text(view(node->as.code.literal));
  } else {
    highlighted(node, language);
  }
  raw("</code></pre>\n");
}

void Renderer::highlighted(cmark_node* node, std::string_view language) {
  const auto code = view(node->as.code.literal);
  const auto html = context_.typesetter.highlight(language, code);
  if (html && !html->empty()) return raw(*html);
  if (!html) {
    report("code-language", place(node), "code cannot be coloured: " + html.error().message);
  } else if (!code.empty()) {
    report("code-language", place(node), "code in '" + std::string(language) + "' cannot be coloured",
           "write 'text' for none");
  }
  text(code);
}

void Renderer::formula(cmark_node* node, std::string_view tex, bool display) {
  if (display) {
    line_start();
    raw("<div class=\"formula\" tabindex=\"0\">");
  }
  const bool passed_over = bad_formulas_ >= kMostBadFormulas;
  const auto math = passed_over ? std::string() : context_.typesetter.formula(tex, display);
  if (math && !passed_over) {
    raw(*math);
  } else {
    if (++bad_formulas_ <= kMostBadFormulas) {
      report("formula", place(node), "formula cannot be set: " + math.error().message);
    } else if (bad_formulas_ == kMostBadFormulas + 1) {
      report("formula", place(node), "from this formula on none is checked: " + std::to_string(kMostBadFormulas) + " above it are wrong",
             "mend those first");
    }
    raw("<code>");
    text(tex);
    raw("</code>");
  }
  if (display) raw("</div>\n");
}

void Renderer::chart(cmark_node* node) {
  const std::string id = anchor(std::string(context_.texts("block_chart_id")) + "-" + std::to_string(++document_.charts));
  const infographic::ChartContext chart_context{context_.file,  context_.first_line + node->start_line,
                                                context_.language, context_.texts, context_.read_file, id};
  infographic::RenderedChart chart;
  if (!infographic::render_chart(view(node->as.code.literal), chart_context, chart, diagnostics_)) return;
  line_start();
  raw(chart.html);
  line_start();
  anchors_.add_ids_of(chart.html);
  if (!chart.csv_name.empty()) document_.files.push_back({std::move(chart.csv_name), std::move(chart.csv)});
}

}  // namespace markup
