// The parameters of GET /statements, checked (xAPI 1.0.3, part three, 2.1.3).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "endpoint/xapi/problem.h"
#include "endpoint/xapi/statement.h"
#include "endpoint/xapi/version.h"

namespace xapi {

using Parameters = std::vector<std::pair<std::string, std::string>>;  // decoded, in their order

struct StatementQuery {
  std::string statement_id;         // with it, or with voided_statement_id, only attachments and format may be given
  std::string voided_statement_id;
  std::string agent;                // its key
  std::string verb;
  std::string activity;
  std::string registration;
  bool related_activities = false;
  bool related_agents = false;
  std::optional<std::int64_t> since;  // microseconds; stored later than
  std::optional<std::int64_t> until;  // stored at or before
  int limit = 0;                      // 0: as many as the server gives
  Format format = Format::exact;
  bool attachments = false;
  bool ascending = false;
};

// Unknown parameters, one given twice, wrong values and forbidden combinations are refused; `where` is the parameter's name.
Checked<StatementQuery> parse_statement_query(const Parameters& parameters);

}  // namespace xapi
