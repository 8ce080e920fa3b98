// Declared attachments as values.
#pragma once

#include <boost/json/object.hpp>
#include <vector>

#include "endpoint/xapi/statement.h"

namespace xapi {

// Of a checked attachment.
Attachment attachment_of(const boost::json::object& attachment);

// Those of a checked statement or sub-statement itself.
std::vector<Attachment> attachments_of(const boost::json::object& statement);

}  // namespace xapi
