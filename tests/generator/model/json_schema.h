// Says whether JSON obeys a schema of tests/contract: the part of JSON Schema 2020-12 that they use.
#pragma once

#include <boost/json/value.hpp>
#include <string>

namespace test {

// Reads a file below the source folder; ends the test when it is no JSON.
boost::json::value read_json(const std::string& path);

// What breaks the schema, one a line: "/courses/0/id: no 'required' key 'name'". A keyword that this checker does not know is one
// of them.
std::string violations(const boost::json::value& value, const boost::json::value& schema);

}  // namespace test
