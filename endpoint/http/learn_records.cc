// What is kept of a learner: seen, taken along, erased.
#include <fmt/format.h>

#include "base/clock.h"
#include "endpoint/http/learn_call.h"
#include "endpoint/learning/records.h"
#include "endpoint/xapi/formats.h"
#include "endpoint/xapi/json.h"

namespace http {

Response progress(const LearnCall& call) {
  const auto bundle = call.courses.newest(call.store, call.options.site);
  if (!bundle) return answer_failure(bundle.error());
  auto state = learning::state_of(call.store, call.options.site, call.caller.learner, bundle->get());
  if (!state) return answer_failure(state.error());
  if (*bundle) {
    // Here, too: a bundle may have come after the last event.
    if (const auto said = learning::say_completed(call.store, **bundle, call.caller.learner, *state); !said) return answer_failure(said.error());
  }
  auto response = answer_json(learning::to_json(*state));
  const std::string tag = etag_of(response.body);
  response.headers.push_back({"ETag", tag});
  response.headers.push_back({"Cache-Control", "private, no-cache"});
  if (has_tag(call.request.header("If-None-Match"), tag)) {
    response.status = 304;
    response.body.clear();
  }
  return response;
}

Response export_all(const LearnCall& call) {
  const auto learner = call.store.learner(call.caller.learner);
  if (!learner) return answer_failure(learner.error());
  if (!*learner) return gone();  // meanwhile
  auto text = learning::export_of(call.store, **learner);
  if (!text) return answer_failure(text.error());
  return {.headers = {{"Content-Type", "application/json"}, {"Content-Disposition", "attachment; filename=\"sanggar.json\""}, {"Cache-Control", "no-store"}},
          .body = std::move(*text)};
}

Response erase(const LearnCall& call) {
  const std::string receipt = xapi::random_uuid();
  const auto erased = call.store.erase_learner(call.caller.learner, receipt);
  if (!erased) return answer_failure(erased.error());
  if (!*erased) return gone();  // meanwhile
  return answer_json({{"receipt", receipt},
                      {"erased", {{"statements", (*erased)->statements}, {"documents", (*erased)->documents}}},
                      {"time", xapi::timestamp_text(base::microseconds_now())}});
}

}  // namespace http
