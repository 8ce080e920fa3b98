// Any text as the signature of a statement. Invariants: base64url that is read is the only way to write its bytes; a signature that is
// accepted is so again, and is not that of another statement.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "endpoint/xapi/attachments.h"
#include "endpoint/xapi/digest.h"
#include "endpoint/xapi/json.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

std::string base64url(std::string_view bytes) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto at = [&](std::size_t j) { return i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0U; };
    const unsigned group = at(0) << 16 | at(1) << 8 | at(2);
    const std::size_t digits = bytes.size() - i >= 3 ? 4 : bytes.size() - i + 1;
    for (std::size_t j = 0; j < digits; ++j) text += kDigits[group >> (18 - 6 * j) & 63];
  }
  return text;
}

boost::json::value statement(const char* verb) {
  return {{"actor", {{"mbox", "mailto:a@b"}}}, {"verb", {{"id", verb}}}, {"object", {{"id", "b:c"}}}};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const boost::json::value kSigned = statement("a:b");
  static const boost::json::value kOther = statement("a:c");
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  if (const auto bytes = xapi::decode_base64url(input)) require(base64url(*bytes) == input);
  if (xapi::check_signature(kSigned, input)) return 0;
  require(!xapi::check_signature(kSigned, std::string(input)));
  require(xapi::check_signature(kOther, input).has_value());
  return 0;
}
