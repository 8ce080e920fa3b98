// What a unit may say within its session (cmi5, 7.1, 9 and 10.2.2).
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <vector>

#include "endpoint/cmi5/registration.h"
#include "endpoint/xapi/problem.h"
#include "endpoint/xapi/statement.h"

namespace cmi5 {

// Of statements that read_batch prepared: one that came without its id has this one, and one without timestamp that of 1970.
inline constexpr const char* kNoId = "00000000-0000-0000-0000-000000000000";

// A statement with the category of cmi5 follows all of its rules; any other is "allowed", and only has to belong to the session.
bool is_defined(const boost::json::object& statement);

// What can be told from the statement and the session, without those that came before.
std::optional<xapi::Problem> check_form(const Registration& registration, const Session& session, const boost::json::object& statement);

// In their order: the first is "initialized", "terminated" the last, nothing twice. Takes them into the registration, `now` being when they
// came; refused is the first that does not fit, and then the registration is to be thrown away.
std::optional<xapi::Problem> take_statements(Registration& registration, const std::vector<xapi::Statement>& statements, store::Time now);

}  // namespace cmi5
