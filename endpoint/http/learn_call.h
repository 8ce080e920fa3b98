// One request to the learning API as its resources see it.
#pragma once

#include "endpoint/auth/codes.h"
#include "endpoint/auth/tries.h"
#include "endpoint/http/call.h"

namespace http {

// Borrowed for the time of one call.
struct LearnCall {
  store::Store& store;
  const Options& options;
  learning::Courses& courses;
  const Request& request;
  auth::CodeHasher& hasher;
  auth::Tries& tries_of_locator;
  auth::Tries& tries_of_address;
  auth::Caller caller;  // a learner, where the resource asks for one
  std::string_view rest = {};  // of the path, behind a route that ends in '/'
};

// A text of the body's JSON object; refused when it is missing.
xapi::Checked<std::string> text_of_body(const LearnCall& call, std::string_view name);
// The body's JSON object.
xapi::Checked<boost::json::object> object_of_body(const LearnCall& call);
// The same of true or false.
xapi::Checked<bool> truth_of_body(const LearnCall& call, std::string_view name);

Response join(const LearnCall& call);     // POST   /learners
Response recover(const LearnCall& call);  // POST   /sessions
Response leave(const LearnCall& call);    // DELETE /sessions
Response progress(const LearnCall& call);     // GET    /state
Response export_all(const LearnCall& call);   // GET    /export
Response erase(const LearnCall& call);        // DELETE /learner
Response begin_attempt(const LearnCall& call);   // POST /attempts
Response past_attempts(const LearnCall& call);   // GET  /attempts
Response answer_attempt(const LearnCall& call);  // POST /attempts/<id>
Response show_learner(const LearnCall& call);  // GET    /learner
Response restrict(const LearnCall& call);      // PUT    /restriction
Response withdraw(const LearnCall& call);      // DELETE /consent

}  // namespace http
