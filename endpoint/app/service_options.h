// What `serve` and `cgi` make of their options for the service.
#pragma once

#include "base/result.h"
#include "endpoint/app/commands.h"
#include "endpoint/http/call.h"

namespace endpoint_app {

base::Result<http::Options> service_options(const ServeOptions& options);
std::size_t body_limit(const ServeOptions& options);  // bytes

}  // namespace endpoint_app
