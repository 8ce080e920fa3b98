// Lists of people whom a facilitator brings into a class: CSV, one a line, name and perhaps group.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace classes {

struct Person {
  std::string name;   // as the class will call them; asked for nothing else
  std::string group;  // or ""
  bool operator==(const Person&) const = default;
};

inline constexpr std::size_t kMostPeople = 200;  // a list: each new code costs a fifth of a second at most
inline constexpr std::size_t kLongestName = 60;  // code points

// What is wrong with a list, and how to cure it.
struct RosterProblem {
  int line = 1;
  std::string kind;  // for pages that say it in their own words: "table", "columns", "missing", "long", "control", "utf8", "many", "empty"
  std::string what;  // "a name is missing (write one, or delete the line)"
};

// A first line of headings ("nama,kelompok" or "name,group") may be there and says where each stands; without one the name comes first.
// Other columns are refused: what is not asked for is not taken in.
tl::expected<std::vector<Person>, RosterProblem> read_roster(std::string_view text);

// A name or a group as it may be kept: trimmed, of printable characters. The problem's line is 1.
tl::expected<std::string, RosterProblem> checked_name(std::string_view name);

}  // namespace classes
