#include "endpoint/store/postgresql/terms.h"

#include <algorithm>
#include <string_view>

#include "endpoint/xapi/digest.h"

namespace store::postgresql {

std::int64_t term_of(TermKind kind, const std::string& key) {
  const std::string hash = xapi::sha2_of(static_cast<char>('0' + static_cast<int>(kind)) + key, xapi::kSha256Digits);
  return static_cast<std::int64_t>(std::stoull(hash.substr(0, 16), nullptr, 16));
}

std::vector<std::int64_t> terms_of(const xapi::Statement& statement) {
  std::vector<std::int64_t> terms{term_of(TermKind::verb, statement.verb)};
  if (!statement.registration.empty()) terms.push_back(term_of(TermKind::registration, statement.registration));
  for (const auto& [key, mention] : statement.agents) {
    terms.push_back(term_of(mention == xapi::Mention::direct ? TermKind::agent : TermKind::agent_related, key));
  }
  for (const auto& [id, mention] : statement.activities) {
    terms.push_back(term_of(mention == xapi::Mention::direct ? TermKind::activity : TermKind::activity_related, id));
  }
  std::sort(terms.begin(), terms.end());
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  return terms;
}

std::int32_t learner_of(const xapi::Statement& statement) { return static_cast<std::int32_t>(term_of(TermKind::agent, statement.actor) >> 32); }

}  // namespace store::postgresql
