#include "endpoint/classes/roster.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace {

// "Siti/A Budi/" or what is wrong.
std::string people(std::string_view text) {
  const auto read = classes::read_roster(text);
  if (!read) return fmt::format("line {}: {}: {}", read.error().line, read.error().kind, read.error().what);
  std::string all;
  for (const auto& [name, group] : *read) all += fmt::format("{}{}/{}", all.empty() ? "" : " ", name, group);
  return all;
}

}  // namespace

TEST_SUITE("classes/roster") {
  TEST_CASE("one name a line, perhaps with a group, with headings in any order or none") {
    CHECK(people("Siti\nBudi\n") == "Siti/ Budi/");
    CHECK(people("nama\nSiti\n\nBudi") == "Siti/ Budi/");
    CHECK(people("Siti,A\nBudi,\n") == "Siti/A Budi/");
    CHECK(people("\xEF\xBB\xBFKelompok;Nama\r\nA;Siti\r\nB;Budi\r\n") == "Siti/A Budi/B");
    CHECK(people("Name,Group\n\"Siti, Bu\",A") == "Siti, Bu/A");
  }

  TEST_CASE("what is not asked for, and what cannot be kept, is refused with line and cure") {
    CHECK(people("nama,nik\nSiti,3201") == "line 1: columns: only the columns nama and kelompok are taken in (delete the others)");
    CHECK(people("Siti,A,0812\n") == "line 1: columns: there are 3 columns (write name and group alone)");
    CHECK(people("nama,kelompok\nSiti,A\n,B\n") == "line 3: missing: a name is missing (write one, or delete the line)");
    CHECK(people("nama,kelompok\nSiti\n") == "line 2: table: row has 1 cell, the heading has 2");
    CHECK(people("nama\n\"Si\nti\"\n") == "line 2: control: a name has a line break or a control character (delete it)");
    CHECK(people("nama\n" + std::string(61, 'a')) == "line 2: long: a name is longer than 60 letters (shorten it)");
    for (const auto* nobody : {"nama\n", "", " \n"}) CHECK(people(nobody) == "line 1: empty: there is nobody in the list (write one name a line)");
    CHECK(people("nama\nS\xFFti\n") == "line 2: table: the table is not valid UTF-8 (save it as 'CSV UTF-8')");
    std::string many = "nama\n";
    for (int i = 0; i < 201; ++i) many += "Siti\n";
    CHECK(people(many) == "line 202: many: the list has more than 200 names (divide it)");
  }
}
