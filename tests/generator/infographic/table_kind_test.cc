#include "generator/infographic/data_table.h"

#include <doctest/doctest.h>

#include "tests/generator/infographic/chart_fixture.h"
#include "tests/generator/infographic/html_check.h"

using infographic_test::body_cells;
using infographic_test::chart_yaml;
using infographic_test::contains;
using infographic_test::english;
using infographic_test::render;

namespace {

using Cells = std::vector<std::string>;

}  // namespace

TEST_SUITE_BEGIN("infographic/table_kind");

TEST_CASE("figures are written by language, with each column's own decimals") {
  const std::string yaml = chart_yaml("table", "Tanaman,Panen,Harga,Catatan\nTomat,25.5,7000,hama\nKangkung,20,6000,\n");
  CHECK(body_cells(render(yaml).chart.html) == Cells{"Tomat", "25,5", "7.000", "hama", "Kangkung", "20,0", "6.000", "–"});
  CHECK(body_cells(render(yaml, {}, english()).chart.html) == Cells{"Tomat", "25.5", "7,000", "hama", "Kangkung", "20.0", "6,000", "–"});
}

TEST_CASE("years keep their digits together") {
  CHECK(body_cells(render(chart_yaml("table", "Desa,Berdiri\nA,1998\nB,2004\n")).chart.html) == Cells{"A", "1998", "B", "2004"});
}

TEST_CASE("a table is the chart itself, with no picture and no second copy") {
  const std::string html = render(chart_yaml("table", "Tanaman,Panen\nTomat,25\n", "highlight: Tomat\n")).chart.html;
  CHECK_FALSE(contains(html, "<svg"));
  CHECK_FALSE(contains(html, "<details"));
  CHECK(infographic_test::count_of(html, "<table>") == 1);
  CHECK(contains(html, "<tr class=\"highlight\"><th scope=\"row\">Tomat</th><td class=\"number\">25</td></tr>"));
}

TEST_CASE("a table may be sorted, and its highlight must name a row") {
  CHECK(body_cells(render(chart_yaml("table", "a,b\nA,1\nB,3\nC,\n", "sort: descending\n")).chart.html) == Cells{"B", "3", "A", "1", "C", "–"});
  CHECK(render(chart_yaml("table", "a,b\nTomat,1\n", "highlight: Tomas\n")).messages ==
        std::vector<std::string>{"chart stories/peserta/index.md:14:12: error: no row is called 'Tomas' (did you mean 'Tomat'?)"});
}

TEST_CASE("every figure of a drawn chart stands in its table, in the order drawn") {
  const std::string html = render(chart_yaml("bar", "a,x,y\nA,1,2.5\nB,,4\n", "sort: descending\n")).chart.html;
  CHECK(body_cells(html) == Cells{"A", "1,0", "2,5", "B", "–", "4,0"});
}
