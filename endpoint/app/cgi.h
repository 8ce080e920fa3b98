// One request as a web server hands it to a program (CGI, RFC 3875): for shared hosting, where no program may stay running.
#pragma once

#include <cstdio>
#include <functional>
#include <string>

#include "base/http_server/message.h"
#include "base/result.h"

namespace endpoint_app {

// The value of a meta-variable, "" when it is not set.
using Variable = std::function<std::string(const std::string& name)>;

struct CgiRequest {
  http_server::Request request;  // its path is PATH_INFO
  std::string prefix;            // what clients write before that path: "/cgi-bin/sanggar.cgi", or "" behind a rule that hides it
};

// Reads the variables and the body. Error: not called as CGI is.
base::Result<CgiRequest> cgi_request(const Variable& variable, const char* const* environment, std::string body);

// Status, headers, an empty line, the body.
std::string cgi_text(const http_server::Request& request, const http_server::Response& response);

}  // namespace endpoint_app
