#include "endpoint/http/client_address.h"

#include "base/text.h"

namespace http {

bool is_loopback(std::string_view address) { return address.starts_with("127.") || address == "::1" || address.starts_with("::ffff:127."); }

std::string client_address(const http_server::Request& request) {
  const auto forwarded = base::trim(base::split(request.header("X-Forwarded-For"), ',').back());
  return is_loopback(request.peer) && !forwarded.empty() ? std::string(forwarded) : request.peer;
}

bool is_local(const http_server::Request& request) {
  return is_loopback(request.peer) && request.header("X-Forwarded-For").empty() && request.header("Forwarded").empty();
}

}  // namespace http
