#include "endpoint/classes/sheet.h"

#include <doctest/doctest.h>

namespace {

const classes::SheetSettings kSheet{"Kelas <pagi>", "https://belajar.desa.example/kemajuan/", "id"};
const learning::Code kCard{"kelapa sungai jendela", "rumah kopi kucing mawar sepeda bintang"};

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_SUITE("classes/sheet") {
  TEST_CASE("links carry their words in the fragment, which no server sees") {
    CHECK(classes::recovery_link(kSheet.page, kCard) == "https://belajar.desa.example/kemajuan/#kode=kelapa-sungai-jendela-rumah-kopi-kucing-mawar-sepeda-bintang");
    CHECK(classes::joining_link(kSheet.page, "kelapa sungai jendela") == "https://belajar.desa.example/kemajuan/#kelas=kelapa-sungai-jendela");
  }

  TEST_CASE("a card for each learner: name, class and group, nine words, a QR code and the address") {
    const auto html = classes::sheet_of_cards(kSheet, {{"Bu <Siti>", "A", kCard}, {"Budi", "", kCard}});
    CHECK(has(html, "<html lang=\"id\">"));
    CHECK(has(html, "<h2>Bu &lt;Siti&gt;</h2><small>Kelas &lt;pagi&gt; · A</small>"));
    CHECK(has(html, "<h2>Budi</h2><small>Kelas &lt;pagi&gt;</small>"));
    CHECK(has(html, "<li><span>1</span>kelapa</li>"));
    CHECK(has(html, "<li><span>9</span>bintang</li>"));
    CHECK(has(html, "aria-label=\"Kode QR kode pemulihan\""));
    CHECK(has(html, "https://belajar.desa.example/kemajuan/</p>"));
    CHECK_FALSE(has(html, "<script"));
    CHECK_FALSE(has(html, "src="));
    CHECK_FALSE(has(html, "href="));
  }

  TEST_CASE("a poster shows the class's code") {
    auto english = kSheet;
    english.language = "en";
    const auto html = classes::poster(english, "kelapa sungai jendela");
    CHECK(has(html, "<html lang=\"en\">"));
    CHECK(has(html, "<p class=\"words\">kelapa sungai jendela</p>"));
    CHECK(has(html, "aria-label=\"QR code for joining the class\""));
  }
}
