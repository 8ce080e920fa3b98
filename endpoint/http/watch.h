// Looks on while a service answers: counts for /metrics, writes the log, and turns what was thrown into an answer.
#pragma once

#include <functional>
#include <string>

#include "base/http_server/http_server.h"
#include "endpoint/http/call.h"

namespace http {

using LogLine = std::function<void(const std::string& line)>;

// For a server: who answers, and who is told of what was refused unread (ServerOptions::refused).
struct Watched {
  http_server::Handler handler;
  std::function<void(int status)> refused;
};

// Answers as `handler` does, and /metrics to clients on this machine alone (a proxy's are not). Borrows the store. `log` may be
// empty; it is called from many threads at once.
Watched watched(http_server::Handler handler, store::Store& store, const Options& options, LogLine log);

}  // namespace http
