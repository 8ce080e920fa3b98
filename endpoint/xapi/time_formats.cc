#include <chrono>
#include <cstdio>

#include "endpoint/xapi/characters.h"
#include "endpoint/xapi/formats.h"

namespace xapi {
namespace {

using std::chrono::days;
using std::chrono::microseconds;
using std::chrono::sys_days;

// Reads from the front; what does not fit turns `good` false, and all later reads with it.
struct Reader {
  std::string_view rest;
  bool good = true;

  bool take(char c) {
    if (!rest.starts_with(c)) return false;
    rest.remove_prefix(1);
    return true;
  }

  void need(char c) { good = take(c) && good; }

  int number(int digits) {
    int value = 0;
    for (int i = 0; i < digits; ++i) {
      if (rest.empty() || !is_digit(rest.front())) return good = false, 0;
      value = value * 10 + (rest.front() - '0');
      rest.remove_prefix(1);
    }
    return value;
  }

  // Digits of a fraction to the microsecond, at least one.
  int micros() {
    int value = 0;
    int unit = 100000;
    std::size_t digits = 0;
    for (; digits < rest.size() && is_digit(rest[digits]); ++digits) {
      value += (rest[digits] - '0') * unit;
      unit /= 10;
    }
    rest.remove_prefix(digits);
    good = good && digits > 0;
    return value;
  }
};

// The date in the extended form or, without its hyphens, in the basic one, which then holds for the time as well.
std::optional<sys_days> date(Reader& reader, bool& extended) {
  const int year = reader.number(4);
  extended = reader.take('-');
  const int month = reader.number(2);
  if (extended) reader.need('-');
  const int day = reader.number(2);
  const std::chrono::year_month_day whole{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                          std::chrono::day(static_cast<unsigned>(day))};
  if (!reader.good || year == 0 || !whole.ok()) return std::nullopt;
  return sys_days(whole);
}

std::optional<microseconds> time_of_day(Reader& reader, bool extended) {
  const int hour = reader.number(2);
  if (extended) reader.need(':');
  const int minute = reader.number(2);
  if (extended) reader.need(':');
  const int second = reader.number(2);
  const int fraction = reader.take('.') || reader.take(',') ? reader.micros() : 0;
  const int last_second = minute == 59 ? 60 : 59;  // leap seconds
  if (!reader.good || hour > 23 || minute > 59 || second > last_second) return std::nullopt;
  return std::chrono::hours(hour) + std::chrono::minutes(minute) + std::chrono::seconds(second) + microseconds(fraction);
}

std::optional<std::chrono::minutes> offset(Reader& reader) {
  if (reader.rest.empty() || reader.take('Z')) return std::chrono::minutes(0);
  const bool west = reader.take('-');
  if (!west) reader.need('+');
  const int hours = reader.number(2);
  const int minutes = reader.take(':') || !reader.rest.empty() ? reader.number(2) : 0;
  if (!reader.good || hours > 23 || minutes > 59 || (west && hours == 0 && minutes == 0)) return std::nullopt;
  const std::chrono::minutes whole(hours * 60 + minutes);
  return west ? -whole : whole;
}

bool is_within_years(std::chrono::sys_time<microseconds> moment) {
  using namespace std::chrono_literals;
  return moment >= sys_days(1y / 1 / 1) && moment < sys_days(9999y / 12 / 31) + days(1);
}

// "12", "0.5", "0,5" before the letter; false where there is no number. `fraction` says whether it had one.
bool take_amount(std::string_view& text, bool& fraction) {
  std::size_t length = 0;
  while (length < text.size() && is_digit(text[length])) ++length;
  if (length == 0) return false;
  fraction = length < text.size() && (text[length] == '.' || text[length] == ',');
  if (fraction) {
    const std::size_t whole = ++length;
    while (length < text.size() && is_digit(text[length])) ++length;
    if (length == whole) return false;
  }
  text.remove_prefix(length);
  return true;
}

// Amounts with these letters, in their order, each at most once; only the last may have a fraction. The number taken, or -1.
int take_amounts(std::string_view& text, std::string_view letters, bool& fraction) {
  int taken = 0;
  while (!text.empty() && text.front() != 'T') {
    if (fraction || !take_amount(text, fraction) || text.empty()) return -1;
    const std::size_t letter = letters.find(text.front());
    if (letter == std::string_view::npos) return -1;
    letters.remove_prefix(letter + 1);
    text.remove_prefix(1);
    ++taken;
  }
  return taken;
}

}  // namespace

std::optional<std::int64_t> timestamp_of(std::string_view text) {
  Reader reader{text};
  bool extended = false;
  const auto day = date(reader, extended);
  if (!day || !reader.take('T')) return std::nullopt;
  const auto time = time_of_day(reader, extended);
  if (!time) return std::nullopt;
  const auto zone = offset(reader);
  if (!zone || !reader.rest.empty()) return std::nullopt;
  const std::chrono::sys_time<microseconds> moment = *day + *time - *zone;
  if (!is_within_years(moment)) return std::nullopt;
  return moment.time_since_epoch().count();
}

std::string timestamp_text(std::int64_t count) {
  const std::chrono::sys_time<microseconds> moment{microseconds(count)};
  const sys_days day = std::chrono::floor<days>(moment);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(moment - day);
  char text[64];
  const int length = std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%06dZ", static_cast<int>(date.year()),
                                   static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                                   static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                                   static_cast<int>(time.seconds().count()), static_cast<int>(time.subseconds().count()));
  return {text, static_cast<std::size_t>(length)};
}

bool is_duration(std::string_view text) {
  if (!text.starts_with('P')) return false;
  text.remove_prefix(1);
  bool fraction = false;
  if (text.ends_with('W')) return take_amounts(text, "W", fraction) == 1 && text.empty();
  const int dates = take_amounts(text, "YMD", fraction);
  if (dates < 0) return false;
  if (text.empty()) return dates > 0;
  text.remove_prefix(1);
  return !text.starts_with('T') && take_amounts(text, "HMS", fraction) > 0 && text.empty();
}

}  // namespace xapi
