// The alternate request syntax of xAPI 1.0.3 (part three, 1.3): everything in the form of a POST, for clients that can send nothing else.
#pragma once

#include "endpoint/http/call.h"

namespace http {

struct ReadRequest {
  Request request;              // its method, headers and body as meant
  xapi::Parameters parameters;
  bool was_alternate = false;
};

// A request without "method" in its query comes back as it is, with its parameters decoded.
xapi::Checked<ReadRequest> undo_alternate_syntax(const Request& request);

}  // namespace http
