#include "base/clock.h"

#include <doctest/doctest.h>

TEST_SUITE_BEGIN("base/clock");

TEST_CASE("a time without an offset is local to the zone") {
  CHECK(base::parse_time("1970-01-01", "UTC").value() == 0);
  CHECK(base::parse_time("1970-01-01", "Asia/Jakarta").value() == -7 * 3600);
  CHECK(base::parse_time("2026-08-17T09:00", "Asia/Jakarta").value() == 1786932000);
  CHECK(base::parse_time("2026-08-17T09:00:30", "Asia/Jakarta").value() == 1786932030);
}

TEST_CASE("a time with an offset is the same in every zone, even an unknown one") {
  CHECK(base::parse_time("2026-08-17T09:00:00+07:00", "Europe/Paris").value() == 1786932000);
  CHECK(base::parse_time("2026-08-17T02:00:00Z", "nowhere").value() == 1786932000);
  CHECK(base::parse_time("2026-08-16T22:30-03:30", "UTC").value() == 1786932000);
}

TEST_CASE("summer time is known") {
  CHECK(base::parse_time("2026-07-01T12:00", "Europe/Paris").value() == base::parse_time("2026-07-01T10:00Z", "UTC").value());
  CHECK(base::parse_time("2026-01-01T12:00", "Europe/Paris").value() == base::parse_time("2026-01-01T11:00Z", "UTC").value());
}

TEST_CASE("what is not a time is refused with an example") {
  CHECK(base::parse_time("tomorrow", "UTC").error().message ==
        "'tomorrow' is not a time: write 2026-08-17, 2026-08-17T09:00 or 2026-08-17T09:00:00+07:00");
  for (const std::string_view bad : {"", "2026-08-32", "2026-08-17 09:00", "2026-08-17T", "2026-08-17T9:00", "2026-08-17T24:00",
                                     "2026-08-17T09:60", "2026-08-17T09:00:", "2026-08-17T09:00+7", "2026-08-17T09:00:00+07:00x"}) {
    CHECK_FALSE(base::parse_time(bad, "UTC").has_value());
  }
}

TEST_CASE("an unknown zone is refused by its name") {
  CHECK(base::parse_time("2026-08-17", "Asia/Jakata").error().message ==
        "no time zone is named 'Asia/Jakata': write one such as Asia/Jakarta");
}

TEST_CASE("the day depends on the zone") {
  CHECK(base::date_in(1786932000 - 3 * 3600, "Asia/Jakarta") == base::Date{2026, 8, 17});
  CHECK(base::date_in(1786932000 - 3 * 3600, "UTC") == base::Date{2026, 8, 16});
  CHECK(base::date_in(-1, "UTC") == base::Date{1969, 12, 31});
}

TEST_CASE("a moment is written on a zone's clock, and reads back") {
  const base::UnixTime nine = base::parse_time("2026-08-17T09:00", "Asia/Jakarta").value();
  CHECK(base::format_time(nine, "Asia/Jakarta") == "2026-08-17T09:00:00+07:00");
  CHECK(base::format_time(nine + 61, "America/St_Johns") == "2026-08-16T23:31:01-02:30");
  CHECK(base::format_time(nine, "Asia/Bandung") == "2026-08-17T02:00:00+00:00");
  CHECK(base::format_time(-1, "UTC") == "1969-12-31T23:59:59+00:00");
  CHECK(base::parse_time(base::format_time(nine, "America/St_Johns"), "UTC").value() == nine);
}

TEST_CASE("zones are those of the IANA list") {
  CHECK(base::is_time_zone("Asia/Jakarta"));
  CHECK(base::is_time_zone("UTC"));
  CHECK_FALSE(base::is_time_zone("Asia/Bandung"));
  CHECK_FALSE(base::is_time_zone("GMT+7"));
  CHECK_FALSE(base::is_time_zone(""));
}

TEST_CASE("the system's clock is past the day this was written") { CHECK(base::system_now() > 1'750'000'000); }

TEST_SUITE_END();
