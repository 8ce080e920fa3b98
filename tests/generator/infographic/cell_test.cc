#include "generator/infographic/cell.h"

#include <doctest/doctest.h>

#include <string>

TEST_SUITE_BEGIN("infographic/cell");

TEST_CASE("only plain numbers are numbers") {
  double number = 0;
  CHECK(infographic::parse_cell("1234.5", number));
  CHECK(number == 1234.5);
  CHECK(infographic::parse_cell("-3", number));
  CHECK(number == -3);
  for (const std::string_view cell : {"", "-", ".", "1.", ".5", "1,5", "1.234.567", "1e5", "+1", "0x10", "inf", "nan", "12 orang", "--1", "1-2"}) {
    CAPTURE(cell);
    CHECK_FALSE(infographic::parse_cell(cell, number));
  }
  CHECK_FALSE(infographic::parse_cell(std::string(400, '9'), number));
}

TEST_SUITE_END();
