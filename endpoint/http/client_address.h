// Whose request it is when a proxy on this machine stands between.
#pragma once

#include <string>

#include "base/http_server/message.h"

namespace http {

// The connection comes from this machine itself: 127.0.0.0/8 or ::1.
bool is_loopback(std::string_view address);

// The client's address: the connection's, or what a proxy on this machine names last in X-Forwarded-For; nobody else is believed.
std::string client_address(const http_server::Request& request);

// From this machine, and not handed on by a proxy for somebody else.
bool is_local(const http_server::Request& request);

}  // namespace http
