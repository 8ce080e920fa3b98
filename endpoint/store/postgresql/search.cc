#include "endpoint/store/postgresql/search.h"

#include <fmt/format.h>

#include <limits>

#include "endpoint/store/postgresql/terms.h"

namespace store::postgresql {
namespace {

using AnyOf = std::vector<std::int64_t>;  // one filter: a statement must have one of these terms

AnyOf with_related(TermKind direct, TermKind related, const std::string& key, bool is_related) {
  AnyOf terms{term_of(direct, key)};
  if (is_related) terms.push_back(term_of(related, key));
  return terms;
}

// Those that find fewest come first.
std::vector<AnyOf> filters_of(const xapi::StatementQuery& query) {
  std::vector<AnyOf> filters;
  if (!query.registration.empty()) filters.push_back({term_of(TermKind::registration, query.registration)});
  if (!query.agent.empty()) filters.push_back(with_related(TermKind::agent, TermKind::agent_related, query.agent, query.related_agents));
  if (!query.activity.empty()) {
    filters.push_back(with_related(TermKind::activity, TermKind::activity_related, query.activity, query.related_activities));
  }
  if (!query.verb.empty()) filters.push_back({term_of(TermKind::verb, query.verb)});
  return filters;
}

// Parameters: 1 and 2 the times, 3 the number of rows, then each filter's terms, and those of the first once more one by one, so that each
// is read along its index in the order of time.
std::string matching_text(const std::vector<AnyOf>& filters, std::string_view order) {
  std::string mentions, own_filters, heir_filters;
  for (std::size_t i = 1; i < filters.size(); ++i) {
    own_filters += fmt::format(fmt::runtime(query_text("find_own_filter")), fmt::arg("parameter", 4 + i));
    heir_filters += fmt::format(fmt::runtime(query_text("find_heir_filter")), fmt::arg("parameter", 4 + i));
  }
  for (std::size_t i = 0; i < filters.front().size(); ++i) {
    if (i > 0) mentions += " UNION ALL ";
    mentions += fmt::format(fmt::runtime(query_text("find_mentions")), fmt::arg("parameter", 4 + filters.size() + i));
  }
  return fmt::format(fmt::runtime(query_text("find_matching")), fmt::arg("order", order), fmt::arg("mentions", mentions),
                     fmt::arg("own_filters", own_filters), fmt::arg("heir_filters", heir_filters));
}

void send_search(Connection& connection, const xapi::StatementQuery& query, std::vector<Value> values) {
  const std::string_view order = query.ascending ? "" : "DESC";
  const auto filters = filters_of(query);
  if (filters.empty()) return connection.send_text(fmt::format(fmt::runtime(query_text("find_all")), fmt::arg("order", order)), values);
  for (const auto& terms : filters) values.push_back(array_of(terms));
  for (const auto term : filters.front()) values.push_back(integer(term));
  connection.send_text(matching_text(filters, order), values);
}

}  // namespace

Page search(Connection& connection, const xapi::StatementQuery& query, int most, std::optional<Time> from) {
  Time earliest = query.since ? *query.since + 1 : 0;
  Time latest = query.until.value_or(std::numeric_limits<Time>::max());
  if (from) (query.ascending ? earliest : latest) = *from;
  send_search(connection, query, {integer(earliest), integer(latest), integer(std::int64_t{most} + 1)});
  const auto answers = connection.receive();
  const Rows& rows = answers.front();
  Page page;
  for (int row = 0; row < rows.size(); ++row) {
    if (row == most) {
      page.next = rows.integer(row, 0);
      break;
    }
    page.statements.push_back({rows.text(row, 1), rows.integer(row, 0)});
  }
  return page;
}

}  // namespace store::postgresql
