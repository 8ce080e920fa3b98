// The ids of one page: each stands once.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace markup {

class Anchors {
 public:
  // `wanted` when it is free, else "wanted-2", "wanted-3", …; an empty name becomes "x".
  std::string reserve(std::string_view wanted);
  bool taken(std::string_view id) const { return next_.contains(std::string(id)); }
  // Adds the values of all id attributes of ready-made HTML.
  void add_ids_of(std::string_view html);

  // As Document::anchors wants them.
  std::vector<std::uint64_t> sorted_hashes() const;

 private:
  std::unordered_map<std::string, int> next_;  // taken ids, and the number to try next behind each
};

}  // namespace markup
