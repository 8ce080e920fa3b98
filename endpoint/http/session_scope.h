// What the token of a cmi5 session reaches below /xapi: its learner's own, within its registration.
#pragma once

#include <optional>

#include "endpoint/http/call.h"

namespace http {

// How the endpoint is reached, as the options say.
cmi5::Places places_of(const Options& options);

// Nothing: it may be done. For callers without a session nothing is looked at.
std::optional<Response> refused_to_session(const Call& call, const store::DocumentQuery& query);
// Of a query for statements: its registration becomes the session's.
std::optional<Response> refused_to_session(const Call& call, xapi::StatementQuery& query);

}  // namespace http
