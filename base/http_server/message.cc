#include "base/http_server/message.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <ctime>

#include "base/text.h"

namespace http_server {

std::string_view Request::header(std::string_view name) const {
  const auto found = std::ranges::find_if(headers, [&](const Header& header) {
    return header.name.size() == name.size() && base::starts_with_ignoring_case(header.name, name);
  });
  return found == headers.end() ? std::string_view() : std::string_view(found->value);
}

Response text_response(int status, std::string_view text) {
  return {status, {{"Content-Type", "text/plain; charset=utf-8"}}, std::string(text) + "\n"};
}

std::string format_event(std::string_view name, std::string_view data) {
  assert(name.find_first_of("\r\n") == std::string_view::npos);  // event names are ours
  std::string lines(data);
  std::ranges::replace(lines, '\r', '\n');  // both end a line here
  std::string event = fmt::format("event: {}\n", name);
  for (const std::string_view line : base::split(lines, '\n')) event.append("data: ").append(line).append("\n");
  return event + "\n";
}

std::string http_date(base::UnixTime time) {
  // Not strftime: its names depend on the locale.
  constexpr std::array kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t seconds = time;
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} GMT", kDays.at(parts.tm_wday), parts.tm_mday, kMonths.at(parts.tm_mon),
                     parts.tm_year + 1900, parts.tm_hour, parts.tm_min, parts.tm_sec);
}

}  // namespace http_server
