// What is kept of one learner, gathered from the store.
#pragma once

#include <boost/json/object.hpp>
#include <functional>
#include <string>
#include <string_view>

#include "endpoint/learning/bundle.h"
#include "endpoint/learning/progress.h"
#include "endpoint/store/store.h"

namespace learning {

// The account by which statements name a learner of this site.
boost::json::object agent_of(std::string_view site, std::string_view learner);

// Of the agent on whose authority a statement stands, as xapi::key_of; "" for none.
std::string authority_key(const boost::json::object& statement);

// Under which the endpoint says what it alone may say.
boost::json::object own_authority(std::string_view site);

// What a statement tells of the site's courses, if it counts: that a course is completed, and what was done in quizzes that `bundle`
// calls graded, does so on the endpoint's own authority alone. `bundle` may be nullptr.
std::optional<Event> counted_event(const boost::json::object& statement, std::string_view site, const Bundle* bundle);

// Calls `take` with each of the learner's events that count, in the order in which they were stored.
store::Result<void> for_each_event(store::Store& store, std::string_view site, const std::string& learner, const Bundle* bundle,
                                   const std::function<void(const Event&)>& take);

// Where the learner stands by all of them.
store::Result<State> state_of(store::Store& store, std::string_view site, const std::string& learner, const Bundle* bundle);

// How a learner stands with the endpoint: {"learner": …, "joined": …, "restricted": …}, and "consent": {"by", "given", "bundle"} for whoever
// was asked for it.
boost::json::object learner_json(const store::Learner& learner);

// All that names the learner, as JSON: {"format": 1, "learner": …, "statements": […], "documents": […]}, "attachments": […] where there
// are any, "classes": […] for whoever is in one, "restricted" and "consent" for whom they hold. A document's bytes stand in "content" when
// they are UTF-8, else in "base64", as an attachment's do.
store::Result<std::string> export_of(store::Store& store, const store::Learner& learner);

}  // namespace learning
