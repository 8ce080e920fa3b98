// The resources of xAPI (1.0.3, part three, 2; 2.0, 4.1.6), each a function from a call to its answer.
#pragma once

#include "endpoint/http/call.h"

namespace http {

Response about(const Call& call);
Response statements(const Call& call);
Response state(const Call& call);
Response activity_profile(const Call& call);
Response agent_profile(const Call& call);
Response activities(const Call& call);
Response agents(const Call& call);

}  // namespace http
