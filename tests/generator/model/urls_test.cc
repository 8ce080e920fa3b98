#include "generator/model/urls.h"

#include <doctest/doctest.h>

#include <vector>

#include "base/text.h"

namespace {

using enum model::LinkStyle;

// What a browser makes of a link on a page.
std::string followed(std::string_view from, const std::string& link) {
  const std::string path = base::join_path(base::directory_of(from), link);
  return link.ends_with('/') && !path.empty() ? path + "/" : path;
}

}  // namespace

TEST_SUITE("model/urls") {
  TEST_CASE("a link leads from any page to any other, the root among them") {
    const std::vector<std::string> urls = {"", "tentang/", "courses/", "courses/a/", "courses/a/b/", "courses/ab/", "en/", "en/courses/a/",
                                           "404.html", "media/x.pdf", "courses/a/foto.jpg"};
    for (const auto& from : urls) {
      for (const auto& to : urls) {
        CAPTURE(from);
        CAPTURE(to);
        const auto link = model::relative_link(from, to, folders);
        CHECK_FALSE(link.empty());
        CHECK_FALSE(link.starts_with('/'));
        CHECK(followed(from, link) == to);
        CHECK(followed(from, model::relative_link(from, to, files)) == model::output_file(to));
      }
    }
  }

  TEST_CASE("a link is as short as it can be") {
    CHECK(model::relative_link("courses/a/b/", "courses/a/c/", folders) == "../c/");
    CHECK(model::relative_link("courses/a/", "courses/a/b/", folders) == "b/");
    CHECK(model::relative_link("courses/a/", "courses/a/", folders) == "./");
    CHECK(model::relative_link("courses/a/", "", folders) == "../../");
    CHECK(model::relative_link("", "", folders) == "./");
    CHECK(model::relative_link("404.html", "404.html", folders) == "404.html");
  }

  TEST_CASE("on a machine without a server every link names a file") {
    CHECK(model::relative_link("courses/a/b/", "courses/a/c/", files) == "../c/index.html");
    CHECK(model::relative_link("courses/a/", "courses/a/", files) == "index.html");
    CHECK(model::relative_link("a/", "", files) == "../index.html");
    CHECK(model::relative_link("", "media/x.pdf", files) == "media/x.pdf");
  }

  TEST_CASE("what may not stand in an address is percent-encoded in links") {
    CHECK(model::encode_path("aZ09-._~/") == "aZ09-._~/");
    CHECK(model::encode_path("a b#c?d%e:f\"<&") == "a%20b%23c%3Fd%25e%3Af%22%3C%26");
    CHECK(model::encode_path("é") == "%C3%A9");
    CHECK(model::encode_path(std::string_view("a\0b", 3)) == "a%00b");
    CHECK(model::relative_link("a/", "media/foto bu.jpg", folders) == "../media/foto%20bu.jpg");
  }

  TEST_CASE("the number in front orders and is no part of the name") {
    CHECK(model::without_order("01-memulai") == "memulai");
    CHECK(model::without_order("10-a-1") == "a-1");
    CHECK(model::without_order("1-memulai") == "1-memulai");
    CHECK(model::without_order("001-memulai") == "001-memulai");
    CHECK(model::without_order("01-") == "01-");
    CHECK(model::without_order("01") == "01");
    CHECK(model::without_order("2026-kas") == "2026-kas");
    CHECK(model::without_order("") == "");
  }

  TEST_CASE("the date in front dates and is no part of the name") {
    base::Date date;
    CHECK(model::without_date("2026-08-keripik", date) == "keripik");
    CHECK(base::iso_date(date) == "2026-08-01");
    CHECK(model::without_date("2026-08-17-keripik", date) == "keripik");
    CHECK(base::iso_date(date) == "2026-08-17");
  }

  TEST_CASE("what is no date stays in the name") {
    base::Date date;
    for (const std::string_view name : {"2026-13-keripik", "2026-02-30-keripik", "26-08-keripik", "2026-08", "keripik", "2026-8-keripik", ""}) {
      CHECK(model::without_date(name, date) == name);
    }
    CHECK_FALSE(date.known());
  }

  TEST_CASE("a name that is no identifier is made one, other scripts stay") {
    CHECK(model::url_part("foto-produk") == "foto-produk");
    CHECK(model::url_part("Foto Produk: Cahaya!") == "foto-produk-cahaya");
    CHECK(model::url_part("курс") == "курс");
    CHECK(model::url_part("!!!") == "");
  }

  TEST_CASE("the way to the root goes up one folder a slash") {
    CHECK(model::way_to_root("") == "./");
    CHECK(model::way_to_root("404.html") == "./");
    CHECK(model::way_to_root("a/b/") == "../../");
  }

  TEST_CASE("an address that ends in a slash is written as index.html") {
    CHECK(model::output_file("") == "index.html");
    CHECK(model::output_file("a/") == "a/index.html");
    CHECK(model::output_file("404.html") == "404.html");
  }
}
