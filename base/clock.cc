#include "base/clock.h"

#include <fmt/format.h>
#include <unicode/timezone.h>

#include <chrono>
#include <cstdlib>
#include <memory>
#include <optional>

namespace base {
namespace {

constexpr int kMinute = 60;
constexpr int kHour = 60 * kMinute;
constexpr UnixTime kDay = 24 * kHour;
constexpr double kMilliseconds = 1000;

std::unique_ptr<icu::TimeZone> find_time_zone(std::string_view name) {
  const icu::UnicodeString id =
      icu::UnicodeString::fromUTF8({name.data(), static_cast<int32_t>(name.size())});
  icu::UnicodeString canonical;
  UBool listed = false;  // ICU also makes up zones such as "GMT+7"
  UErrorCode status = U_ZERO_ERROR;
  icu::TimeZone::getCanonicalID(id, canonical, listed, status);
  if (U_FAILURE(status) || !listed) return nullptr;
  return std::unique_ptr<icu::TimeZone>(icu::TimeZone::createTimeZone(id));
}

// Seconds to add to UTC; `local` says that `time` is on the zone's own clock.
int offset_at(const icu::TimeZone& zone, UnixTime time, bool local) {
  UErrorCode status = U_ZERO_ERROR;
  int32_t standard = 0;
  int32_t daylight = 0;
  zone.getOffset(static_cast<double>(time) * kMilliseconds, local, standard, daylight, status);
  return U_SUCCESS(status) ? (standard + daylight) / 1000 : 0;
}

bool read_two_digits(std::string_view text, int maximum, int& number) {
  if (text.size() < 2 || text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9') return false;
  number = (text[0] - '0') * 10 + (text[1] - '0');
  return number <= maximum;
}

// "09:00" or "09:00:30" at the start of `text`, which it removes.
bool take_time_of_day(std::string_view& text, int& seconds) {
  int hour = 0;
  int minute = 0;
  int second = 0;
  if (text.size() < 5 || !read_two_digits(text, 23, hour) || text[2] != ':' || !read_two_digits(text.substr(3), 59, minute)) {
    return false;
  }
  text.remove_prefix(5);
  if (text.starts_with(':')) {
    if (!read_two_digits(text.substr(1), 59, second)) return false;
    text.remove_prefix(3);
  }
  seconds = hour * kHour + minute * kMinute + second;
  return true;
}

// "Z", "+07:00" or "-03:30".
bool read_offset(std::string_view text, int& seconds) {
  seconds = 0;
  if (text == "Z") return true;
  int hours = 0;
  int minutes = 0;
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return false;
  if (!read_two_digits(text.substr(1), 23, hours) || !read_two_digits(text.substr(4), 59, minutes)) return false;
  seconds = (text[0] == '-' ? -1 : 1) * (hours * kHour + minutes * kMinute);
  return true;
}

// A moment as written: on which clock is known only when it carries an offset.
struct WrittenTime {
  UnixTime on_clock = 0;
  std::optional<int> offset;
};

bool read_written_time(std::string_view text, WrittenTime& written) {
  Date date;
  if (!parse_date(text.substr(0, 10), date)) return false;
  const std::chrono::sys_days day = std::chrono::year(date.year) / date.month / date.day;
  written.on_clock = UnixTime{day.time_since_epoch().count()} * kDay;
  text.remove_prefix(10);
  if (text.empty()) return true;
  int seconds = 0;
  if (!text.starts_with('T')) return false;
  text.remove_prefix(1);
  if (!take_time_of_day(text, seconds)) return false;
  written.on_clock += seconds;
  return text.empty() || read_offset(text, written.offset.emplace());
}

}  // namespace

UnixTime system_now() {
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

std::int64_t microseconds_now() {
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

Result<UnixTime> parse_time(std::string_view text, std::string_view time_zone) {
  WrittenTime written;
  if (!read_written_time(text, written)) {
    return fail(fmt::format("'{}' is not a time: write 2026-08-17, 2026-08-17T09:00 or 2026-08-17T09:00:00+07:00", text));
  }
  if (written.offset) return written.on_clock - *written.offset;
  const std::unique_ptr<icu::TimeZone> zone = find_time_zone(time_zone);
  if (!zone) return fail(fmt::format("no time zone is named '{}': write one such as Asia/Jakarta", time_zone));
  return written.on_clock - offset_at(*zone, written.on_clock, true);
}

Date date_in(UnixTime time, std::string_view time_zone) {
  const std::unique_ptr<icu::TimeZone> zone = find_time_zone(time_zone);
  if (zone) time += offset_at(*zone, time, false);
  const auto day = std::chrono::floor<std::chrono::days>(std::chrono::sys_seconds(std::chrono::seconds(time)));
  const std::chrono::year_month_day date(day);
  return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day()))};
}

std::string format_time(UnixTime time, std::string_view time_zone) {
  const std::unique_ptr<icu::TimeZone> zone = find_time_zone(time_zone);
  const int offset = zone ? offset_at(*zone, time, false) : 0;
  const UnixTime of_day = (((time + offset) % kDay) + kDay) % kDay;
  const int minutes = std::abs(offset) / kMinute;
  return fmt::format("{}T{:02}:{:02}:{:02}{}{:02}:{:02}", iso_date(date_in(time, time_zone)), of_day / kHour, of_day % kHour / kMinute,
                     of_day % kMinute, offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

bool is_time_zone(std::string_view name) { return find_time_zone(name) != nullptr; }

}  // namespace base
