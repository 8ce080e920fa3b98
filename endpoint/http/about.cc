// What this store speaks.
#include "endpoint/http/resources.h"

namespace http {

Response about(const Call& call) {
  if (call.request.method != "GET") return method_not_allowed("GET");
  return answer_json({{"version", {"1.0.3", "2.0.0"}}});
}

}  // namespace http
