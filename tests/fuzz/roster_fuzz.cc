// Any text as a list of people. Invariant: who is read has a name that may be kept, and is read again from a list of these names; what is
// refused has a line, a kind and words.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/csv.h"
#include "endpoint/classes/roster.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto people = classes::read_roster({reinterpret_cast<const char*>(data), size});
  if (!people) {
    require(people.error().line >= 0 && !people.error().kind.empty() && !people.error().what.empty());
    return 0;
  }
  require(!people->empty() && people->size() <= classes::kMostPeople);
  base::Table table{{"nama", "kelompok"}, {}, {}};
  for (const auto& [name, group] : *people) {
    require(!name.empty() && classes::checked_name(name) == name && classes::checked_name(group) == group);
    table.rows.push_back({name, group});
  }
  require(classes::read_roster(base::to_csv(table)) == *people);
  return 0;
}
