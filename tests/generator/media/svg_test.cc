#include "generator/media/svg.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <fstream>
#include <sstream>

namespace {

const std::string kOpen = R"(<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 20">)";

// What stands inside <svg> afterwards, then what was removed.
std::string inside(const std::string& content) {
  const auto clean = media::clean_svg(kOpen + content + "</svg>");
  if (!clean) return clean.error().message;
  const auto start = clean->bytes.find('>') + 1;
  const auto end = clean->bytes.rfind("</svg>");
  std::string text = end == std::string::npos ? "" : clean->bytes.substr(start, end - start);
  for (const auto& removed : clean->removed) text += " | " + removed;
  return text;
}

std::string problem(const std::string& bytes) {
  const auto clean = media::clean_svg(bytes);
  return clean ? "" : clean.error().message;
}

}  // namespace

TEST_SUITE("media/svg") {
  TEST_CASE("what draws stays") {
    const std::string drawing =
        R"svg(<defs><linearGradient id="a"><stop offset="0" stop-color="#fff"/></linearGradient></defs><style>.b{fill:url(#a)}</style>)svg"
        R"svg(<g class="b" transform="scale(2)"><path d="M0 0h9v9z"/><use xlink:href="#a" x="3"/><text x="1" y="2">Pasar &lt; desa &amp; kota</text></g>)svg";
    CHECK(inside(drawing) == drawing);
  }

  TEST_CASE("what acts, loads or tells goes") {
    CHECK(inside("<script>alert(1)</script><path d=\"M0 0\" onclick=\"x()\"/>") == "<path d=\"M0 0\"/> | script");
    CHECK(inside("<SCRIPT>alert(1)</SCRIPT><foreignObject><p>a</p></foreignObject>") == " | foreignObject");
    CHECK(inside("<image href=\"data:image/png;base64,AA\"/>") == " | picture inside the drawing");
    CHECK(inside("<use href=\"https://example.org/a.svg#b\"/>") == "<use/> | link to another file");
    CHECK(inside("<rect fill=\"url(https://example.org/a)\" width=\"3\"/>") == "<rect width=\"3\"/> | style that loads other files");
    CHECK(inside("<rect style=\"fill:u\\72l(x)\"/>") == "<rect/> | style that loads other files");
    CHECK(inside("<style>@import 'a.css';</style>") == " | style that loads other files");
    CHECK(inside("<circle r=\"3\"><animate attributeName=\"r\" to=\"9\"/><set attributeName=\"href\" to=\"javascript:x\"/></circle>") ==
          "<circle r=\"3\"/> | animation");
    CHECK(inside("<!-- dibuat oleh Sari --><metadata>Sari</metadata><?x y?><title>Peta</title>") == "<title>Peta</title>");
    CHECK(inside("<x:path xmlns:x=\"urn:x\" d=\"M0 0\"/><h:script xmlns:h=\"http://www.w3.org/1999/xhtml\">a</h:script>") == "");
    CHECK(inside("<g xmlns:i=\"urn:i\" i:label=\"Sari\" xml:space=\"preserve\" xml:base=\"https://example.org/\"/>") ==
          "<g xmlns:i=\"urn:i\" xml:space=\"preserve\"/>");
  }

  TEST_CASE("a link goes, what it holds stays, and is cleaned too") {
    CHECK(inside("<a href=\"https://example.org\"><path d=\"M0 0\" onload=\"x\"/><script/></a>") == "<path d=\"M0 0\"/> | script");
    CHECK(inside("satu <a>dua<script>x</script><a>tiga<g onload=\"x\"/></a></a> empat") == "satu duatiga<g/> empat | script");
  }

  TEST_CASE("size by width and height, else by viewBox") {
    const auto size = [](const std::string& attributes) {
      const auto clean = media::clean_svg("<svg xmlns=\"http://www.w3.org/2000/svg\" " + attributes + "/>");
      REQUIRE(clean);
      return fmt::format("{}x{}", clean->width, clean->height);
    };
    CHECK(size("width=\"120\" height=\"80px\"") == "120x80");
    CHECK(size("width=\"25.4mm\" height=\"1in\"") == "96x96");
    CHECK(size("width=\"100%\" viewBox=\"0,0 640 360\"") == "640x360");
    CHECK(size("") == "0x0");
    CHECK(size("viewBox=\"0 0 1e99 2\"") == "0x0");
  }

  TEST_CASE("no entity reaches out, document types vanish, and bombs do not go off") {
    const auto clean = media::clean_svg("<!DOCTYPE svg [<!ENTITY a SYSTEM \"file:///etc/passwd\"><!ENTITY b \"kata\">]>" + kOpen + "<text>&a;&b;</text></svg>");
    REQUIRE(clean);
    CHECK(clean->bytes == kOpen + "<text>kata</text></svg>\n");
    std::string laughs = "<!DOCTYPE svg [<!ENTITY a0 \"haha\">";
    for (int i = 1; i < 12; ++i) {
      laughs += "<!ENTITY a" + std::to_string(i) + " \"";
      for (int j = 0; j < 10; ++j) laughs += "&a" + std::to_string(i - 1) + ";";
      laughs += "\">";
    }
    CHECK(problem(laughs + "]>" + kOpen + "<text>&a11;</text></svg>").starts_with("the drawing is damaged: line 1: "));
    std::string uses = "<g id=\"g0\"><path d=\"M0 0\"/></g>";
    for (int i = 1; i < 9; ++i) {
      uses += "<g id=\"g" + std::to_string(i) + "\">";
      for (int j = 0; j < 10; ++j) uses += "<use href=\"#g" + std::to_string(i - 1) + "\"/>";
      uses += "</g>";
    }
    CHECK(problem(kOpen + uses + "</svg>") == "the drawing unfolds to more than a million parts (save it as PNG)");
    CHECK(problem(kOpen + "<g id=\"a\"><use href=\"#a\"/></g></svg>") == "the drawing unfolds to more than a million parts (save it as PNG)");
  }

  TEST_CASE("what is no drawing is said plainly") {
    CHECK(problem("") == "the drawing is damaged: line 1: Document is empty (save it anew)");
    CHECK(problem("<svg><g></svg>") == "the drawing is damaged: line 1: Opening and ending tag mismatch: g line 1 and svg (save it anew)");
    CHECK(problem("<html/>") == "the file is no SVG drawing (save it as SVG, or give it the right ending)");
  }

  TEST_CASE("drawings of the demonstration site lose nothing that is seen") {
    for (const auto* path : {"stories/2026-08-keripik-sumberan/dapur.svg", "courses/jualan-digital/sampul.svg", "media/sanggar.svg"}) {
      std::stringstream text;
      text << std::ifstream(path).rdbuf();
      const auto clean = media::clean_svg(text.str());
      REQUIRE(clean);
      CHECK(clean->removed.empty());
      CHECK(clean->bytes.size() + 200 > text.str().size());
    }
  }
}
