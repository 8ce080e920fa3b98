#include "endpoint/store/sqlite/search.h"

#include <algorithm>
#include <limits>

#include "endpoint/store/sqlite/mentions.h"

namespace store::sqlite {
namespace {

constexpr int kVoided = 2;

// One filter: a statement must have one of these terms.
using AnyOf = std::vector<std::int64_t>;

// Walks along the times of storing in one direction. Each seek gives the first match at or beyond a time; as every list is sorted, the
// lists of several filters are intersected by jumping in turn to where the other one is.
class Search {
 public:
  Search(Database& database, bool ascending) : database_(database), ascending_(ascending) {}

  // False: nothing can match.
  bool add_filter(const std::vector<std::pair<TermKind, std::string>>& wanted) {
    AnyOf terms;
    for (const auto& [kind, key] : wanted) {
      auto found = database_.query("term");
      if (found.bind(static_cast<int>(kind), key).step()) terms.push_back(found.integer(0));
    }
    filters_.push_back(terms);
    return !terms.empty();
  }

  std::optional<Time> seek(Time at) {
    if (filters_.empty()) return first(database_.query(ascending_ ? "statement_up" : "statement_down").bind(at));
    if (!own_ || is_beyond(at, *own_)) own_ = own_ended_ ? std::nullopt : seek_own(at);
    if (!heir_ || is_beyond(at, *heir_)) heir_ = heir_ended_ ? std::nullopt : seek_inherited(at);
    own_ended_ = !own_;
    heir_ended_ = !heir_;
    if (own_ && heir_) return is_beyond(*own_, *heir_) ? heir_ : own_;
    return own_ ? own_ : heir_;
  }

  // Whether walking comes to `b` before it comes to `a`.
  bool is_beyond(Time a, Time b) const { return ascending_ ? a > b : a < b; }
  Time step(Time at) const { return ascending_ ? at + 1 : at - 1; }

 private:
  static std::optional<Time> first(Query& query) { return query.step() ? std::optional(query.integer(0)) : std::nullopt; }

  // The nearest time at or beyond `at` at which one of the terms is mentioned.
  std::optional<Time> seek_term(const AnyOf& terms, Time at) {
    std::optional<Time> nearest;
    for (const auto term : terms) {
      auto query = database_.query(ascending_ ? "mention_up" : "mention_down");
      const auto found = first(query.bind(term, at));
      if (found && (!nearest || is_beyond(*nearest, *found))) nearest = found;
    }
    return nearest;
  }

  std::optional<Time> seek_own(Time at) {
    for (std::size_t agreed = 0, next = 0; agreed < filters_.size(); next = (next + 1) % filters_.size()) {
      const auto found = seek_term(filters_[next], at);
      if (!found) return std::nullopt;
      agreed = *found == at ? agreed + 1 : 1;
      at = *found;
    }
    return at;
  }

  // By the statements to which it refers: all filters must hold of the same one.
  std::optional<Time> seek_inherited(Time at) {
    std::optional<Time> nearest;
    for (const auto term : filters_.front()) {
      auto query = database_.query(ascending_ ? "inherited_up" : "inherited_down");
      query.bind(term, at);
      while (query.step()) {
        if (nearest && !is_beyond(*nearest, query.integer(0))) break;
        if (all_hold(query.integer(0), query.integer(1))) nearest = query.integer(0);
      }
    }
    return nearest;
  }

  bool all_hold(Time stored, Time origin) {
    return std::all_of(filters_.begin() + 1, filters_.end(), [&](const AnyOf& terms) {
      return std::any_of(terms.begin(), terms.end(),
                         [&](std::int64_t term) { return database_.query("is_inherited").bind(term, stored, origin).step(); });
    });
  }

  Database& database_;
  const bool ascending_;
  std::vector<AnyOf> filters_;
  std::optional<Time> own_, heir_;
  bool own_ended_ = false, heir_ended_ = false;
};

bool add_filters(Search& search, const xapi::StatementQuery& query) {
  const auto both = [](TermKind direct, TermKind related, const std::string& key, bool with_related) {
    std::vector<std::pair<TermKind, std::string>> wanted{{direct, key}};
    if (with_related) wanted.emplace_back(related, key);
    return wanted;
  };
  return (query.registration.empty() || search.add_filter({{TermKind::registration, query.registration}})) &&
         (query.agent.empty() || search.add_filter(both(TermKind::agent, TermKind::agent_related, query.agent, query.related_agents))) &&
         (query.activity.empty() || search.add_filter(both(TermKind::activity, TermKind::activity_related, query.activity, query.related_activities))) &&
         (query.verb.empty() || search.add_filter({{TermKind::verb, query.verb}}));
}

std::optional<Found> visible(Database& database, Time stored) {
  auto row = database.query("statement_by_stored");
  if (!row.bind(stored).step() || (row.integer(0) & kVoided) != 0) return std::nullopt;
  return Found{row.text(1), stored};
}

}  // namespace

Page search(Database& database, const xapi::StatementQuery& query, int most, std::optional<Time> from) {
  Page page;
  Search search(database, query.ascending);
  if (!add_filters(search, query)) return page;
  const Time earliest = query.since ? *query.since + 1 : 0;
  const Time latest = query.until.value_or(std::numeric_limits<Time>::max() - 1);
  const Time end = query.ascending ? latest : earliest;
  Time at = from.value_or(query.ascending ? earliest : latest);
  for (auto found = search.seek(at); found && !search.is_beyond(*found, end); found = search.seek(at)) {
    at = search.step(*found);
    auto statement = visible(database, *found);
    if (!statement) continue;
    if (static_cast<int>(page.statements.size()) == most) {
      page.next = *found;
      break;
    }
    page.statements.push_back(std::move(*statement));
  }
  return page;
}

}  // namespace store::sqlite
