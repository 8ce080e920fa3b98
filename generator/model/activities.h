// activities.json: every id that learners' progress is kept under, so that none vanishes unnoticed.
#pragma once

#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "generator/model/site.h"

namespace model {

// The text of activities.json after this build. `before` is the last one's, or empty. An id of `before` that the site has
// neither as an id nor as an alias is reported (check "vanished-id") and stays listed, until an alias or its removal from the
// file settles it.
std::string activities_json(const Site& site, std::string_view before, base::Diagnostics& diagnostics);

}  // namespace model
