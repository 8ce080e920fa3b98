#include "base/csv.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"

namespace base {
namespace {

constexpr std::size_t kMaxMistakes = 20;  // a table of the wrong shape would otherwise repeat itself a thousand times
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

enum class LineEnd { none, reached };

// Reads records from valid UTF-8, one at a time.
class Reader {
 public:
  Reader(std::string_view text, int first_line) : text_(text), line_(first_line), separator_(sniff()) {}

  struct Mistake {
    int line = 0;
    std::string_view message;
    std::string_view hint;
  };

  bool at_end() const { return at_ >= text_.size(); }
  int line() const { return line_; }

  // Fills `cells` with the next record; a blank line gives none. False, with `mistake` set, when a quote is at fault.
  bool read_record(std::vector<std::string>& cells, Mistake& mistake) {
    cells.clear();
    if (skip_blank_line()) return true;
    for (;;) {
      std::string cell;
      if (!read_cell(cell, mistake)) return false;
      cells.push_back(std::move(cell));
      if (finish_cell() == LineEnd::reached) return true;
    }
  }

 private:
  // The separator that occurs more often in the first record, outside quotes; a comma when neither does.
  char sniff() const {
    std::size_t commas = 0;
    std::size_t semicolons = 0;
    bool quoted = false;
    for (const char c : text_) {
      if (c == '"') quoted = !quoted;
      if (quoted) continue;
      if (is_line_end(c) && commas + semicolons > 0) break;
      commas += c == ',';
      semicolons += c == ';';
    }
    return semicolons > commas ? ';' : ',';
  }

  static bool is_line_end(char c) { return c == '\n' || c == '\r'; }
  static bool is_blank(char c) { return c == ' ' || c == '\t'; }

  void skip_spaces() {
    while (!at_end() && is_blank(text_[at_])) ++at_;
  }

  // Moves behind CR, LF or CRLF.
  void skip_line_end() {
    at_ += text_.substr(at_, 2) == "\r\n" ? 2 : 1;
    ++line_;
  }

  bool skip_blank_line() {
    const std::size_t start = at_;
    skip_spaces();
    if (at_end()) return true;
    if (is_line_end(text_[at_])) {
      skip_line_end();
      return true;
    }
    at_ = start;
    return false;
  }

  LineEnd finish_cell() {
    if (at_end()) return LineEnd::reached;
    if (text_[at_] == separator_) {
      ++at_;
      return LineEnd::none;
    }
    skip_line_end();
    return LineEnd::reached;
  }

  bool read_cell(std::string& cell, Mistake& mistake) {
    skip_spaces();
    if (!at_end() && text_[at_] == '"') return read_quoted(cell, mistake);
    const std::size_t start = at_;
    while (!at_end() && text_[at_] != separator_ && !is_line_end(text_[at_])) ++at_;
    cell = trim(text_.substr(start, at_ - start));
    return true;
  }

  bool read_quoted(std::string& cell, Mistake& mistake) {
    const int opened = line_;
    ++at_;
    while (!at_end() && !closes_quote()) append_quoted(cell);
    if (at_end()) {
      mistake = {opened, "a quote is opened and never closed", "write \" at the end of the cell; a \" inside it is written \"\""};
      return false;
    }
    ++at_;
    skip_spaces();
    if (!at_end() && text_[at_] != separator_ && !is_line_end(text_[at_])) {
      mistake = {line_, "text follows a closing quote", "a \" inside a quoted cell is written \"\""};
      return false;
    }
    cell = trim(cell);
    return true;
  }

  bool closes_quote() const { return text_[at_] == '"' && text_.substr(at_, 2) != "\"\""; }

  void append_quoted(std::string& cell) {
    if (is_line_end(text_[at_])) {
      cell += '\n';
      skip_line_end();
      return;
    }
    cell += text_[at_];
    at_ += text_[at_] == '"' ? 2 : 1;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int line_;
  char separator_;
};

// The offset of a control character that no table holds, or npos.
std::size_t find_control(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F) return i;
  }
  return std::string_view::npos;
}

// Puts the records of one text into a table, reporting as it goes.
class Builder {
 public:
  Builder(std::string_view file, const CsvLimits& limits, Table& table, Diagnostics& diagnostics)
      : file_(file), limits_(limits), table_(table), diagnostics_(diagnostics) {}

