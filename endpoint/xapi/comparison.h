// When two statements are the same although they are written differently (xAPI 1.0.3, 2.3.1; 2.0, 4.2.7.3).
#pragma once

#include <boost/json/object.hpp>
#include <string>

namespace xapi {

enum class Signatures { compared, ignored };

// A text that is equal for equal statements, checked ones. It leaves out what a store assigns (id, stored, authority, version), the
// definitions of activities and the display of verbs; the order of keys, of a group's members and of attachments does not matter;
// points in time are compared rather than their zones, durations to the hundredth of a second.
std::string comparable_text(const boost::json::object& statement, Signatures signatures);

}  // namespace xapi
