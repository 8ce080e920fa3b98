#include "base/csv.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using base::Table;

namespace {

using Rows = std::vector<std::vector<std::string>>;

struct Parsed {
  bool good = false;
  Table table;
  std::vector<std::string> messages;
};

Parsed parse(std::string_view text, const base::CsvLimits& limits = {}) {
  Parsed parsed;
  base::Diagnostics diagnostics;
  parsed.good = base::parse_csv(text, "data/a.csv", 1, parsed.table, diagnostics, limits);
  for (const base::Diagnostic& one : diagnostics.all()) {
    CHECK(one.check == "csv");
    parsed.messages.push_back(base::to_text(one));
  }
  return parsed;
}

}  // namespace

TEST_SUITE_BEGIN("base/csv");

TEST_CASE("a table has a heading row and rows with their lines") {
  const Parsed parsed = parse("tahun,peserta\n2024, 240 \n\n2025,310");
  CHECK(parsed.good);
  CHECK(parsed.table.header == std::vector<std::string>{"tahun", "peserta"});
  CHECK(parsed.table.rows == Rows{{"2024", "240"}, {"2025", "310"}});
  CHECK(parsed.table.lines == std::vector<int>{2, 4});
}

TEST_CASE("the heading row tells whether cells are separated by commas or semicolons") {
  CHECK(parse("a;b\n1,5;2").table.rows == Rows{{"1,5", "2"}});
  CHECK(parse("\"a;b;c\",d\n1;2,3").table.rows == Rows{{"1;2", "3"}});
  CHECK(parse("a\n1").table.rows == Rows{{"1"}});
}

TEST_CASE("quoted cells may hold separators, quotes and line ends") {
  const Parsed parsed = parse("a,b\n\"satu, dua\", \"kata \"\"hai\"\"\"\n\"dua\r\nbaris\",x\ny,z");
  CHECK(parsed.good);
  CHECK(parsed.table.rows == Rows{{"satu, dua", "kata \"hai\""}, {"dua\nbaris", "x"}, {"y", "z"}});
  CHECK(parsed.table.lines == std::vector<int>{2, 3, 5});
}

TEST_CASE("a byte order mark and every kind of line end are read") {
  CHECK(parse("\xEF\xBB\xBF"
              "a,b\r\n1,2\r3,4\n").table.rows == Rows{{"1", "2"}, {"3", "4"}});
}

TEST_CASE("a quote within an unquoted cell is itself") { CHECK(parse("ukuran\npipa 5\"").table.rows == Rows{{"pipa 5\""}}); }

TEST_CASE("rows of another length are all reported with both counts") {
  const Parsed parsed = parse("a,b,c,d\n1,2,3\n1,2,3,4\n5\n1,2,3,4,5\n");
  CHECK_FALSE(parsed.good);
  CHECK(parsed.messages == std::vector<std::string>{
                               "data/a.csv:2: error: row has 3 cells, the heading has 4",
                               "data/a.csv:4: error: row has 1 cell, the heading has 4",
                               "data/a.csv:5: error: row has 5 cells, the heading has 4 (put a cell that holds a comma in double quotes)"});
}

TEST_CASE("a table of the wrong shape is not reported for ever") {
  std::string text = "a,b\n";
  for (int i = 0; i < 1000; ++i) text += "1\n";
  CHECK(parse(text).messages.size() == 20);
}

TEST_CASE("what is no table is refused with a cure") {
  CHECK(parse("").messages == std::vector<std::string>{"data/a.csv:1: error: the table is empty (write a heading row, then one row a line)"});
  CHECK(parse(" \n\n").messages == std::vector<std::string>{"data/a.csv:1: error: the table is empty (write a heading row, then one row a line)"});
  CHECK(parse(",,\n1,2,3").messages ==
        std::vector<std::string>{"data/a.csv:1: error: the heading row is empty (write what each column holds in the first row)"});
  CHECK(parse("a,b\n\n\"x,2\n").messages ==
        std::vector<std::string>{"data/a.csv:3: error: a quote is opened and never closed (write \" at the end of the cell; a \" inside it is written \"\")"});
  CHECK(parse("a,b\n\"x\"y,2\n").messages ==
        std::vector<std::string>{"data/a.csv:2: error: text follows a closing quote (a \" inside a quoted cell is written \"\")"});
  CHECK(parse("a,b\n1,\xFF\n").messages ==
        std::vector<std::string>{"data/a.csv:2: error: the table is not valid UTF-8 (save it as 'CSV UTF-8')"});
  CHECK(parse(std::string_view("a,b\n1,\0\n", 8)).messages == std::vector<std::string>{"data/a.csv:2: error: the table has a control character"});
}

TEST_CASE("limits hold") {
  CHECK(parse("a\n1\n2\n3\n", {.rows = 2, .columns = 5}).messages == std::vector<std::string>{"data/a.csv:4: error: the table has more than 2 rows"});
  CHECK(parse("a,b,c\n", {.rows = 2, .columns = 2}).messages == std::vector<std::string>{"data/a.csv:1: error: the table has 3 columns, more than 2"});
}

TEST_CASE("what is written is read back") {
  for (const std::string_view text : {"a,b\n1,2\n", "a\n\"\"\nx\n", "\"a;b\",\"c,d\"\n\"x\ny\",\"say \"\"hi\"\"\"\n", "\"a;b;c\"\n1\n",
                                      "\xEF\xBB\xBF\xEF\xBB\xBF" "a\n1\n"}) {
    const Parsed first = parse(text);
    REQUIRE(first.good);
    const Parsed second = parse(base::to_csv(first.table));
    CHECK(second.table.header == first.table.header);
    CHECK(second.table.rows == first.table.rows);
  }
}
