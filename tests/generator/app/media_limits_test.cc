// Files that are refused for their size, before anything of them is read.
#include <doctest/doctest.h>

#include "tests/generator/app/site_folder.h"

namespace {

// What a build says of a page that shows `name`, a file of so many zeros.
std::string shown_of(const std::string& name, std::uintmax_t bytes) {
  const test::SiteFolder site;
  site.add_minimal_site();
  site.add("pages/gambar.md", "---\ntitle: Gambar\n---\n\n![Uji](" + name + ")\n");
  site.add("pages/" + name, "");
  std::filesystem::resize_file(site.path("pages/" + name), bytes);
  return test::build_and_show(test::build_options(site.path()));
}

}  // namespace

TEST_SUITE("app/media_limits") {
  TEST_CASE("a drawing or picture larger than the limit is named without being read") {
    CHECK(shown_of("peta.svg", (4u << 20) + 1) ==
          "pages/peta.svg: error: the drawing has 4194305 bytes, the limit is 4194304 (simplify it, or save it as PNG)\n");
    CHECK(shown_of("foto.jpg", (256u << 20) + 1) ==
          "pages/foto.jpg: error: the picture has 268435457 bytes, the limit is 268435456 (make it smaller, or save it as JPEG)\n");
    CHECK(shown_of("peta.svg", 4u << 20) == "pages/peta.svg: error: the drawing is damaged: line 1: Document is empty (save it anew)\n");
  }
}
