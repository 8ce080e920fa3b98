#include "endpoint/http/request_log.h"

#include <fmt/format.h>

#include <boost/json/string.hpp>

#include "endpoint/xapi/formats.h"
#include "endpoint/xapi/json.h"

namespace http {
namespace {

std::string quoted(const std::string& text) { return xapi::to_text(boost::json::string(text)); }

}  // namespace

std::string log_line(const http_server::Request& request, const http_server::Response& response, const Served& served) {
  const std::string error = response.note.empty() ? "" : ",\"error\":" + quoted(response.note);
  return fmt::format(R"({{"time":"{}","method":{},"path":{},"status":{},"milliseconds":{:.2f},"bytes":{}{}}})", xapi::timestamp_text(served.begin),
                     quoted(request.method), quoted(request.path), response.status, served.seconds * 1'000, response.body.size(), error);
}

std::string refusal_line(int status, store::Time time) {
  return fmt::format(R"({{"time":"{}","status":{},"error":"refused before it was read whole"}})", xapi::timestamp_text(time), status);
}

}  // namespace http
