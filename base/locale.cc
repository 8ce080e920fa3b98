#include "base/locale.h"

#include <fmt/format.h>
#include <unicode/coll.h>
#include <unicode/datefmt.h>
#include <unicode/gregocal.h>
#include <unicode/measfmt.h>
#include <unicode/measunit.h>
#include <unicode/numberformatter.h>
#include <unicode/smpdtfmt.h>

#include <algorithm>
#include <array>
#include <cfloat>
#include <chrono>
#include <cmath>
#include <map>
#include <memory>
#include <unordered_map>
#include <utility>

namespace base {
namespace {

constexpr double kMillisecondsPerDay = 86'400'000;

icu::Locale locale_of(std::string_view language) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Locale locale = icu::Locale::forLanguageTag({language.data(), static_cast<int32_t>(language.size())}, status);
  return U_SUCCESS(status) && !locale.isBogus() ? locale : icu::Locale::getRoot();
}

// ICU's formatters are dear to make and not to be shared by threads: each thread keeps its own, one a language.
template <class T>
using ByLanguage = std::map<std::string, std::unique_ptr<T>, std::less<>>;

template <class T, class Make>
T* cached(ByLanguage<T>& made, std::string_view language, Make make) {
  auto item = made.find(language);
  if (item == made.end()) item = made.emplace(std::string(language), make(locale_of(language))).first;
  return item->second.get();
}

std::string to_utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

std::unique_ptr<icu::DateFormat> make_date_format(const icu::Locale& locale) {
  const std::string_view language = locale.getLanguage();
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::DateFormat> format;
  if (language == "id" || language == "en") {  // also for en-US: the same order on every page of a site
    format = std::make_unique<icu::SimpleDateFormat>(icu::UnicodeString(u"d MMMM y"), locale, status);
  } else {
    format.reset(icu::DateFormat::createDateInstance(icu::DateFormat::kLong, locale));
  }
  if (!format || U_FAILURE(status)) return nullptr;
  auto calendar = std::make_unique<icu::GregorianCalendar>(*icu::TimeZone::getGMT(), locale, status);
  if (U_FAILURE(status)) return nullptr;
  calendar->setGregorianChange(-DBL_MAX, status);  // proleptic, as our dates
  format->adoptCalendar(calendar.release());
  return format;
}

// A site names the same days again and again.
struct DateTexts {
  explicit DateTexts(std::unique_ptr<icu::DateFormat> made_format) : format(std::move(made_format)) {}

  std::unique_ptr<icu::DateFormat> format;
  std::unordered_map<int, std::string> made;  // by day since 1970
};

std::chrono::sys_days days_of(const Date& date) {
  return std::chrono::year(date.year) / date.month / date.day;
}

bool read_digits(std::string_view text, int& number) {
  number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
    number = number * 10 + (c - '0');
  }
  return true;
}

struct Unit {
  double size;
  std::string_view name;
};
constexpr std::array kUnits = std::to_array<Unit>({{1, "B"}, {1e3, "kB"}, {1e6, "MB"}, {1e9, "GB"}, {1e12, "TB"}});

// One digit after the separator below 10, unless it is 0; bytes are whole.
double rounded_for_people(double number) { return number < 10 ? std::round(number * 10) / 10 : std::round(number); }

struct DurationWords {
  std::string_view language, hours, minutes;
};
constexpr std::array kDurationWords = std::to_array<DurationWords>({{"id", "jam", "menit"}, {"en", "hr", "min"}});

std::string duration_by_icu(int minutes, const icu::Locale& locale) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::MeasureFormat format(locale, UMEASFMT_WIDTH_SHORT, status);
  const std::array measures{icu::Measure(minutes / 60, icu::MeasureUnit::createHour(status), status),
                            icu::Measure(minutes % 60, icu::MeasureUnit::createMinute(status), status)};
  const int first = minutes < 60 ? 1 : 0;
  const int count = minutes >= 60 && minutes % 60 != 0 ? 2 : 1;
  icu::UnicodeString text;
  icu::FieldPosition ignored;
  format.formatMeasures(measures.data() + first, count, text, ignored, status);
  return U_SUCCESS(status) ? to_utf8(text) : fmt::format("{} min", minutes);
}

}  // namespace

