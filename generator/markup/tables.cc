// Tables: Markdown's, with caption and row headings, and from CSV. Each scrolls inside itself.
#include <cmark-gfm-core-extensions.h>

#include "base/csv.h"
#include "base/text.h"
#include "generator/infographic/cell.h"
#include "generator/markup/container.h"
#include "generator/markup/nodes.h"
#include "generator/markup/renderer.h"

namespace markup {
namespace {

std::string_view class_for(unsigned char alignment) {
  switch (alignment) {
    case 'l': return " class=\"left\"";
    case 'c': return " class=\"center\"";
    case 'r': return " class=\"right\"";
    default: return {};
  }
}

}  // namespace

// The region can be reached by keyboard, so it needs a name: the caption, or a number.
void Renderer::open_table(std::string_view caption) {
  ++tables_;
  line_start();
  raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label");
  if (caption.empty()) {
    raw("=\"");
    text(context_.texts("block_table"));
    raw(" " + std::to_string(tables_) + "\">\n<table>\n");
    return;
  }
  const auto id = anchor(std::string(context_.texts("block_table_id")) + "-" + std::to_string(tables_));
  raw("ledby=\"" + id + "\">\n<table>\n<caption id=\"" + id + "\">");
  text(caption);
  raw("</caption>\n");
}

void Renderer::close_table() { raw("</tbody>\n</table>\n</div>\n"); }

void Renderer::table(cmark_node* node, std::string_view caption, bool row_headers) {
  const auto* alignments = cmark_gfm_extensions_get_table_alignments(node);
  open_table(caption);
  for (cmark_node* row = node->first_child; row != nullptr; row = row->next) {
    const bool header = cmark_gfm_extensions_get_table_row_is_header(row) != 0;
    raw(header ? "<thead>\n<tr>\n" : "<tr>\n");
    std::size_t column = 0;
    for (cmark_node* cell = row->first_child; cell != nullptr; cell = cell->next, ++column) {
      const bool row_header = !header && row_headers && column == 0;
      const std::string_view scope = header ? " scope=\"col\"" : row_header ? " scope=\"row\"" : "";
      table_cell(cell, scope.empty() ? "td" : "th", scope, alignments == nullptr ? '\0' : alignments[column]);
    }
    raw(header ? "</tr>\n</thead>\n<tbody>\n" : "</tr>\n");
  }
  close_table();
}

void Renderer::table_cell(cmark_node* cell, std::string_view tag, std::string_view scope, unsigned char alignment) {
  raw("<");
  raw(tag);
  raw(scope);
  raw(class_for(alignment));
  raw(">");
  begin_prose();
  inlines(cell);
  end_prose(Prose::Kind::other);
  raw("</");
  raw(tag);
  raw(">\n");
}

void Renderer::table_container(cmark_node* node) {
  const auto& head = container_head(node);
  const auto* caption = head.find("caption");
  const auto* rows = head.find("rowheaders");
  const auto* csv = head.find("csv");
  const bool row_headers = rows != nullptr && (*rows == "yes" || *rows == "true");
  if (rows != nullptr && !row_headers && *rows != "no" && *rows != "false") {
    report("key", place(node), "'rowheaders' is '" + *rows + "'", "write yes or no");
  }
  cmark_node* inside = node->first_child;
  const bool one_table = inside != nullptr && inside->next == nullptr && inside->type == CMARK_NODE_TABLE;
  if (csv != nullptr && inside == nullptr) return csv_table(node, *csv, row_headers);
  if (csv == nullptr && one_table) return table(inside, caption == nullptr ? std::string_view{} : *caption, row_headers);
  report("container", place(node), "':::table' holds no single table", "write one Markdown table inside, or 'csv=file.csv'");
  blocks(node);
}

void Renderer::csv_table(cmark_node* node, const std::string& name, bool row_headers) {
  const auto* caption = container_head(node).find("caption");
  auto path = base::join_path(base::directory_of(context_.file), name);
  auto bytes = context_.read_file(path);
  if (!bytes && name.find('/') == name.npos) {  // beside the page, else among the site's data
    if (auto shared = context_.read_file("data/" + name)) {
      bytes = std::move(shared);
      path = "data/" + name;
    }
  }
  if (!bytes) return report("file", place(node), bytes.error().message);
  base::Table csv;
  if (!base::parse_csv(*bytes, path, 1, csv, diagnostics_)) return;
  open_table(caption == nullptr ? std::string_view{} : *caption);
  raw("<thead>\n<tr>\n");
  std::vector<bool> numeric(csv.header.size(), !csv.rows.empty());
  double number = 0;
  for (const auto& row : csv.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) numeric[i] = numeric[i] && (row[i].empty() || infographic::parse_cell(row[i], number));
  }
  const auto cell = [&](std::string_view value, std::size_t column, std::string_view scope) {
    raw(scope.empty() ? "<td" : "<th");
    raw(scope);
    raw(numeric[column] ? class_for('r') : "");
    raw(">");
    text(value);
    raw(scope.empty() ? "</td>\n" : "</th>\n");
  };
  for (std::size_t i = 0; i < csv.header.size(); ++i) cell(csv.header[i], i, " scope=\"col\"");
  raw("</tr>\n</thead>\n<tbody>\n");
  for (const auto& row : csv.rows) {
    raw("<tr>\n");
    for (std::size_t i = 0; i < row.size(); ++i) cell(row[i], i, row_headers && i == 0 ? " scope=\"row\"" : "");
    raw("</tr>\n");
  }
  close_table();
}

}  // namespace markup