  // False when reading on makes no sense.
  bool add(std::vector<std::string>& cells, int line) {
    if (cells.empty()) return true;
    return table_.header.empty() ? set_header(cells, line) : add_row(cells, line);
  }

  void fail(int line, std::string message, std::string hint = {}) {
    diagnostics_.report("csv", {file_, line, 0}, std::move(message), std::move(hint));
    ++mistakes_;
  }

  bool good() const { return mistakes_ == 0; }

 private:
  bool set_header(std::vector<std::string>& cells, int line) {
    if (cells.size() > limits_.columns) {
      fail(line, fmt::format("the table has {} columns, more than {}", cells.size(), limits_.columns));
      return false;
    }
    bool named = false;
    for (const std::string& cell : cells) named = named || !cell.empty();
    if (!named) fail(line, "the heading row is empty", "write what each column holds in the first row");
    table_.header.swap(cells);
    return named;
  }

  bool add_row(std::vector<std::string>& cells, int line) {
    if (cells.size() != table_.header.size()) {
      const char* noun = cells.size() == 1 ? "cell" : "cells";
      fail(line, fmt::format("row has {} {}, the heading has {}", cells.size(), noun, table_.header.size()),
           cells.size() > table_.header.size() ? "put a cell that holds a comma in double quotes" : "");
      return mistakes_ < kMaxMistakes;
    }
    if (table_.rows.size() == limits_.rows) {
      fail(line, fmt::format("the table has more than {} rows", limits_.rows));
      return false;
    }
    table_.rows.emplace_back().swap(cells);
    table_.lines.push_back(line);
    return true;
  }

  std::string file_;
  CsvLimits limits_;
  Table& table_;
  Diagnostics& diagnostics_;
  std::size_t mistakes_ = 0;
};

// True when every byte may stand in a table; else reports the first that may not.
bool check_text(std::string_view text, int first_line, Builder& builder) {
  std::size_t offset = find_invalid_utf8(text);
  const bool invalid = offset != std::string_view::npos;
  if (!invalid) offset = find_control(text);
  if (offset == std::string_view::npos) return true;
  const int line = first_line + line_column(text.substr(0, offset), offset).line - 1;
  if (invalid) builder.fail(line, "the table is not valid UTF-8", "save it as 'CSV UTF-8'");
  else builder.fail(line, "the table has a control character");
  return false;
}

// A byte order mark would be dropped at the start of a file.
bool needs_quotes(std::string_view cell) {
  return cell.find_first_of(",;\"\n\r") != std::string_view::npos || cell.starts_with(kByteOrderMark);
}

void append_row(std::string& out, const std::vector<std::string>& cells) {
  const bool lone_blank = cells.size() == 1 && cells[0].empty();  // would be read back as a blank line
  if (lone_blank) out += "\"\"";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out += ',';
    if (!needs_quotes(cells[i])) {
      out += cells[i];
      continue;
    }
    out += '"';
    for (const char c : cells[i]) {
      out += c;
      if (c == '"') out += '"';
    }
    out += '"';
  }
  out += '\n';
}

}  // namespace

bool parse_csv(std::string_view text, std::string_view file, int first_line, Table& table,
               Diagnostics& diagnostics, const CsvLimits& limits) {
  table = {};
  if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark) text.remove_prefix(kByteOrderMark.size());
  Builder builder(file, limits, table, diagnostics);
  if (!check_text(text, first_line, builder)) return false;

  Reader reader(text, first_line);
  std::vector<std::string> cells;
  Reader::Mistake mistake;
  while (!reader.at_end()) {
    const int line = reader.line();
    if (!reader.read_record(cells, mistake)) {
      builder.fail(mistake.line, std::string(mistake.message), std::string(mistake.hint));
      return false;
    }
    if (!builder.add(cells, line)) return false;
  }
  if (table.header.empty()) builder.fail(first_line, "the table is empty", "write a heading row, then one row a line");
  return builder.good();
}

std::string to_csv(const Table& table) {
  std::string out;
  append_row(out, table.header);
  for (const std::vector<std::string>& row : table.rows) append_row(out, row);
  return out;
}

}  // namespace base
