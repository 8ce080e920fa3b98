// What a learner asks about their data: how it stands, that it be given to nobody else, that consent is withdrawn.
#include "endpoint/http/learn_call.h"
#include "endpoint/learning/records.h"

namespace http {

Response show_learner(const LearnCall& call) {
  const auto learner = call.store.learner(call.caller.learner);
  if (!learner) return answer_failure(learner.error());
  if (!*learner) return gone();  // meanwhile
  auto response = answer_json(learning::learner_json(**learner));
  response.headers.push_back({"Cache-Control", "no-store"});
  return response;
}

Response restrict(const LearnCall& call) {
  const auto restricted = truth_of_body(call, "restricted");
  if (!restricted) return answer_problem(400, restricted.error());
  const auto done = call.store.restrict_learner(call.caller.learner, *restricted);
  if (!done) return answer_failure(done.error());
  return *done ? answer_json({{"restricted", *restricted}}) : gone();
}

// Without it nothing may be kept.
Response withdraw(const LearnCall& call) {
  const auto learner = call.store.learner(call.caller.learner);
  if (!learner) return answer_failure(learner.error());
  if (!*learner) return gone();  // meanwhile
  if ((*learner)->consent.by.empty()) return answer_problem(404, {"consent", "was not asked for when this learner joined; DELETE /learner erases all"});
  return erase(call);
}

}  // namespace http
