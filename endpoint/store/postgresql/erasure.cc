#include "endpoint/store/postgresql/erasure.h"

#include <set>
#include <vector>

#include "endpoint/store/postgresql/learners.h"
#include "endpoint/store/postgresql/terms.h"
#include "endpoint/xapi/digest.h"

namespace store::postgresql {
namespace {

// Those that refer to an erased statement stay, without what they inherited over it: what they inherit is worked out anew.
void delete_statements(Connection& connection, const std::vector<Time>& all, const std::vector<Time>& heirs) {
  const auto erased = array_of(all);
  connection.send("disinherit", {array_of(heirs)});
  for (const auto* query : {"delete_mentions", "delete_blobs", "delete_ids", "delete_statements"}) connection.send(query, {erased});
  connection.send("inherit", {array_of(heirs)});
  connection.receive();
}

// All that names the agent.
std::int64_t erase_statements(Connection& connection, const std::string& agent) {
  const std::vector<Time> terms{term_of(TermKind::agent, agent), term_of(TermKind::agent_related, agent)};
  const auto found = connection.ask("mentioning", {array_of(terms)});
  if (found.empty()) return 0;
  const auto heirs = connection.ask("heirs", {array_of(Type::uuid, found.texts(1))});
  delete_statements(connection, found.integers(0), heirs.integers(0));
  return found.size();
}

void leave_tombstones(Connection& connection, const Learner& learner, const std::string& receipt) {
  const auto sessions = connection.ask("sessions_of", {bytes(learner.id)});
  std::vector<std::string> hashes{xapi::sha2_of(learner.id, xapi::kSha256Digits), xapi::sha2_of(learner.agent, xapi::kSha256Digits)};
  for (int row = 0; row < sessions.size(); ++row) hashes.push_back(sessions.text(row, 0));
  connection.send("insert_tombstones", {array_of(Type::bytes, hashes), text(receipt)});
}

}  // namespace

std::optional<Erased> erase(Connection& connection, const std::string& id, const std::string& receipt) {
  const auto learner = read_learner(connection, "learner", id);
  if (!learner) return std::nullopt;
  Erased erased;
  erased.statements = erase_statements(connection, learner->agent);
  erased.documents = connection.ask("delete_documents_of_agent", {bytes(learner->agent)}).changed();
  leave_tombstones(connection, *learner, receipt);
  connection.send("delete_names", {bytes(learner->agent)});
  connection.send("delete_sessions", {bytes(id)});
  connection.send("delete_memberships", {bytes(id)});
  connection.send("delete_learner", {bytes(id)});
  connection.receive();
  return erased;
}

}  // namespace store::postgresql
