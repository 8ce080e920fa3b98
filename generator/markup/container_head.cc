#include "generator/markup/container_head.h"

#include <algorithm>

#include "base/text.h"
#include "generator/markup/container_table.h"

namespace markup {
namespace {

constexpr std::size_t kMinimumColons = 3;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

std::size_t count_colons(std::string_view line) { return std::min(line.find_first_not_of(':'), line.size()); }

// Reads one head from left to right.
class HeadReader {
 public:
  HeadReader(std::string_view line, ContainerHead& head, std::vector<Finding>& findings)
      : line_(line), head_(head), findings_(findings) {}

  void read() {
    at_ = count_colons(line_);
    skip_space();
    head_.name = std::string(word());
    check_name();
    while (skip_space(), at_ < line_.size()) attribute();
  }

 private:
  void skip_space() {
    while (at_ < line_.size() && is_space(line_[at_])) ++at_;
  }

  std::string_view word() {
    const auto start = at_;
    while (at_ < line_.size() && is_name_character(line_[at_])) ++at_;
    return line_.substr(start, at_ - start);
  }

  void attribute() {
    const auto start = at_;
    const std::string key(word());
    if (key.empty() || at_ == line_.size() || line_[at_] != '=') {
      while (at_ < line_.size() && !is_space(line_[at_])) ++at_;
      report("key", start, "'" + std::string(line_.substr(start, at_ - start)) + "' is no 'key=value'",
             "write values with spaces in double quotes");
      return;
    }
    ++at_;
    std::string value = at_ < line_.size() && line_[at_] == '"' ? quoted() : bare();
    check_key(key, start);
    if (head_.find(key) != nullptr) {
      report("key", start, "key '" + key + "' stands twice in ':::" + head_.name + "'", {});
      return;
    }
    head_.attributes.emplace_back(key, std::move(value));
    head_.columns.push_back(column_at(start));
  }

  std::string bare() {
    const auto start = at_;
    while (at_ < line_.size() && !is_space(line_[at_])) ++at_;
    return std::string(line_.substr(start, at_ - start));
  }

  // `\"` and `\\` stand for themselves.
  std::string quoted() {
    const auto start = at_++;
    std::string value;
    for (; at_ < line_.size() && line_[at_] != '"'; ++at_) {
      const bool escape = line_[at_] == '\\' && at_ + 1 < line_.size() && (line_[at_ + 1] == '"' || line_[at_ + 1] == '\\');
      if (escape) ++at_;
      value += line_[at_];
    }
    if (at_ == line_.size()) {
      report("key", start, "double quote is never closed", {});
      return std::string(base::trim(value));
    }
    ++at_;
    return value;
  }

  void check_name() {
    if (head_.name.empty()) {
      report("container", 0, "':::' is followed by no container's name", "write ':::name' or a ':::' on a line of its own");
    } else if (find_container(head_.name) == nullptr) {
      report("container", 0, "unknown container ':::" + head_.name + "'", base::did_you_mean(head_.name, container_names()));
    }
  }

  void check_key(std::string_view key, std::size_t start) {
    const auto* info = find_container(head_.name);
    if (info == nullptr || std::ranges::find(info->keys, key) != info->keys.end()) return;
    report("key", start, "unknown key '" + std::string(key) + "' in ':::" + head_.name + "'",
           base::did_you_mean(key, info->keys));
  }

  int column_at(std::size_t offset) { return head_.column + static_cast<int>(base::count_code_points(line_.substr(0, offset))); }

  void report(std::string_view check, std::size_t offset, std::string message, std::string hint) {
    if (findings_.size() > static_cast<std::size_t>(kMostFindings)) return;
    findings_.push_back({check, head_.line, column_at(offset), std::move(message), std::move(hint)});
  }

  std::string_view line_;
  std::size_t at_ = 0;
  ContainerHead& head_;
  std::vector<Finding>& findings_;
};

}  // namespace

bool is_fence(std::string_view line) { return count_colons(line) >= kMinimumColons; }

bool is_bare_fence(std::string_view line) {
  const auto colons = count_colons(line);
  return colons >= kMinimumColons && std::ranges::all_of(line.substr(colons), is_space);
}

void read_head(std::string_view line, ContainerHead& head, std::vector<Finding>& findings) {
  while (!line.empty() && is_space(line.back())) line.remove_suffix(1);
  HeadReader(line, head, findings).read();
}

}  // namespace markup
