// Request targets of any bytes: a path that is taken begins with a slash, stays inside and survives being encoded and read again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/http_server/target.h"
#include "base/text.h"

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

bool stays_inside(std::string_view path) {
  for (const std::string_view segment : base::split(path, '/')) {
    if (segment == "." || segment == "..") return false;
  }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  http_server::query_value(input, "page");
  // Any bytes come back from their encoded form.
  require(http_server::percent_decoded(http_server::percent_encoded_path(input)) == input);
  const auto target = http_server::parse_target(input);
  if (!target || target->path == "*") return 0;
  require(target->path.starts_with('/') && stays_inside(target->path));
  require(base::find_invalid_utf8(target->path) == std::string_view::npos);
  for (const char c : target->path) require(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
  const auto again = http_server::parse_target(http_server::percent_encoded_path(target->path));
  require(again && again->path == target->path && again->query.empty());
  return 0;
}
