#include "endpoint/store/sqlite/mentions.h"

#include <algorithm>
#include <set>

namespace store::sqlite {
namespace {

constexpr std::size_t kMostRemembered = 20'000;
// A statement that refers to one that refers to one…: filters look this deep. Each level costs every statement above it its terms.
constexpr std::size_t kDeepest = 16;

std::vector<std::int64_t> unpacked(const std::string& bytes) {
  std::vector<std::int64_t> terms;
  for (std::size_t at = 0; at + 3 < bytes.size(); at += 4) {
    std::int64_t term = 0;
    for (std::size_t i = 0; i < 4; ++i) term = term << 8 | static_cast<unsigned char>(bytes[at + i]);
    terms.push_back(term);
  }
  return terms;
}

// The statements to which one refers, the nearest first.
std::vector<Link> chain_below(Database& database, const Link& statement) {
  std::vector<Link> chain;
  std::set<std::string> seen{statement.id};
  for (std::string target = statement.target; !target.empty() && chain.size() < kDeepest && seen.insert(target).second;) {
    auto row = database.query("link_of");
    row.bind(Query::Binary{target});
    if (!row.step()) break;
    chain.push_back({target, row.text(2), row.integer(0), (row.integer(1) & 1) != 0, unpacked(row.text(3))});
    target = chain.back().target;
  }
  return chain;
}

void inherit(Database& database, Time heir, const std::vector<Link>& origins) {
  for (const auto& origin : origins) {
    for (const auto term : origin.terms) database.query("insert_inherited").bind(term, heir, origin.stored).run();
  }
}

struct Referring {
  std::string id;
  Time stored = 0;
  bool voids = false;
};

std::vector<Referring> referring_to(Database& database, const std::string& id) {
  std::vector<Referring> found;
  auto query = database.query("referring_to");
  query.bind(Query::Binary{id});
  while (query.step()) found.push_back({query.text(1), query.integer(0), (query.integer(2) & 1) != 0});
  return found;
}

// Those that refer to it, directly or over others.
std::vector<Time> heirs_of(Database& database, const Link& statement) {
  std::vector<Time> heirs;
  std::set<std::string> seen{statement.id};
  std::vector<std::string> level{statement.id};
  for (std::size_t depth = 0; depth < kDeepest && !level.empty(); ++depth) {
    std::vector<std::string> next;
    for (const auto& id : level) {
      for (const auto& heir : referring_to(database, id)) {
        if (!seen.insert(heir.id).second) continue;
        heirs.push_back(heir.stored);
        next.push_back(heir.id);
      }
    }
    level = std::move(next);
  }
  return heirs;
}

void disinherit(Database& database, Time heir, const std::vector<Link>& origins) {
  for (const auto& origin : origins) {
    for (const auto term : origin.terms) database.query("delete_inherited").bind(term, heir, origin.stored).run();
  }
}

void void_target(Database& database, const Link& statement, const std::vector<Link>& chain) {
  if (statement.voids && !chain.empty()) database.query("set_voided").bind(Query::Binary{statement.target}).run();
  if (statement.voids) return;  // what voids is never void
  const auto earlier = referring_to(database, statement.id);
  if (std::any_of(earlier.begin(), earlier.end(), [](const Referring& one) { return one.voids; })) {
    database.query("set_voided").bind(Query::Binary{statement.id}).run();
  }
}

}  // namespace

void Terms::forget_undone(const Writer::Transaction& transaction) {
  if (transaction.rollbacks != rollbacks_ || numbers_.size() > kMostRemembered) numbers_.clear();
  rollbacks_ = transaction.rollbacks;
}

std::int64_t Terms::number_of(Writer::Transaction& transaction, TermKind kind, const std::string& key) {
  forget_undone(transaction);
  const std::string name = static_cast<char>('0' + static_cast<int>(kind)) + key;
  if (const auto known = numbers_.find(name); known != numbers_.end()) return known->second;
  auto& database = transaction.database;
  std::int64_t number = 0;
  if (auto found = database.query("term"); found.bind(static_cast<int>(kind), key).step()) number = found.integer(0);
  if (number == 0) {
    auto made = database.query("insert_term");
    made.bind(static_cast<int>(kind), key).step();
    number = made.integer(0);
  }
  numbers_.emplace(name, number);
  return number;
}

bool Terms::is_last(Writer::Transaction& transaction, const std::string& name, const std::string& value) {
  forget_undone(transaction);
  const auto hash = static_cast<std::int64_t>(std::hash<std::string>{}(value));
  const auto [last, is_new] = numbers_.try_emplace('=' + name, hash);
  const bool same = !is_new && last->second == hash;
  last->second = hash;
  return same;
}

std::vector<std::int64_t> terms_of(Writer::Transaction& transaction, Terms& terms, const xapi::Statement& statement) {
  std::vector<std::int64_t> numbers{terms.number_of(transaction, TermKind::verb, statement.verb)};
  if (!statement.registration.empty()) numbers.push_back(terms.number_of(transaction, TermKind::registration, statement.registration));
  for (const auto& [key, mention] : statement.agents) {
    numbers.push_back(terms.number_of(transaction, mention == xapi::Mention::direct ? TermKind::agent : TermKind::agent_related, key));
  }
  for (const auto& [id, mention] : statement.activities) {
    numbers.push_back(terms.number_of(transaction, mention == xapi::Mention::direct ? TermKind::activity : TermKind::activity_related, id));
  }
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return numbers;
}

std::string packed(const std::vector<std::int64_t>& terms) {
  std::string bytes;
  for (const auto term : terms) {
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(term >> shift & 0xFF);
  }
  return bytes;
}

void add_to_index(Database& database, const Link& statement) {
  for (const auto term : statement.terms) database.query("insert_mention").bind(term, statement.stored).run();
  auto origins = chain_below(database, statement);
  inherit(database, statement.stored, origins);
  void_target(database, statement, origins);
  origins.insert(origins.begin(), statement);
  for (const auto heir : heirs_of(database, statement)) inherit(database, heir, origins);  // who came before it
}

void remove_from_index(Database& database, const Link& statement) {
  auto origins = chain_below(database, statement);
  disinherit(database, statement.stored, origins);
  origins.insert(origins.begin(), statement);
  for (const auto heir : heirs_of(database, statement)) disinherit(database, heir, origins);
  for (const auto term : statement.terms) database.query("delete_mention").bind(term, statement.stored).run();
}

Link link_at(Database& database, Time stored) {
  auto row = database.query("link_at");
  if (!row.bind(stored).step()) return {};
  return {row.text(0), row.text(1), stored, false, unpacked(row.text(2))};
}

}  // namespace store::sqlite
