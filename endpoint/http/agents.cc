// A person: all names under which one agent has been seen.
#include "endpoint/xapi/agent.h"

#include "endpoint/http/resources.h"
#include "endpoint/http/restriction.h"
#include "endpoint/xapi/json.h"

namespace http {

Response agents(const Call& call) {
  if (call.request.method != "GET") return method_not_allowed("GET");
  if (const auto wrong = check_parameters(call.parameters, {"agent"})) return answer_problem(400, *wrong);
  const auto* text = call.parameter("agent");
  if (text == nullptr) return answer_problem(400, {"agent", "is needed"});
  const auto agent = xapi::parse_json(*text);
  if (!agent) return answer_problem(400, {"agent", "is no JSON: " + agent.error().where + " " + agent.error().what});
  if (const auto wrong = xapi::check_actor(*agent, "agent", xapi::Allow::agents)) return answer_problem(400, *wrong);
  const std::string key = xapi::key_of(agent->as_object());
  if (!call.caller.session.empty()) {
    const auto self = xapi::parse_json(call.caller.authority);
    if (!self || xapi::key_of(self->as_object()) != key) return forbidden("allows this learner alone");
  }
  const auto names = call.store.names(key);
  if (!names) return answer_failure(names.error());
  const auto restriction = Restriction::for_caller(call);
  if (!restriction) return answer_failure(restriction.error());
  return answer_json(xapi::person(agent->as_object(), restriction->covers_agent(key) ? std::vector<std::string>() : *names));
}

}  // namespace http
