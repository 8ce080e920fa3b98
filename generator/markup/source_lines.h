// Turns cmark's lines and byte columns into places of the author's file.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace markup {

// Borrows the text. The table of lines is made at the first question: most pages have no mistake.
class SourceLines {
 public:
  explicit SourceLines(std::string_view text) : text_(text) {}

  // The text of a 1-based line without its line end; empty beyond the end.
  std::string_view line(int number);
  // The 1-based column in code points of a 1-based column in bytes; 0 stays 0.
  int column(int number, int byte_column);

 private:
  std::string_view text_;
  std::vector<std::size_t> starts_;
  // Where column() stopped: questions come in order, and a line may be long.
  int last_line_ = 0;
  std::size_t last_bytes_ = 0;
  int last_column_ = 1;
};

}  // namespace markup
