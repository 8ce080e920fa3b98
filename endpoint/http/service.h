// The endpoint as a function from requests to responses: finds the resource, checks version and caller, lets browsers in.
#pragma once

#include "base/http_server/http_server.h"
#include "endpoint/http/call.h"

namespace http {

// The handler borrows the store. Besides what the resources answer it serves /health (200 while the store answers).
http_server::Handler make_service(store::Store& store, Options options);

}  // namespace http
