#include "generator/markup/anchors.h"

#include <algorithm>

#include "generator/markup/document.h"

namespace markup {

std::string Anchors::reserve(std::string_view wanted) {
  std::string id(wanted.empty() ? "x" : wanted);
  if (next_.try_emplace(id, 2).second) return id;
  int& number = next_.find(id)->second;
  std::string numbered;
  do {
    numbered = id + "-" + std::to_string(number++);
  } while (next_.contains(numbered));
  next_.emplace(numbered, 2);
  return numbered;
}

void Anchors::add_ids_of(std::string_view html) {
  constexpr std::string_view kStart = " id=\"";
  for (auto at = html.find(kStart); at != html.npos; at = html.find(kStart, at)) {
    at += kStart.size();
    const auto end = html.find('"', at);
    if (end == html.npos) return;
    next_.try_emplace(std::string(html.substr(at, end - at)), 2);
  }
}

std::vector<std::uint64_t> Anchors::sorted_hashes() const {
  std::vector<std::uint64_t> hashes;
  hashes.reserve(next_.size());
  for (const auto& [id, number] : next_) hashes.push_back(anchor_hash(id));
  std::ranges::sort(hashes);
  return hashes;
}

}  // namespace markup
