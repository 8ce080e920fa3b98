// Somebody's enrolment in a course: what has been said of its units, and the session that is under way.
#pragma once

#include <boost/json/object.hpp>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "endpoint/store/store.h"
#include "endpoint/xapi/problem.h"

namespace cmi5 {

enum class Mode { normal, browse, review };

std::string_view name_of(Mode mode);  // "Normal"
std::optional<Mode> mode_of(std::string_view name);

// One launch of one unit. Its id begins with the registration's, so that one leads to the other. A statement that ends or begins
// something is noted by its id before it is stored: sent again, after a failure in between, it is taken.
struct Session {
  std::string id;         // "<registration>.<UUID>"
  std::string unit;       // its activity id
  std::string publisher;  // its publisher's id
  Mode mode = Mode::normal;
  std::optional<double> mastery_score;
  std::string fetch_hash;      // of the secret in the fetch URL
  std::string token_hash;      // "" before the token was fetched
  store::Time launched = 0;
  store::Time heard = 0;       // when the unit's last statement came; 0: none did
  std::int64_t began = 0;      // timestamps of "initialized" and of the latest statement, microseconds since 1970
  std::int64_t latest = 0;
  std::string initialized, judged, terminated;  // ids of statements; judged: passed or failed
  bool knows_preferences = false;  // the unit has asked for the learner's
  bool abandoned = false;

  bool is_over() const { return abandoned || !terminated.empty(); }
};

// Ids of statements, in all sessions of the registration; `waived` is the session id of that statement.
struct UnitProgress {
  std::string completed, passed, waived;
};

struct Registration {
  std::string id;      // a UUID, lower case
  std::string course;  // key_of
  boost::json::object actor;
  std::map<std::string, UnitProgress> units;  // by activity id
  std::set<std::string> satisfied;            // activity ids of blocks and the course of which that was said
  std::optional<Session> session;             // one at most: launching another abandons it
};

// The id of the registration to which a session belongs; "" for no session's id.
std::string registration_of(std::string_view session);
std::string new_session_id(const std::string& registration);

// What the store keeps, and back.
std::string text_of(const Registration& registration);
std::optional<Registration> registration_of_text(const std::string& id, std::string_view text);

// Why something is not done: the status of the answer, and the problem.
struct Refusal {
  int status = 400;
  xapi::Problem problem;
};
template <class T>
using Answer = store::Result<tl::expected<T, Refusal>>;

inline tl::unexpected<Refusal> refuse(int status, std::string where, std::string what) {
  return tl::unexpected<Refusal>(Refusal{status, {std::move(where), std::move(what)}});
}

store::Result<std::optional<Registration>> read_registration(store::Store& store, const std::string& id);

// `change` sees the registration and changes it while nobody else does; what it refuses stays as it was. 404 when there is none.
Answer<Registration> change_registration(store::Store& store, const std::string& id, const std::function<std::optional<Refusal>(Registration&)>& change);

// The registration of that id for this actor and course, made if there is none: `is_new` says so. 409 when it is another's.
struct Enrolment {
  Registration registration;
  bool is_new = false;
};
Answer<Enrolment> enrol(store::Store& store, const Registration& wanted);

}  // namespace cmi5
