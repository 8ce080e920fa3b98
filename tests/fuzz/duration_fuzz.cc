// Any text as a duration. Invariant: a right one consists of digits and its letters, is right in a statement, and is the same duration
// with a comma for its point and with a digit beyond the hundredth of a second.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "endpoint/xapi/comparison.h"
#include "endpoint/xapi/formats.h"
#include "endpoint/xapi/statement.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

std::string comparable(const std::string& duration) {
  const boost::json::value statement = {{"actor", {{"mbox", "mailto:a@b"}}},
                                        {"verb", {{"id", "a:b"}}},
                                        {"object", {{"id", "b:c"}}},
                                        {"result", {{"duration", duration}}}};
  require(!xapi::check_statement(statement, xapi::Version::k1_0_3));
  return xapi::comparable_text(statement.get_object(), xapi::Signatures::compared);
}

// With one more digit, where two or more stand behind the seconds' point.
std::string finer(std::string duration) {
  const std::size_t point = duration.find_first_of(".,");
  const bool has_hundredths = point != std::string::npos && duration.ends_with('S') && duration.size() - point > 3;
  return has_hundredths ? duration.insert(duration.size() - 1, "7") : duration;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string text(reinterpret_cast<const char*>(data), size);
  if (!xapi::is_duration(text)) return 0;
  require(text.find_first_not_of("0123456789.,PYMWDTHS") == std::string::npos);
  const std::string same = comparable(text);
  require(comparable(finer(text)) == same);
  std::replace(text.begin(), text.end(), '.', ',');
  require(comparable(text) == same);
  return 0;
}
