// What every kind of picture promises, on data that would break it.
#include "generator/infographic/kinds.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <set>

#include "tests/generator/infographic/chart_fixture.h"

using infographic::Box;
using infographic::Scene;
using infographic::SceneText;
using infographic::Screen;
using infographic_test::chart_yaml;
using infographic_test::draw;

namespace {

struct NastyData {
  const char* name;
  std::string rows;
};

// Forty letters, as labels in reports are.
const std::vector<std::string> kReasons = {
    "Tidak punya modal untuk membeli alat baru", "Harus menjaga anak kecil atau orang tua", "Jarak ke tempat pelatihan terlalu jauh",
    "Tidak mendapat kabar dari kantor desanya", "Jadwalnya bersamaan dengan musim panen", "Merasa terlalu tua untuk belajar lagi ini",
    "Malu karena tidak lulus sekolah dasarnya", "Ponsel tidak cukup untuk memutar video", "Listrik sering padam pada malam harinya",
    "Keluarga tidak mengizinkan ikut pelatihan", "Sudah memiliki pekerjaan tetap di kota", "Mempertanggungjawabkannya-ketidakberdayaan"};

std::string long_labels() {
  std::string rows = "alasan,orang\n";
  for (std::size_t i = 0; i < kReasons.size(); ++i) rows += fmt::format("{},{}\n", kReasons[i], i * i * 3);
  return rows;
}

std::string six_series() {
  std::string rows = "tahun";
  for (std::size_t i = 0; i < 6; ++i) rows += "," + kReasons[i];
  for (int year = 2019; year < 2025; ++year) {
    rows += fmt::format("\n{}", year);
    for (int s = 0; s < 6; ++s) rows += fmt::format(",{}", 1000 + (year * 7 + s * 13) % 50);
  }
  return rows + "\n";
}

std::string twelve_series() {
  std::string rows = "bulan";
  for (int s = 1; s <= 12; ++s) rows += fmt::format(",Kelompok {}", s);
  for (const char* month : {"Januari", "Februari", "Maret"}) {
    rows += fmt::format("\n{}", month);
    for (int s = 0; s < 12; ++s) rows += fmt::format(",{}", 5 + s % 2);
  }
  return rows + "\n";
}

std::string many_rows(int first, int count, int factor) {
  std::string rows = "tahun,hujan\n";
  for (int i = 0; i < count; ++i) rows += fmt::format("{},{}\n", first + i, (i * 7919) % 97 * factor);
  return rows;
}

const std::vector<NastyData>& nasty_data() {
  static const std::vector<NastyData> data = {
      {"long labels", long_labels()},
      {"near zero and equal", "a,b\nA,0\nB,0.0001\nC,0.0001\nD,100000\nE,100000\nF,0.0002\n"},
      {"all zero", "a,b\nA,0\nB,0\n"},
      {"all missing", "a,b\nA,\nB,\n"},
      {"negative", "kecamatan,selisih\nTirtasari,1250000\nWanasari,-840000\nGunungjati Selatan,310000\nKarangbolong,-12000\nPasir Putih,0\n"},
      {"only negative", "a,b\nA,-5\nB,-123456\nC,\n"},
      {"six series", six_series()},
      {"twelve series", twelve_series()},
      {"two series of months", "bulan,Hujan,Keperluan tanaman\nJan,310,150\nFeb,280,150\nMar,,150\nApr,170,\nMei,90,150\nJun,40,150\n"},
      {"three series of ages", "usia,2023,2024,2025\n15–24,40,52,61\n25–34,88,93,120\n35–49,70,90,95\n50+,22,25,31\n"},
      {"single row", "apa,nilai\nLulus,87.5\n"},
      {"single row of long words", "apa,nilai\nMempertanggungjawabkannya-ketidakberdayaan,123456789012345\n"},
      {"sixty years", many_rows(1965, 60, 31)},
      {"two hundred rows", many_rows(1, 200, 1000)},
      {"weeks", "minggu,pesanan\nMinggu 1,4\nMinggu 2,6\nMinggu 3,5\nMinggu 4,9\nMinggu 5,10\nMinggu 6,11\nMinggu 7,14\nMinggu 8,13\n"},
      {"numbers far apart", "gelas,penjualan,biaya\n0,0,2000000\n1,1200000,2700000\n2,2400000,3400000\n1000000,7200000,6200000\n"},
      {"empty labels", "a,\n,1\n,2\n"},
      {"huge", "a,b\nA,999999999999999\nB,-999999999999999\nC,1\n"},
      {"other scripts", "a,b\n水稻与蔬菜的收成情况,3\nمحصول,4\n🌾🌾🌾🌾🌾🌾🌾🌾🌾🌾🌾🌾🌾🌾🌾🌾🌾🌾🌾🌾,5\n"},
  };
  return data;
}

// The kinds that can draw these data.
std::vector<const char*> kinds_for(const std::string& rows) {
  const auto columns = std::count(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(rows.find('\n')), ',');
  if (columns > 2) return {"bar", "column", "line"};
  return {"bar", "column", "line", "number"};
}

// What is wrong with a picture's texts and bars; empty when nothing is.
std::string fault_of(const Scene& scene) {
  const Box picture{0, 0, scene.width, scene.height};
  for (std::size_t i = 0; i < scene.texts.size(); ++i) {
    const SceneText& text = scene.texts[i];
    if (!picture.contains(text.box)) return fmt::format("'{}' lies outside", text.text);
    for (std::size_t j = i + 1; j < scene.texts.size(); ++j) {
      if (text.box.overlaps(scene.texts[j].box)) return fmt::format("'{}' overlaps '{}'", text.text, scene.texts[j].text);
    }
  }
  for (const auto& rect : scene.rects) {
    if (!picture.contains(rect.box)) return fmt::format("a bar at {} {} lies outside", rect.box.x, rect.box.y);
    for (const SceneText& text : scene.texts) {
      if (rect.box.overlaps(text.box)) return fmt::format("'{}' overlaps a bar", text.text);
    }
  }
  return {};
}

std::vector<std::string> words_of(const Scene& scene) {
  std::vector<std::string> words;
  for (const SceneText& text : scene.texts) words.push_back(text.text);
  return words;
}

bool has(const Scene& scene, std::string_view word) {
  const std::vector<std::string> words = words_of(scene);
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

TEST_SUITE_BEGIN("infographic/kinds");

TEST_CASE("no text overlaps another, a bar or the picture's edge, on wide and narrow screens") {
  for (const NastyData& data : nasty_data()) {
    for (const char* kind : kinds_for(data.rows)) {
      for (const std::string unit : {"Rp", "\"%\"", "orang"}) {
        for (const Screen screen : {Screen::wide, Screen::narrow}) {
          const std::string where = fmt::format("{} {} {} {}", data.name, kind, unit, screen == Screen::wide ? "wide" : "narrow");
          CAPTURE(where);
          const Scene scene = draw(chart_yaml(kind, data.rows, "unit: " + unit + "\n"), screen);
          REQUIRE(scene.width == infographic::layout_width(screen));
          REQUIRE(scene.height > 0);
          CHECK(fault_of(scene) == "");
        }
      }
    }
  }
}

TEST_CASE("nothing overlaps in two hundred random charts") {
  std::uint64_t seed = 1;
  const auto below = [&](std::uint64_t limit) {  // Knuth's MMIX generator: the same charts on every machine
    seed = seed * 6364136223846793005U + 1442695040888963407U;
    return (seed >> 33) % limit;
  };
  const auto words = [&] {
    std::string text = kReasons[below(kReasons.size())].substr(0, 1 + below(40));
    return below(3) == 0 ? text + " " + kReasons[below(kReasons.size())] : text;
  };
  const auto figure = [&]() -> std::string {
    if (below(8) == 0) return "";
    const double size = std::pow(10, static_cast<double>(below(16)));
    const std::string text = fmt::format("{}{:.{}f}", below(6) == 0 ? "-" : "", static_cast<double>(below(1000)) / 1000 * size, below(4) == 0 ? below(7) : 0);
    return infographic::is_grouped(text) ? text + "0" : text;  // "277.000" would be refused
  };
  constexpr std::array kUnits = {"Rp", "\"%\"", "orang", "meter persegi sawah tadah hujan"};
  constexpr std::array kKinds = {"bar", "column", "line", "number"};
  for (int run = 0; run < 200; ++run) {
    const std::uint64_t series = 1 + below(below(3) == 0 ? 12 : 3);
    const std::uint64_t count = 1 + below(below(4) == 0 ? 60 : 8);
    const std::uint64_t labels = below(3);
    std::string rows = words();
    for (std::uint64_t i = 0; i < series; ++i) rows += "," + words();
    std::string stressed;
    for (std::uint64_t row = 0; row < count; ++row) {
      const std::string label = labels == 0 ? words() : labels == 1 ? fmt::format("{}", 1960 + row * (1 + below(2))) : fmt::format("Minggu {}", row + 1);
      if (row == below(count)) stressed = label;
      rows += "\n" + label;
      for (std::uint64_t i = 0; i < series; ++i) rows += "," + figure();
    }
    std::string more = fmt::format("unit: {}\n", kUnits[below(kUnits.size())]);
    const std::string kind = kKinds[below(series <= 2 ? 4 : 3)];
    if (!stressed.empty() && kind != "line") more += fmt::format("highlight: \"{}\"\n", stressed);
    const std::string yaml = chart_yaml(kind, rows + "\n", more);
    CAPTURE(yaml);
    for (const Screen screen : {Screen::wide, Screen::narrow}) {
      const Scene scene = draw(yaml, screen);
      REQUIRE(scene.height > 0);
      CHECK(fault_of(scene) == "");
    }
  }
}

TEST_CASE("nothing overlaps when something is stressed") {
  const auto check = [](const char* kind, const std::string& rows, const std::string& highlight) {
    CAPTURE(highlight);
    for (const Screen screen : {Screen::wide, Screen::narrow}) {
      const Scene scene = draw(chart_yaml(kind, rows, "unit: Rp\nhighlight: \"" + highlight + "\"\n"), screen);
      REQUIRE(scene.height > 0);
      CHECK(fault_of(scene) == "");
    }
  };
  for (const char* year : {"1965", "1966", "1998", "2023", "2024"}) check("column", many_rows(1965, 60, 31000), year);
  check("bar", long_labels(), kReasons[1]);
  check("column", long_labels(), kReasons[1]);
  check("column", nasty_data()[14].rows, "Minggu 8");
  check("line", six_series(), kReasons[2]);
}

TEST_CASE("every label and figure of a bar chart is written in full") {
  for (const Screen screen : {Screen::wide, Screen::narrow}) {
    const Scene scene = draw(chart_yaml("bar", long_labels()), screen);
    std::string letters;
    for (const SceneText& text : scene.texts) letters += text.text;
    std::erase(letters, ' ');
    for (std::string reason : kReasons) {
      std::erase(reason, ' ');
      CHECK(letters.find(reason) != std::string::npos);
    }
    for (int i = 0; i < 12; ++i) CHECK(has(scene, fmt::format("{}", i * i * 3)));
  }
}

TEST_CASE("bars start at the zero line and are as long as their figures") {
  const Scene scene = draw(chart_yaml("bar", "a,b\nA,100\nB,-50\nC,25\n"), Screen::wide);
  REQUIRE(scene.rects.size() == 3);
  const Box& a = scene.rects[0].box;
  const Box& b = scene.rects[1].box;
  const Box& c = scene.rects[2].box;
  CHECK(a.x == doctest::Approx(b.right()));
  CHECK(a.x == doctest::Approx(c.x));
  CHECK(b.width == doctest::Approx(a.width / 2));
  CHECK(c.width == doctest::Approx(a.width / 4));
}

TEST_CASE("columns stand on the zero line and are as high as their figures") {
  for (const Screen screen : {Screen::wide, Screen::narrow}) {
    const Scene scene = draw(chart_yaml("column", "a,b\nA,100\nB,-50\nC,25\n"), screen);
    REQUIRE(scene.rects.size() == 3);
    CHECK(scene.rects[0].box.bottom() == doctest::Approx(scene.rects[1].box.y));
    CHECK(scene.rects[1].box.height == doctest::Approx(scene.rects[0].box.height / 2));
    CHECK(scene.rects[2].box.height == doctest::Approx(scene.rects[0].box.height / 4));
  }
}

TEST_CASE("columns whose labels have no room lie down") {
  const Scene wide = draw(chart_yaml("column", long_labels()), Screen::wide);
  CHECK(has(wide, "363"));
  CHECK(wide.rects[1].box.x == doctest::Approx(wide.rects[2].box.x));
}

TEST_CASE("years are thinned to round ones, and the stressed one is always shown") {
  const Scene scene = draw(chart_yaml("column", many_rows(1965, 60, 31), "highlight: \"1998\"\n"), Screen::wide);
  for (const char* year : {"1970", "1990", "1998", "2010"}) CHECK(has(scene, year));
  CHECK_FALSE(has(scene, "2000"));
  CHECK_FALSE(has(scene, "1997"));
}

TEST_CASE("labels that differ only by a number show the number, and the word once") {
  const Scene scene = draw(chart_yaml("column", nasty_data()[14].rows), Screen::narrow);
  CHECK(has(scene, "Minggu"));
  CHECK(has(scene, "8"));
  CHECK_FALSE(has(scene, "Minggu 8"));
}

TEST_CASE("a missing figure is a dash in bars and a gap in lines") {
  CHECK(has(draw(chart_yaml("bar", "a,b\nA,1\nB,\n"), Screen::wide), "–"));
  const Scene scene = draw(chart_yaml("line", "a,b\n1,1\n2,2\n3,\n4,3\n5,4\n"), Screen::wide);
  const auto line = std::find_if(scene.front.begin(), scene.front.end(), [](const auto& path) { return path.classes.starts_with("line"); });
  REQUIRE(line != scene.front.end());
  CHECK(std::count(line->commands.begin(), line->commands.end(), 'M') == 2);
}

TEST_CASE("lines are named at their ends where there is room, else in a key") {
  const Scene wide = draw(chart_yaml("line", "a,penjualan,biaya\n0,0,2000000\n200,1200000,2700000\n", "unit: Rp\n"), Screen::wide);
  CHECK(has(wide, "penjualan"));
  CHECK(has(wide, "Rp\u00A01,2\u00A0juta"));
  CHECK(has(wide, "juta rupiah"));
  const Scene narrow = draw(chart_yaml("line", six_series()), Screen::narrow);
  const auto samples = std::count_if(narrow.front.begin(), narrow.front.end(), [](const auto& path) { return path.classes.starts_with("line"); });
  CHECK(samples == 12);  // six lines and six samples
}

TEST_CASE("numbers that ascend are placed by value, times of day are not") {
  const auto ticks = [](std::string_view rows) {
    std::vector<double> x;
    for (const auto& text : draw(chart_yaml("line", rows), Screen::wide).texts) {
      if (text.classes == "label") x.push_back(text.x);
    }
    return x;
  };
  const std::vector<double> years = ticks("tahun,b\n2000,1\n2010,2\n2012,3\n");
  CHECK(years[1] - years[0] == doctest::Approx(5 * (years[2] - years[1])));
  const std::vector<double> hours = ticks("jam,b\n06.00,1\n06.30,2\n08.00,3\n");
  CHECK(hours[1] - hours[0] == doctest::Approx(hours[2] - hours[1]));
}

TEST_CASE("a big number has its unit behind it, its label and its change below") {
  const Scene scene = draw(chart_yaml("number", "hal,jumlah,sejak 2024\nlulus ujian,874,-12\n", "unit: orang\n"), Screen::wide);
  REQUIRE(scene.texts.size() == 3);
  CHECK(scene.texts[0].text == "874");
  CHECK(scene.texts[0].suffix == "\u00A0orang");
  CHECK(scene.texts[1].text == "lulus ujian");
  CHECK(scene.texts[2].text == "▼ 12 sejak 2024");
}

TEST_CASE("series differ by texture or by marker, not by colour alone") {
  const Scene bars = draw(chart_yaml("bar", "a,w,x,y,z\nA,1,2,3,4\n"), Screen::wide);
  CHECK(bars.rects[2].texture != bars.rects[3].texture);
  CHECK(bars.rects[2].texture != infographic::Texture::plain);
  const Scene lines = draw(chart_yaml("line", "a,w,x,y,z\n1,1,2,3,4\n2,1,2,3,4\n"), Screen::wide);
  std::set<std::size_t> shapes;
  for (const auto& path : lines.front) {
    if (path.classes.starts_with("marker")) shapes.insert(path.commands.size());
  }
  CHECK(shapes.size() >= 3);
}

TEST_CASE("the table of kinds finds each by its name") {
  for (const auto& kind : infographic::chart_kinds()) CHECK(infographic::find_chart_kind(kind.name) == &kind);
  CHECK(infographic::find_chart_kind("pie") == nullptr);
}
