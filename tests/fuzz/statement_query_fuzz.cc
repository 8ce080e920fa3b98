// Parameters of a query, one "name=value" on a line. Invariant: what is read is within its bounds and is read the same from the
// parameters written again from it.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/text.h"
#include "endpoint/xapi/formats.h"
#include "endpoint/xapi/query.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

xapi::Parameters parameters_of(std::string_view input) {
  xapi::Parameters parameters;
  for (const auto line : base::split(input, '\n')) {
    const std::size_t equals = line.find('=');
    if (equals != std::string_view::npos) parameters.emplace_back(line.substr(0, equals), line.substr(equals + 1));
  }
  return parameters;
}

void add(xapi::Parameters& parameters, const char* name, const std::string& value) {
  if (!value.empty()) parameters.emplace_back(name, value);
}

// All but the agent, of which only the key is kept.
xapi::Parameters written(const xapi::StatementQuery& query) {
  xapi::Parameters parameters;
  add(parameters, "statementId", query.statement_id);
  add(parameters, "voidedStatementId", query.voided_statement_id);
  add(parameters, "verb", query.verb);
  add(parameters, "activity", query.activity);
  add(parameters, "registration", query.registration);
  if (query.related_activities) add(parameters, "related_activities", "true");
  if (query.related_agents) add(parameters, "related_agents", "true");
  if (query.since) add(parameters, "since", xapi::timestamp_text(*query.since));
  if (query.until) add(parameters, "until", xapi::timestamp_text(*query.until));
  if (query.limit > 0) add(parameters, "limit", std::to_string(query.limit));
  if (query.attachments) add(parameters, "attachments", "true");
  if (query.ascending) add(parameters, "ascending", "true");
  return parameters;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto query = xapi::parse_statement_query(parameters_of({reinterpret_cast<const char*>(data), size}));
  if (!query) return 0;
  require(query->limit >= 0 && (query->statement_id.empty() || query->voided_statement_id.empty()));
  const auto again = xapi::parse_statement_query(written(*query));
  require(again && written(*again) == written(*query));
  return 0;
}
