#include "endpoint/xapi/query.h"

#include <array>
#include <charconv>
#include <set>

#include "endpoint/xapi/agent.h"
#include "endpoint/xapi/formats.h"
#include "endpoint/xapi/json.h"

namespace xapi {
namespace {

using Finding = std::optional<Problem>;

// Reads a parameter's value into the query; what is wrong with it, or nothing.
using Read = Finding (*)(const std::string& name, const std::string& value, StatementQuery& query);

Finding wrong(const std::string& name, std::string what) { return Problem{name, std::move(what)}; }

template <auto Field>
Finding read_uuid(const std::string& name, const std::string& value, StatementQuery& query) {
  if (!is_uuid(value)) return wrong(name, "is no UUID");
  query.*Field = lower_uuid(value);
  return std::nullopt;
}

template <auto Field>
Finding read_iri(const std::string& name, const std::string& value, StatementQuery& query) {
  if (!is_iri(value)) return wrong(name, "is no IRI");
  query.*Field = value;
  return std::nullopt;
}

template <auto Field>
Finding read_flag(const std::string& name, const std::string& value, StatementQuery& query) {
  if (value != "true" && value != "false") return wrong(name, "is neither true nor false");
  query.*Field = value == "true";
  return std::nullopt;
}

template <auto Field>
Finding read_moment(const std::string& name, const std::string& value, StatementQuery& query) {
  query.*Field = timestamp_of(value);
  return query.*Field ? std::nullopt : wrong(name, "is no ISO 8601 timestamp");
}

Finding read_agent(const std::string& name, const std::string& value, StatementQuery& query) {
  const auto agent = parse_json(value);
  if (!agent) return wrong(name, "is no JSON: " + agent.error().where + " " + agent.error().what);
  if (auto found = check_actor(*agent, name, Allow::agents_and_groups)) return found;
  query.agent = key_of(agent->as_object());
  return query.agent.empty() ? wrong(name, "is a group without an identifier") : std::nullopt;
}

Finding read_limit(const std::string& name, const std::string& value, StatementQuery& query) {
  const char* end = value.data() + value.size();
  const auto read = std::from_chars(value.data(), end, query.limit);
  if (read.ec != std::errc() || read.ptr != end || query.limit < 0) return wrong(name, "is no whole number from 0 up");
  return std::nullopt;
}

Finding read_format(const std::string& name, const std::string& value, StatementQuery& query) {
  if (value == "exact") {
    query.format = Format::exact;
  } else if (value == "ids") {
    query.format = Format::ids;
  } else if (value == "canonical") {
    query.format = Format::canonical;
  } else {
    return wrong(name, "is neither ids, exact nor canonical");
  }
  return std::nullopt;
}

enum class With { list, single_too };  // may it stand beside an id of a statement?

struct Parameter {
  std::string_view name;
  With with;
  Read read;
};

constexpr std::array<Parameter, 14> kParameters = {{{"statementId", With::single_too, read_uuid<&StatementQuery::statement_id>},
                                                    {"voidedStatementId", With::single_too, read_uuid<&StatementQuery::voided_statement_id>},
                                                    {"agent", With::list, read_agent},
                                                    {"verb", With::list, read_iri<&StatementQuery::verb>},
                                                    {"activity", With::list, read_iri<&StatementQuery::activity>},
                                                    {"registration", With::list, read_uuid<&StatementQuery::registration>},
                                                    {"related_activities", With::list, read_flag<&StatementQuery::related_activities>},
                                                    {"related_agents", With::list, read_flag<&StatementQuery::related_agents>},
                                                    {"since", With::list, read_moment<&StatementQuery::since>},
                                                    {"until", With::list, read_moment<&StatementQuery::until>},
                                                    {"limit", With::list, read_limit},
                                                    {"format", With::single_too, read_format},
                                                    {"attachments", With::single_too, read_flag<&StatementQuery::attachments>},
                                                    {"ascending", With::list, read_flag<&StatementQuery::ascending>}}};

const Parameter* parameter_of(std::string_view name) {
  for (const auto& parameter : kParameters) {
    if (parameter.name == name) return &parameter;
  }
  return nullptr;
}

// A statement is asked for by one id, and then nothing else chooses among statements.
Finding check_combination(const Parameters& parameters, const StatementQuery& query) {
  if (query.statement_id.empty() && query.voided_statement_id.empty()) return std::nullopt;
  if (!query.statement_id.empty() && !query.voided_statement_id.empty()) {
    return wrong("voidedStatementId", "may not be given together with statementId");
  }
  const std::string id = query.statement_id.empty() ? "voidedStatementId" : "statementId";
  for (const auto& [name, value] : parameters) {
    if (parameter_of(name)->with == With::list) return Problem{name, "may not be given together with " + id};
  }
  return std::nullopt;
}

}  // namespace

Checked<StatementQuery> parse_statement_query(const Parameters& parameters) {
  StatementQuery query;
  std::set<std::string_view> seen;
  for (const auto& [name, value] : parameters) {
    const Parameter* parameter = parameter_of(name);
    if (parameter == nullptr) return refuse(name, "is no parameter of this resource");
    if (!seen.insert(name).second) return refuse(name, "is given twice");
    if (auto found = parameter->read(name, value, query)) return tl::unexpected<Problem>(std::move(*found));
  }
  if (auto found = check_combination(parameters, query)) return tl::unexpected<Problem>(std::move(*found));
  return query;
}

}  // namespace xapi
