// Launching a unit, and the session that follows: its token, its statements, its end (cmi5, 8 and 9.3).
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>

#include "endpoint/auth/auth.h"
#include "endpoint/cmi5/lms.h"
#include "endpoint/cmi5/registration.h"

namespace cmi5 {

struct Launch {
  std::string course;              // key_of
  std::string unit;                // the publisher's id, or the index
  boost::json::object actor;       // an agent with an account
  std::string registration = {};   // "": the one that this actor has in this course anyway
  Mode mode = Mode::normal;
  std::string return_url = {};
};

struct Launched {
  std::string url;
  std::string registration, session;
  bool own_window = false;
};

// A session of the same registration that is under way is abandoned.
Answer<Launched> launch(store::Store& store, const Launch& launch, const Places& places);

// The answer to a unit that asks for its token: {"auth-token"} once, afterwards {"error-code", "error-text"} (cmi5, 8.2). `key` is the
// query of the fetch URL.
store::Result<boost::json::object> fetch(store::Store& store, std::string_view key);

// Who calls with a session's token ("Basic …"); nothing when the session is over, or was launched more than a day ago.
inline constexpr store::Time kLongestSession = 24LL * 60 * 60 * 1'000'000;  // microseconds
store::Result<std::optional<auth::Caller>> identify(store::Store& store, std::string_view authorization);

// A unit asks for the learner's preferences before it is initialized (cmi5, 11).
store::Result<void> note_preferences(store::Store& store, const std::string& session);

// Stores what a unit says, if its session's rules allow it: 403 if not, 409 for the id of another statement. Blocks and the course are
// satisfied, and the session ends, as the statements bring it about.
Answer<void> keep_statements(store::Store& store, const std::string& session, store::Insertion&& insertion, const Places& places);

// 404 for a session that is not under way.
Answer<void> abandon(store::Store& store, const std::string& session, const Places& places);

// The unit counts as done, for that reason. 409 when it was waived before.
Answer<void> waive(store::Store& store, const std::string& registration, std::string_view unit, const std::string& reason, const Places& places);

}  // namespace cmi5
