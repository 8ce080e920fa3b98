#include "endpoint/qr/qr.h"

#include <doctest/doctest.h>

#include <string>

namespace {

std::string view_box(const std::string& svg) {
  const auto at = svg.find("viewBox=\"") + 9;
  return svg.substr(at, svg.find('"', at) - at);
}

}  // namespace

TEST_SUITE("qr/qr") {
  TEST_CASE("a text becomes a named picture with a quiet zone, larger for a longer text, and the same each time") {
    const std::string svg = qr::svg_of("HALO", "kode \"QR\" <a&b>");
    CHECK(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 29 29\" role=\"img\" aria-label=\"kode &quot;QR&quot; &lt;a&amp;b>\""));
    CHECK(svg.find("M4 4h7v1h-7z") != std::string::npos);  // the first finder pattern's upper edge
    CHECK(svg.ends_with("z\"/></svg>"));
    CHECK(view_box(qr::svg_of("https://belajar.desa.example/kemajuan/#kode=kelapa-sungai-jendela-rumah-kopi-kucing-mawar-sepeda-bintang", "")) == "0 0 49 49");
    CHECK(qr::svg_of("HALO", "x") == qr::svg_of("HALO", "x"));
  }

  TEST_CASE("what does not fit gives nothing") { CHECK(qr::svg_of(std::string(5'000, 'a'), "") == ""); }
}
