#include "generator/preview/byte_range.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>

namespace {

// "2-5", "whole" or "none".
std::string shown(std::string_view header, std::uint64_t size) {
  const auto range = preview::parse_range(header, size);
  if (range.kind == preview::ByteRange::Kind::whole) return "whole";
  if (range.kind == preview::ByteRange::Kind::unsatisfiable) return "none";
  return fmt::format("{}-{}", range.first, range.last);
}

}  // namespace

TEST_SUITE("preview/byte_range") {
  TEST_CASE("a range from a place, to a place, or of the last bytes") {
    CHECK(shown("bytes=0-99", 1000) == "0-99");
    CHECK(shown("bytes=100-", 1000) == "100-999");
    CHECK(shown("bytes=-100", 1000) == "900-999");
    CHECK(shown("Bytes= 5-5 ", 1000) == "5-5");
  }

  TEST_CASE("what reaches beyond the end is cut, what begins there is refused") {
    CHECK(shown("bytes=990-1990", 1000) == "990-999");
    CHECK(shown("bytes=-5000", 1000) == "0-999");
    CHECK(shown("bytes=1000-", 1000) == "none");
    CHECK(shown("bytes=-0", 1000) == "none");
    CHECK(shown("bytes=0-", 0) == "none");
    CHECK(shown("bytes=-1", 0) == "none");
    CHECK(shown("bytes=0-18446744073709551615", UINT64_MAX) == "0-18446744073709551614");
  }

  TEST_CASE("what is no range, or several, asks for the whole file") {
    for (const auto* header : {"", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=9-3", "bytes=0-1,5-6", "bytes=+1-2", "bytes=1 - 2", "lines=1-2",
                               "bytes=0-18446744073709551616"}) {
      CAPTURE(header);
      CHECK(shown(header, 1000) == "whole");
    }
  }
}
