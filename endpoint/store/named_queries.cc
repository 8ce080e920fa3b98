#include "endpoint/store/named_queries.h"

namespace store {

NamedQueries read_named_queries(std::string_view text) {
  constexpr std::string_view kMark = "-- name: ";
  NamedQueries queries;
  for (auto at = text.find(kMark); at != std::string_view::npos;) {
    const auto line_end = text.find('\n', at);
    const auto next = text.find(kMark, line_end);
    queries.emplace(text.substr(at + kMark.size(), line_end - at - kMark.size()), text.substr(line_end + 1, next - line_end - 1));
    at = next;
  }
  return queries;
}

}  // namespace store
