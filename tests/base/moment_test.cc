#include "base/moment.h"

#include <doctest/doctest.h>

TEST_SUITE("base/moment") {
  TEST_CASE("moments are hours, minutes and seconds, or seconds alone") {
    const auto read = [](std::string_view text) {
      double seconds = -1;
      return base::parse_moment(text, seconds) ? seconds : -1;
    };
    CHECK(read("0:03") == 3);
    CHECK(read("1:02.5") == 62.5);
    CHECK(read("00:01:02,500") == 62.5);
    CHECK(read("1:00:00") == 3600);
    CHECK(read(" 7 ") == 7);
    for (const auto* wrong : {"", ":", "1:", "a", "-1", "1:2:3:4", "1.", "1.1234567", "1e3", "0:0x", "99999999999", "999:99:99:1", "9999999"}) {
      CAPTURE(wrong);
      CHECK(read(wrong) == -1);
    }
  }

  TEST_CASE("moments are told in minutes and seconds, with hours where there are some") {
    CHECK(base::format_moment(3.9) == "0:03");
    CHECK(base::format_moment(754) == "12:34");
    CHECK(base::format_moment(3723) == "1:02:03");
  }
}
