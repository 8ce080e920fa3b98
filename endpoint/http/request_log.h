// One line a request for whoever runs the endpoint: what was asked, what was answered, how long it took. Nothing of who asked: no
// address, no key, no query, for there stand learners' names.
#pragma once

#include <string>

#include "base/http_server/message.h"
#include "endpoint/store/records.h"

namespace http {

struct Served {
  store::Time begin = 0;
  double seconds = 0;
};

// {"time":"2026-11-26T22:31:52.240Z","method":"GET","path":"/health","status":200,"milliseconds":0.12,"bytes":15}, and "error" with
// the cause where there is one; no line end.
std::string log_line(const http_server::Request& request, const http_server::Response& response, const Served& served);

// {"time":"2026-11-26T22:31:52.240Z","status":413,"error":"refused before it was read whole"}: a request that no resource saw.
std::string refusal_line(int status, store::Time time);

}  // namespace http
