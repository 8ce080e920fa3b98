// The time, as a seam: builds take it once, and `--now` replaces it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/locale.h"
#include "base/result.h"

namespace base {

// Seconds since 1970-01-01T00:00:00Z.
using UnixTime = std::int64_t;

UnixTime system_now();

// The same moment in microseconds.
std::int64_t microseconds_now();

// "2026-08-17", "2026-08-17T09:00", "2026-08-17T09:00:00+07:00" or "…Z". Without an offset the time is local to `time_zone`
// (an IANA name such as "Asia/Jakarta").
Result<UnixTime> parse_time(std::string_view text, std::string_view time_zone);

// The calendar day of a moment in a time zone.
Date date_in(UnixTime time, std::string_view time_zone);

// "2026-08-17T09:00:00+07:00": a moment on the clocks of a time zone; in UTC ("+00:00") when there is no such zone.
std::string format_time(UnixTime time, std::string_view time_zone);

bool is_time_zone(std::string_view name);

}  // namespace base
