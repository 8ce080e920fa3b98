// A report as it leaves: JSON for the page, CSV for a spreadsheet.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>

#include "endpoint/classes/report.h"

namespace classes {

// As tests/contract/README.md, "Classes", has it. Members are known by their number; no learner's id is in it.
boost::json::object to_json(const Report& report);

// One member with every lesson and answer.
boost::json::object to_json(const Report& report, const MemberReport& member);

// RFC 4180 with commas and CRLF, UTF-8 with a byte order mark, without which spreadsheets guess wrong; a row for each member. Cells that a
// spreadsheet would take for a formula begin with an apostrophe. Headings in Indonesian or, for "en", English.
std::string to_csv(const Report& report, std::string_view language);

// "Siti", or "Peserta 3" ("Learner 3") for whoever gave no name.
std::string shown_name(const store::Member& member, std::string_view language);

}  // namespace classes
