// Whom and what a statement mentions, for the filters, and what it teaches about them.
#pragma once

#include <boost/json/object.hpp>

#include "endpoint/xapi/statement.h"

namespace xapi {

// Fills agents, activities, attachments, definitions and names of `result` from a checked statement with its final authority.
void collect_mentions(const boost::json::object& statement, Statement& result);

}  // namespace xapi
