// Dates and numbers as people of a language write them (CLDR, through ICU).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace base {

// A calendar day of the proleptic Gregorian calendar; year 0 means "no date".
struct Date {
  int year = 0;
  int month = 0;
  int day = 0;
  bool known() const { return year != 0; }
  friend auto operator<=>(const Date&, const Date&) = default;
};

// "2026-08-17"; false when malformed or no such day.
bool parse_date(std::string_view text, Date& date);
std::string iso_date(const Date& date);

// "17 Agustus 2026" (id), "17 August 2026" (en).
std::string format_date(const Date& date, std::string_view language);

// 1234.5 → "1.234,5" (id), "1,234.5" (en), with exactly `decimals` digits after the separator.
std::string format_number(double number, int decimals, std::string_view language);

// 120000 → "120 kB" (id: "120 kB", decimals "1,2 MB"); 1 kB is 1,000 bytes.
std::string format_bytes(std::uint64_t bytes, std::string_view language);

// 95 → "1 jam 35 menit" (id), "1 hr 35 min" (en).
std::string format_minutes(int minutes, std::string_view language);

// Order for people: -1, 0, 1 by the language's collation. Thread-safe.
int compare_text(std::string_view left, std::string_view right, std::string_view language);

}  // namespace base
