#include "generator/infographic/chart.h"

#include <doctest/doctest.h>

#include "base/parallel_for.h"
#include "tests/generator/infographic/chart_fixture.h"
#include "tests/generator/infographic/html_check.h"

using infographic_test::chart_yaml;
using infographic_test::contains;
using infographic_test::count_of;
using infographic_test::english;
using infographic_test::kWords;
using infographic_test::render;
using infographic_test::Rendered;

namespace {

using Messages = std::vector<std::string>;

constexpr const char* kRows = "tahun,peserta\n2022,120\n2025,310\n";

}  // namespace

TEST_SUITE_BEGIN("infographic/chart");

TEST_CASE("a single number is named by its heading, and a second one is its change") {
  const Rendered rendered = render(chart_yaml("number", "Peserta,sejak 2024\n310,+70\n", "unit: orang\n"));
  CHECK(rendered.messages.empty());
  for (const char* part : {">310<", "Peserta</text>", "▲ 70 sejak 2024"}) {
    INFO(part);
    CHECK(contains(rendered.chart.html, part));
  }
  CHECK(rendered.chart.csv == "Peserta,sejak 2024\n310,+70\n");
  CHECK(contains(render(chart_yaml("number", "Peserta\n310\n")).chart.html, "Peserta</text>"));
  CHECK(render(chart_yaml("number", "tahun,peserta\n2024,240\n")).messages ==
        std::vector<std::string>{"chart stories/peserta/index.md:14:1: error: '2024' may be the number to show, or the year that another is of "
                                 "(begin the row with a label in words, below a heading of its own)"});
}

TEST_CASE("a chart without its words or data is refused, and all gaps are shown") {
  CHECK(render("kind: bar\n").messages ==
        Messages{"chart stories/peserta/index.md:10: error: the chart has no headline (add 'headline:', what the chart says, as a sentence)",
                 "chart stories/peserta/index.md:10: error: the chart has no description "
                 "(add 'description:', the same for those who cannot see it, with the main numbers)",
                 "chart stories/peserta/index.md:10: error: the chart has no source (add 'source:', where the numbers come from)",
                 "chart stories/peserta/index.md:10: error: the chart has no data (add 'data:', a CSV file, or the rows themselves as a block)"});
  CHECK(render("").messages.size() == 5);
  CHECK(render("peserta.csv\n").messages ==
        Messages{"chart stories/peserta/index.md:10: error: the chart is not a list of keys and values (write one 'key: value' a line)"});
}

TEST_CASE("a blank headline is no headline") {
  CHECK(render("kind: bar\nheadline: ' '\ndescription: d\nsource: s\ndata: a.csv\n").messages ==
        Messages{"chart stories/peserta/index.md:10: error: the chart has no headline (add 'headline:', what the chart says, as a sentence)"});
}

TEST_CASE("unknown keys and kinds are answered with the nearest name") {
  CHECK(render(chart_yaml("bar", kRows, "hightlight: x\n")).messages ==
        Messages{"key stories/peserta/index.md:14:1: error: a chart has no key 'hightlight' (did you mean 'highlight'?)"});
  CHECK(render(chart_yaml("colum", kRows)).messages ==
        Messages{"chart stories/peserta/index.md:10:7: error: unknown kind of chart 'colum' (did you mean 'column'?)"});
  CHECK(render(chart_yaml("pie", kRows)).messages ==
        Messages{"chart stories/peserta/index.md:10:7: error: unknown kind of chart 'pie' (the kinds are bar, column, line, number, table)"});
}

TEST_CASE("bars and columns start at 0") {
  CHECK(render(chart_yaml("bar", kRows, "start: 100\n")).messages ==
        Messages{"chart stories/peserta/index.md:14:8: error: a bar chart must start at 0 (remove 'start', or use 'kind: line')"});
  CHECK(render(chart_yaml("column", kRows, "start: -5\n")).messages ==
        Messages{"chart stories/peserta/index.md:14:8: error: a column chart must start at 0 (remove 'start', or use 'kind: line')"});
  CHECK(render(chart_yaml("bar", kRows, "start: 0\n")).good);
}

