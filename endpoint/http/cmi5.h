// Courses of cmi5 below /cmi5/v1: added, launched, their units' tokens fetched, units waived, sessions abandoned.
#pragma once

#include <string_view>

#include "endpoint/http/call.h"

namespace http {

// One request as these resources see it; borrowed for the time of one call.
struct Cmi5Call {
  store::Store& store;
  const Options& options;
  const Request& request;
  std::string rest;     // of the path, behind the resource's name: a course's id
  auth::Caller caller;  // of a key or a learner, where the resource asks for one

  bool may_administer() const { return caller.may(auth::kAdminister); }
};

// `path` is what follows Options::cmi5_path.
Response answer_cmi5(store::Store& store, const Options& options, const Request& request, std::string_view path);

Response add_course(const Cmi5Call& call);     // POST   /courses
Response list_courses(const Cmi5Call& call);   // GET    /courses
Response show_course(const Cmi5Call& call);    // GET    /courses/ID
Response remove_course(const Cmi5Call& call);  // DELETE /courses/ID
Response launch_unit(const Cmi5Call& call);    // POST   /launch
Response fetch_token(const Cmi5Call& call);    // POST   /fetch
Response waive_unit(const Cmi5Call& call);     // POST   /waive
Response abandon_session(const Cmi5Call& call);  // POST /abandon

}  // namespace http
