// Agents and groups: who did something, and when two are the same.
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <vector>

#include "endpoint/xapi/problem.h"

namespace xapi {

enum class Allow { agents, agents_and_groups };

// What is wrong with an agent or group (xAPI 1.0.3, 2.4.2; 2.0, 4.2.2), or nothing. `where` is its place, for the Problem.
std::optional<Problem> check_actor(const boost::json::value& actor, const std::string& where, Allow allow);

// What identifies it, the same for every way to write it: "mbox mailto:siti@desa.example", "sha1 …", "openid …",
// "account <homePage> <name>" (separated by a line end). Empty for an anonymous group.
std::string key_of(const boost::json::object& actor);

// The keys of the group itself and of its members, or of the agent alone.
std::vector<std::string> keys_within(const boost::json::object& actor);

// The Person object of the agents resource: every name seen and the identifier.
boost::json::object person(const boost::json::object& agent, const std::vector<std::string>& names);

}  // namespace xapi
