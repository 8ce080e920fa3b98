// What the endpoint itself says as the LMS: that a unit was launched, abandoned or waived, that a block or course is satisfied (cmi5, 9.3).
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>

#include "endpoint/cmi5/course.h"
#include "endpoint/cmi5/registration.h"
#include "endpoint/store/store.h"

namespace cmi5 {

// How the endpoint and the files of packages are reached from browsers.
struct Places {
  std::string xapi;     // "https://progres.desa.example/xapi/"
  std::string fetch;    // "https://progres.desa.example/cmi5/v1/fetch"
  std::string content;  // "https://isi.desa.example/", or "": no packages with files
  std::string home;     // homePage of the account in whose name the endpoint speaks
};

// A unit as it is launched: its address without what the launch adds.
std::string address_of(const Course& course, const AssignableUnit& unit, const Places& places);

// What units need to know of their launch (cmi5, 10.2).
boost::json::object launch_data(const Session& session, const AssignableUnit& unit, const std::string& return_url);

// Each stores one statement with an id made from what it is about: said twice, it is said once.
store::Result<void> say_launched(store::Store& store, const Registration& registration, const Session& session, const Course& course,
                                 const AssignableUnit& unit, const Places& places);
// The session's length is the time from its launch to the unit's last statement.
store::Result<void> say_abandoned(store::Store& store, const Registration& registration, const Session& session, const Places& places);
store::Result<void> say_waived(store::Store& store, const Registration& registration, const AssignableUnit& unit, const std::string& activity,
                               const std::string& reason, const Places& places);
store::Result<bool> was_waived(store::Store& store, const std::string& registration, const std::string& activity);
// Whatever is satisfied and was not said to be. `session` is the one that brought it about; "": none.
store::Result<void> say_satisfied(store::Store& store, const std::string& registration, const std::string& session, const Places& places);

// The course under that key; nothing when there is none.
store::Result<std::optional<Course>> read_course_of(store::Store& store, const std::string& key);

}  // namespace cmi5