TEST_CASE("a line may start elsewhere, but cut nothing off, and keeps its order") {
  CHECK(render(chart_yaml("line", kRows, "start: 100\n")).good);
  CHECK(render(chart_yaml("line", kRows, "start: 150\n")).messages ==
        Messages{"chart stories/peserta/index.md:14:8: error: 'start' 150 cuts off the figure 120 (start at 120 or below)"});
  CHECK(render(chart_yaml("line", kRows, "sort: ascending\n")).messages ==
        Messages{"chart stories/peserta/index.md:14:7: error: a line chart keeps the order of its rows (remove 'sort', or use 'kind: bar')"});
}

TEST_CASE("values of the wrong kind are refused") {
  CHECK(render(chart_yaml("bar", kRows, "decimals: 7\n")).messages ==
        Messages{"key stories/peserta/index.md:14:11: error: 'decimals' must be a whole number from 0 to 6"});
  CHECK(render(chart_yaml("bar", kRows, "sort: descendng\n")).messages ==
        Messages{"key stories/peserta/index.md:14:7: error: 'sort' must be none, ascending or descending (did you mean 'descending'?)"});
  CHECK(render(chart_yaml("line", kRows, "start: nol\n")).messages == Messages{"key stories/peserta/index.md:14:8: error: 'start' must be a number"});
  CHECK(render(chart_yaml("bar", kRows, "unit: [a, b]\n")).messages == Messages{"key stories/peserta/index.md:14:7: error: 'unit' must be a text"});
  CHECK(render(chart_yaml("bar", kRows, "source_url: javascript:alert(1)\n")).messages ==
        Messages{"chart stories/peserta/index.md:14:13: error: 'javascript:alert(1)' is not a web address (it begins with https://)"});
  CHECK(render(chart_yaml("number", "a,b,c,d\nx,1,2,3\n")).messages ==
        Messages{"chart stories/peserta/index.md:14:1: error: a number chart has 3 columns of figures, at most 2 can be shown "
                 "(the first holds the figures, the second how they changed)"});
}

TEST_CASE("a figure has headline, unit, two pictures, table, source and download") {
  const Rendered rendered = render(chart_yaml("column", kRows, "unit: orang\nsource_url: https://tirtasari.example/a?b=1&c=2\n"));
  REQUIRE(rendered.good);
  const std::string& html = rendered.chart.html;
  CHECK(html.starts_with("<figure class=\"chart chart-column\" id=\"grafik-1\">\n"
                         "<figcaption><p class=\"chart-headline\">Peserta naik</p><p class=\"chart-unit\">Peserta (orang)</p></figcaption>\n"
                         "<svg class=\"chart-wide\" viewBox=\"0 0 540 "));
  CHECK(count_of(html, "<svg class=\"chart-narrow\"") == 1);
  CHECK(count_of(html, "role=\"img\"") == 2);
  CHECK(contains(html, "<desc id=\"grafik-1-narrow-desc\">Dari 120 menjadi 310 orang.</desc>"));
  CHECK(html.ends_with(
      "<details class=\"chart-data\"><summary>Lihat sebagai tabel</summary>\n"
      "<p class=\"chart-description\">Dari 120 menjadi 310 orang.</p>\n"
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Tabel data: Peserta naik\">\n"
      "<table>\n<caption>Peserta naik</caption>\n"
      "<thead><tr><th scope=\"col\">tahun</th><th scope=\"col\" class=\"number\">peserta</th></tr></thead>\n"
      "<tbody>\n<tr><th scope=\"row\">2022</th><td class=\"number\">120</td></tr>\n"
      "<tr><th scope=\"row\">2025</th><td class=\"number\">310</td></tr>\n</tbody>\n</table>\n</div>\n</details>\n"
      "<p class=\"chart-source\">Sumber: <a href=\"https://tirtasari.example/a?b=1&amp;c=2\">Dinas Koperasi (data contoh)</a>"
      "<span class=\"chart-download\"> · <a href=\"grafik-1.csv\" download>Unduh data (CSV)</a></span></p>\n</figure>\n"));
  CHECK(rendered.chart.csv_name == "grafik-1.csv");
  CHECK(rendered.chart.csv == kRows);
  CHECK(infographic_test::html_error(html).empty());
}