bool parse_date(std::string_view text, Date& date) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  Date read;
  if (!read_digits(text.substr(0, 4), read.year) || !read_digits(text.substr(5, 2), read.month) ||
      !read_digits(text.substr(8, 2), read.day)) {
    return false;
  }
  const std::chrono::year_month_day day = std::chrono::year(read.year) / read.month / read.day;
  if (!day.ok() || !read.known()) return false;
  date = read;
  return true;
}

std::string iso_date(const Date& date) { return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day); }

std::string format_date(const Date& date, std::string_view language) {
  if (!date.known()) return {};
  thread_local ByLanguage<DateTexts> by_language;
  DateTexts* texts = cached(by_language, language, [](const icu::Locale& locale) { return std::make_unique<DateTexts>(make_date_format(locale)); });
  if (!texts->format) return iso_date(date);
  const auto days = static_cast<int>(days_of(date).time_since_epoch().count());
  std::string& text = texts->made[days];
  if (text.empty()) {
    icu::UnicodeString formatted;
    texts->format->format(days * kMillisecondsPerDay, formatted);
    text = to_utf8(formatted);
  }
  return text;
}

std::string format_number(double number, int decimals, std::string_view language) {
  using Formatter = icu::number::LocalizedNumberFormatter;
  thread_local ByLanguage<Formatter> formatters;
  const auto make = [](const icu::Locale& locale) {
    return std::make_unique<Formatter>(icu::number::NumberFormatter::withLocale(locale).roundingMode(UNUM_ROUND_HALFUP));
  };
  const Formatter* formatter = cached(formatters, language, make);
  UErrorCode status = U_ZERO_ERROR;
  const auto exact = formatter->precision(icu::number::Precision::fixedFraction(decimals));
  const icu::UnicodeString text = exact.formatDouble(number, status).toString(status);
  return U_SUCCESS(status) ? to_utf8(text) : fmt::format("{:.{}f}", number, decimals);
}

std::string format_bytes(std::uint64_t bytes, std::string_view language) {
  const auto size = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (unit + 1 < kUnits.size() && rounded_for_people(size / kUnits[unit].size) >= 1000) ++unit;
  const double number = rounded_for_people(size / kUnits[unit].size);
  const int decimals = number == std::floor(number) ? 0 : 1;
  return fmt::format("{} {}", format_number(number, decimals, language), kUnits[unit].name);
}

std::string format_minutes(int minutes, std::string_view language) {
  const std::string_view code = language.substr(0, language.find_first_of("-_"));
  const auto* words = std::ranges::find(kDurationWords, code, &DurationWords::language);
  if (words == kDurationWords.end()) return duration_by_icu(minutes, locale_of(language));
  if (minutes < 60) return fmt::format("{} {}", minutes, words->minutes);
  std::string out = fmt::format("{} {}", minutes / 60, words->hours);
  if (minutes % 60 != 0) out += fmt::format(" {} {}", minutes % 60, words->minutes);
  return out;
}

int compare_text(std::string_view left, std::string_view right, std::string_view language) {
  thread_local ByLanguage<icu::Collator> collators;
  const auto make = [](const icu::Locale& locale) {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<icu::Collator>(icu::Collator::createInstance(locale, status));
  };
  const icu::Collator* collator = cached(collators, language, make);
  UErrorCode status = U_ZERO_ERROR;
  if (!collator) return (left > right) - (left < right);
  return collator->compareUTF8({left.data(), static_cast<int32_t>(left.size())},
                               {right.data(), static_cast<int32_t>(right.size())}, status);
}

}  // namespace base
