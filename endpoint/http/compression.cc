#include "endpoint/http/compression.h"

#include <algorithm>

#include "base/gzip.h"
#include "base/text.h"

namespace http {
namespace {

constexpr std::size_t kLeast = 1'000;  // bytes
constexpr int kLevel = 4;              // 6 takes twice the time for three per cent

bool has_header(const http_server::Response& response, std::string_view name, std::string_view start) {
  return std::any_of(response.headers.begin(), response.headers.end(), [&](const auto& header) { return header.name == name && header.value.starts_with(start); });
}

// "gzip;q=0" → false; without a q: true.
bool is_allowed(std::string_view coding) {
  const auto quality = coding.find("q=");
  return quality == std::string_view::npos || coding.substr(quality + 2).find_first_of("123456789") != std::string_view::npos;
}

}  // namespace

bool accepts_gzip(std::string_view accepted) {
  bool any = false;
  for (const auto coding : base::split(accepted, ',')) {
    const std::string name = base::to_lower(base::trim(coding.substr(0, coding.find(';'))));
    if (name == "gzip" || name == "x-gzip") return is_allowed(coding);
    if (name == "*") any = is_allowed(coding);
  }
  return any;
}

void compress(const http_server::Request& request, http_server::Response& response) {
  if (response.body.size() < kLeast || !has_header(response, "Content-Type", "application/json") || has_header(response, "ETag", "")) return;
  response.headers.push_back({"Vary", "Accept-Encoding"});
  if (!accepts_gzip(request.header("Accept-Encoding"))) return;
  response.body = base::gzip(response.body, kLevel);
  response.headers.push_back({"Content-Encoding", "gzip"});
}

}  // namespace http