TEST_CASE("a figure holds no style, script, handler or colour") {
  for (const char* kind : {"bar", "column", "line", "number", "table"}) {
    CAPTURE(kind);
    const std::string html = render(chart_yaml(kind, "a,b\nx,1\ny,-2\n")).chart.html;
    for (const char* refused : {"style=", "<style", "<script", " on", "#fff", "rgb("}) CHECK_FALSE(contains(html, refused));
  }
}

TEST_CASE("what an author writes is escaped everywhere") {
  const std::string yaml =
      "kind: bar\nheadline: <b>&\ndescription: '\"<i>'\nsource: <u>\nunit: <s>\ndata: |\n  <q>,<a href=\"x\">\n  <img src=x>&,1\n";
  const std::string html = render(yaml).chart.html;
  CHECK(infographic_test::html_error(html).empty());
  for (const char* tag : {"<b>", "<i>", "<u>", "<s>", "<q>", "<img"}) CHECK_FALSE(contains(html, tag));
}

TEST_CASE("missing figures are explained in the page's language") {
  CHECK(contains(render(chart_yaml("bar", "a,b\nx,1\ny,\n")).chart.html, "<p class=\"chart-note\">Tanda – berarti tidak ada data.</p>"));
  CHECK(contains(render(chart_yaml("line", "a,b\nx,1\ny,\n"), {}, english()).chart.html,
                 "<p class=\"chart-note\">A gap or a – means that there are no data.</p>"));
  CHECK_FALSE(contains(render(chart_yaml("bar", "a,b\nx,1\n")).chart.html, "chart-note"));
}

TEST_CASE("the line below the headline says what the figures are") {
  const auto unit_line = [](std::string_view rows, std::string_view unit) {
    const std::string html = render(chart_yaml("bar", rows, unit)).chart.html;
    const std::string mark = "<p class=\"chart-unit\">";
    const std::size_t at = html.find(mark);
    return at == std::string::npos ? std::string() : html.substr(at + mark.size(), html.find("</p>", at) - at - mark.size());
  };
  CHECK(unit_line("hari,uang masuk\nSenin,1\n", "unit: Rp\n") == "Uang masuk (rupiah)");
  CHECK(unit_line("hari,pesanan\nSenin,1\n", "unit: pesanan\n") == "Pesanan");
  CHECK(unit_line("hari,Panen (kg)\nSenin,1\n", "unit: kg\n") == "Panen (kg)");
  CHECK(unit_line("hari,a,b\nSenin,1,2\n", "unit: \"%\"\n") == "Dalam persen");
  CHECK(unit_line("hari,a,b\nSenin,1,2\n", "") == "");
}

TEST_CASE("any number of threads draws the same bytes") {
  const std::string yaml = chart_yaml("line", "a,x,y\n1,1,5\n2,,4\n3,7,4.5\n");
  const std::string expected = render(yaml).chart.html;
  std::vector<std::string> drawn(64);
  base::parallel_for(drawn.size(), 8, [&](std::size_t index, int) { drawn[index] = render(yaml).chart.html; });
  for (const std::string& html : drawn) CHECK(html == expected);
}

TEST_CASE("keys of charts have distinct names and a description") {
  for (const auto& key : infographic::chart_keys()) CHECK_FALSE(key.description.empty());
}
