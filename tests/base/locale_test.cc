#include "base/locale.h"

#include <doctest/doctest.h>

#include <vector>

#include "base/parallel_for.h"

using base::Date;

TEST_SUITE_BEGIN("base/locale");

TEST_CASE("a date is read as year, month and day") {
  Date date;
  CHECK(base::parse_date("2026-08-17", date));
  CHECK(date == Date{2026, 8, 17});
  CHECK(base::iso_date(date) == "2026-08-17");
  CHECK(base::parse_date("2024-02-29", date));
}

TEST_CASE("a day that does not exist is refused and changes nothing") {
  Date date{1, 2, 3};
  for (const std::string_view bad : {"2026-02-29", "2026-13-01", "2026-00-10", "2026-8-17", "0000-01-01", "2026-08-17T", "",
                                     "2026/08/17", "20a6-08-17", "+026-08-17"}) {
    CHECK_FALSE(base::parse_date(bad, date));
  }
  CHECK(date == Date{1, 2, 3});
}

TEST_CASE("dates are written as people of the language write them") {
  CHECK(base::format_date({2026, 8, 17}, "id") == "17 Agustus 2026");
  CHECK(base::format_date({2026, 8, 17}, "en") == "17 August 2026");
  CHECK(base::format_date({2026, 8, 17}, "en-US") == "17 August 2026");
  CHECK(base::format_date({2026, 8, 1}, "fr") == "1 août 2026");
  CHECK(base::format_date({1, 1, 1}, "en") == "1 January 1");
  CHECK(base::format_date({}, "id").empty());
}

TEST_CASE("an unknown language still gives a date") {
  CHECK(base::format_date({2026, 8, 17}, "not a language").find("2026") != std::string::npos);
  CHECK(base::format_date({2026, 8, 17}, "").find("2026") != std::string::npos);
}

TEST_CASE("numbers have the language's separators and exactly the asked decimals") {
  CHECK(base::format_number(1234.5, 1, "id") == "1.234,5");
  CHECK(base::format_number(1234.5, 1, "en") == "1,234.5");
  CHECK(base::format_number(1234567, 0, "id") == "1.234.567");
  CHECK(base::format_number(0.125, 2, "en") == "0.13");
  CHECK(base::format_number(-2, 2, "id") == "-2,00");
}

TEST_CASE("sizes are in the unit that keeps the number short") {
  CHECK(base::format_bytes(0, "id") == "0 B");
  CHECK(base::format_bytes(999, "id") == "999 B");
  CHECK(base::format_bytes(120'000, "id") == "120 kB");
  CHECK(base::format_bytes(1'200'000, "id") == "1,2 MB");
  CHECK(base::format_bytes(1'200'000, "en") == "1.2 MB");
  CHECK(base::format_bytes(999'600, "en") == "1 MB");
  CHECK(base::format_bytes(9'960'000, "en") == "10 MB");
  CHECK(base::format_bytes(12'300'000'000, "en") == "12 GB");
}

TEST_CASE("durations are hours and minutes") {
  CHECK(base::format_minutes(95, "id") == "1 jam 35 menit");
  CHECK(base::format_minutes(95, "en") == "1 hr 35 min");
  CHECK(base::format_minutes(120, "id") == "2 jam");
  CHECK(base::format_minutes(5, "id") == "5 menit");
  CHECK(base::format_minutes(0, "en") == "0 min");
  CHECK(base::format_minutes(95, "fr").find("35") != std::string::npos);
}

TEST_CASE("text is ordered as the language orders it") {
  CHECK(base::compare_text("apel", "Bambu", "id") == -1);
  CHECK(base::compare_text("Bambu", "apel", "id") == 1);
  CHECK(base::compare_text("apel", "apel", "id") == 0);
  CHECK(base::compare_text("éclair", "zoo", "en") == -1);
  CHECK(base::compare_text("zebra", "ångström", "sv") == -1);
}

TEST_CASE("formatting gives the same on every thread") {
  std::vector<std::string> dates(64);
  base::parallel_for(dates.size(), 8, [&](std::size_t index, int) { dates[index] = base::format_date({2026, 8, 17}, "id"); });
  CHECK(dates == std::vector<std::string>(64, "17 Agustus 2026"));
}

TEST_SUITE_END();
