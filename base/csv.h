// Tables of data: comma- or semicolon-separated values (RFC 4180, with UTF-8 and any line end).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"

namespace base {

// Every row has as many cells as the header. Cells are plain text, trimmed.
struct Table {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
  std::vector<int> lines;  // where each row starts, 1-based in the file it was read from
};

// What a table may not exceed.
struct CsvLimits {
  std::size_t rows = 10'000;
  std::size_t columns = 100;
};

// Reports check "csv" and returns false when the text is no table: no header, a row of another length (with both counts),
// an unclosed quote, a limit exceeded. `first_line` is the line of `file` on which `text` starts.
bool parse_csv(std::string_view text, std::string_view file, int first_line, Table& table,
               Diagnostics& diagnostics, const CsvLimits& limits = {});

// The table as RFC 4180 with commas and LF.
std::string to_csv(const Table& table);

}  // namespace base
