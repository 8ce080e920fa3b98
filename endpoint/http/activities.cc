// An activity with all that statements have told of it.
#include "endpoint/http/resources.h"
#include "endpoint/xapi/formats.h"
#include "endpoint/xapi/json.h"

namespace http {

Response activities(const Call& call) {
  if (call.request.method != "GET") return method_not_allowed("GET");
  if (const auto wrong = check_parameters(call.parameters, {"activityId"})) return answer_problem(400, *wrong);
  const auto* id = call.parameter("activityId");
  if (id == nullptr) return answer_problem(400, {"activityId", "is needed"});
  if (!xapi::is_iri(*id)) return answer_problem(400, {"activityId", "is no IRI"});
  const auto definition = call.store.definition(*id);
  if (!definition) return answer_failure(definition.error());
  boost::json::object activity{{"objectType", "Activity"}, {"id", *id}};
  if (const auto parsed = xapi::parse_json(*definition)) activity["definition"] = *parsed;
  return answer_json(activity);
}

}  // namespace http
