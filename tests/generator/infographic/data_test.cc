#include "generator/infographic/data.h"

#include <doctest/doctest.h>

#include "tests/generator/infographic/chart_fixture.h"

using infographic_test::chart_yaml;
using infographic_test::contains;
using infographic_test::Files;
using infographic_test::kWords;
using infographic_test::render;
using infographic_test::Rendered;

namespace {

using Messages = std::vector<std::string>;

Rendered render_file(std::string_view name, const Files& files) {
  return render("kind: bar\n" + std::string(kWords) + "data: " + std::string(name) + "\n", files);
}

constexpr const char* kCsv = "tahun,peserta\n2024,240\n";

}  // namespace

TEST_SUITE_BEGIN("infographic/data");

TEST_CASE("a file is looked for beside the page, then in data/, or from the root") {
  CHECK(render_file("a.csv", {{"stories/peserta/a.csv", kCsv}}).good);
  CHECK(render_file("a.csv", {{"data/a.csv", kCsv}}).good);
  CHECK(render_file("../a.csv", {{"stories/a.csv", kCsv}}).good);
  CHECK(render_file("/data/a.csv", {{"data/a.csv", kCsv}}).good);
  CHECK(contains(render_file("a.csv", {{"stories/peserta/a.csv", kCsv}, {"data/a.csv", "x,y\nz,999\n"}}).chart.csv, "240"));
}

TEST_CASE("a missing file is reported with the places tried") {
  CHECK(render_file("a.csv", {}).messages ==
        Messages{"file stories/peserta/index.md:14:7: error: no data file 'a.csv' (looked for 'stories/peserta/a.csv' and 'data/a.csv')"});
  CHECK(render_file("/a.csv", {}).messages ==
        Messages{"file stories/peserta/index.md:14:7: error: no data file '/a.csv' (looked for 'a.csv')"});
}

TEST_CASE("a path that leaves the site is refused") {
  CHECK(render_file("../../../etc/passwd", {}).messages ==
        Messages{"file stories/peserta/index.md:14:7: error: '../../../etc/passwd' leaves the site's folder "
                 "(put the file beside the page or in data/)"});
}

TEST_CASE("mistakes in a file are reported where they stand") {
  CHECK(render_file("a.csv", {{"data/a.csv", "a,b\n1,2\n3\n"}}).messages ==
        Messages{"csv data/a.csv:3: error: row has 1 cell, the heading has 2"});
  CHECK(render_file("a.csv", {{"data/a.csv", "a,b\nx,1\ny,Rp 14.000\n"}}).messages ==
        Messages{"chart data/a.csv:3: error: 'Rp 14.000' is not a number "
                 "(write digits, with a point before decimals: 1234.5; leave the cell empty for no figure)"});
}

TEST_CASE("mistakes in a block are reported on the page's own line") {
  CHECK(render(chart_yaml("bar", "a,b\nx,1\ny,dua\n")).messages ==
        Messages{"chart stories/peserta/index.md:17: error: 'dua' is not a number "
                 "(write digits, with a point before decimals: 1234.5; leave the cell empty for no figure)"});
  CHECK(render(chart_yaml("bar", "a,b\nx\n")).messages == Messages{"csv stories/peserta/index.md:16: error: row has 1 cell, the heading has 2"});
}

TEST_CASE("points that may stand between thousands are refused") {
  CHECK(render(chart_yaml("bar", "a;b\nx;1.234\ny;999\n")).messages ==
        Messages{"chart stories/peserta/index.md:16: error: '1.234' can be read in two ways "
                 "(write 1234 without points between thousands; if it has three decimals, say 'decimals: 3' in the chart)"});
  CHECK(render(chart_yaml("bar", "a,b\nx,-1.234.567\n")).messages ==
        Messages{"chart stories/peserta/index.md:16: error: '-1.234.567' is not a number (write -1234567 without points between thousands)"});
  CHECK(render(chart_yaml("table", "a,b\nx,1.234\n")).messages ==
        Messages{"chart stories/peserta/index.md:16: error: '1.234' can be read in two ways "
                 "(write 1234 without points between thousands; if it has three decimals, say 'decimals: 3' in the chart)"});
  CHECK(render(chart_yaml("bar", "a,b\nx,1.234\n", "decimals: 3\n")).good);
  CHECK(render(chart_yaml("bar", "a,b\nx,0.125\ny,1234.567\nz,1.2345\n")).good);
  CHECK(render(chart_yaml("table", "a,b\nx,1.234\ny,pukul 7\n")).good);
}

TEST_CASE("data without rows or figures are refused") {
  CHECK(render(chart_yaml("bar", "a,b\n")).messages ==
        Messages{"chart stories/peserta/index.md:14:1: error: the chart's data have no rows (write one row a line below the headings)"});
  CHECK(render(chart_yaml("bar", "a\nx\n")).messages ==
        Messages{"chart stories/peserta/index.md:14:1: error: the chart's data have no column of figures "
                 "(the first column holds labels, each further one figures)"});
  CHECK(render(chart_yaml("bar", "a,b\nx,9999999999999999\n")).messages ==
        Messages{"chart stories/peserta/index.md:16: error: '9999999999999999' is too large to draw"});
}

TEST_CASE("more than can be drawn is refused") {
  std::string rows = "a,b\n";
  for (int i = 0; i < 201; ++i) rows += "x,1\n";
  CHECK(render(chart_yaml("bar", rows)).messages ==
        Messages{"chart stories/peserta/index.md:14:1: error: the chart has 201 rows, at most 200 can be drawn (sum them up, or use 'kind: table')"});
  CHECK(render(chart_yaml("table", rows)).good);
  CHECK(render(chart_yaml("line", "a,1,2,3,4,5,6,7,8,9,10,11,12,13\nx,1,2,3,4,5,6,7,8,9,10,11,12,13\n")).messages ==
        Messages{"chart stories/peserta/index.md:14:1: error: the chart has 13 series, at most 12 can be drawn (leave some out, or use 'kind: table')"});
}

TEST_CASE("a highlight must name something") {
  CHECK(render(chart_yaml("bar", "a,b\nLangganan,1\n", "highlight: Langanan\n")).messages ==
        Messages{"chart stories/peserta/index.md:14:12: error: no row or series is called 'Langanan' (did you mean 'Langganan'?)"});
  CHECK(render(chart_yaml("line", "a,biaya\n1,1\n", "highlight: \"1\"\n")).messages ==
        Messages{"chart stories/peserta/index.md:14:12: error: no series is called '1'"});
}

TEST_CASE("sorting puts rows without a figure last and keeps equal ones in order") {
  using Cells = std::vector<std::string>;
  const auto labels = [](std::string_view sort) {
    infographic::ChartSpec spec;
    infographic::ChartData data;
    base::Diagnostics diagnostics;
    const std::string yaml = chart_yaml("bar", "a,b\nA,1\nB,\nC,3\nD,1\n", "sort: " + std::string(sort) + "\n");
    REQUIRE(infographic::read_spec({yaml, "a.md"}, spec, diagnostics));
    REQUIRE(infographic::load_table(spec, {}, data, diagnostics));
    REQUIRE(infographic::read_figures(spec, data, diagnostics));
    return data.labels;
  };
  CHECK(labels("none") == Cells{"A", "B", "C", "D"});
  CHECK(labels("ascending") == Cells{"A", "D", "C", "B"});
  CHECK(labels("descending") == Cells{"C", "A", "D", "B"});
}
