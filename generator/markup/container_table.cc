#include "generator/markup/container_table.h"

#include <algorithm>
#include <array>

namespace markup {
namespace {

using Name = std::string_view;

constexpr std::array<Name, 1> kDetails{"summary"};
constexpr std::array<Name, 1> kTitled{"title"};
constexpr std::array<Name, 3> kTable{"caption", "rowheaders", "csv"};
constexpr std::array<Name, 2> kQuote{"by", "role"};
constexpr std::array<Name, 6> kQuiz{"id", "aliases", "pass", "attempts", "draw", "title"};
constexpr std::array<Name, 8> kQuestion{"id", "aliases", "type", "answer", "tolerance", "unit", "points", "hint"};
constexpr std::span<const Name> kNone;

constexpr std::array kContainers = {
    ContainerInfo{"details", kDetails, "a part that unfolds"},
    ContainerInfo{"example", kTitled, "a worked example"},
    ContainerInfo{"exercise", kTitled, "something to do now"},
    ContainerInfo{"table", kTable, "a table with caption, row headings, or contents from a CSV file"},
    ContainerInfo{"facts", kNone, "big numbers side by side"},
    ContainerInfo{"quote", kQuote, "a pulled quotation"},
    ContainerInfo{"cta", kNone, "a call to act with one link as a button"},
    ContainerInfo{"quiz", kQuiz, "a quiz"},
    ContainerInfo{"question", kQuestion, "a question"},
    ContainerInfo{"right", kNone, "what is said after a right answer"},
    ContainerInfo{"wrong", kNone, "what is said after a wrong answer"},
};

constexpr auto kNames = [] {
  std::array<Name, kContainers.size()> names;
  for (std::size_t i = 0; i < names.size(); ++i) names[i] = kContainers[i].name;
  return names;
}();

}  // namespace

std::span<const ContainerInfo> container_table() { return kContainers; }

const ContainerInfo* find_container(std::string_view name) {
  const auto* found = std::ranges::find(kContainers, name, &ContainerInfo::name);
  return found == kContainers.end() ? nullptr : found;
}

std::span<const std::string_view> container_names() { return kNames; }

}  // namespace markup
