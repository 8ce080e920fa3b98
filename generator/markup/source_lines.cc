#include "generator/markup/source_lines.h"

#include <algorithm>

#include "base/text.h"

namespace markup {

std::string_view SourceLines::line(int number) {
  if (starts_.empty()) {
    starts_.push_back(0);
    for (auto end = text_.find('\n'); end != text_.npos; end = text_.find('\n', end + 1)) starts_.push_back(end + 1);
  }
  if (number < 1 || static_cast<std::size_t>(number) > starts_.size()) return {};
  const auto start = starts_[static_cast<std::size_t>(number) - 1];
  const auto index = static_cast<std::size_t>(number);
  const auto end = index < starts_.size() ? starts_[index] - 1 : text_.size();
  return text_.substr(start, end - start);
}

int SourceLines::column(int number, int byte_column) {
  if (byte_column <= 1) return byte_column;
  const auto text = line(number);
  const auto bytes = std::min(static_cast<std::size_t>(byte_column) - 1, text.size());
  if (number != last_line_ || bytes < last_bytes_) {
    last_line_ = number;
    last_bytes_ = 0;
    last_column_ = 1;
  }
  last_column_ += static_cast<int>(base::count_code_points(text.substr(last_bytes_, bytes - last_bytes_)));
  last_bytes_ = bytes;
  return last_column_;
}

}  // namespace markup
