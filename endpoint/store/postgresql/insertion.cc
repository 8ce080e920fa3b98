#include "endpoint/store/postgresql/insertion.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "endpoint/store/postgresql/definitions.h"
#include "endpoint/store/postgresql/learners.h"
#include "endpoint/store/postgresql/pool.h"
#include "endpoint/store/postgresql/terms.h"
#include "endpoint/store/uuid_bytes.h"

namespace store::postgresql {
namespace {

using Statements = std::vector<const xapi::Statement*>;

// What must be known before anything is written. Ids and fingerprints are bytes.
struct Before {
  std::set<std::string> erased;               // hashes
  std::map<std::string, std::string> known;   // id → fingerprint
  std::set<std::string> awaited;              // ids to which somebody refers
  Definitions definitions;
  Time first = 0;                             // of the moments taken
};

// What of the jobs is new.
struct Plan {
  Statements statements;
  std::vector<Time> stored;  // when, of each
  std::vector<const Blob*> blobs;
  Time newest = 0;           // of those that come from another store
};

Statements all_of(const std::vector<Job*>& jobs) {
  Statements all;
  for (const auto* job : jobs) {
    for (const auto& statement : job->insertion.statements) all.push_back(&statement);
  }
  return all;
}

std::set<std::string> set_of(const Rows& rows) {
  const auto texts = rows.texts(0);
  return {texts.begin(), texts.end()};
}

// Who refers to others, or voids them, must see all rows of theirs, and they his: he writes alone.
Lock lock_for(const Statements& statements) {
  const bool refers = std::any_of(statements.begin(), statements.end(), [](const auto* one) { return !one->target.empty(); });
  return refers ? Lock::alone : Lock::together;
}

Before look(Connection& connection, const std::vector<Job*>& jobs) {
  const auto statements = all_of(jobs);
  std::vector<std::string> ids, hashes;
  for (const auto* statement : statements) ids.push_back(uuid_bytes(statement->id));
  for (const auto* job : jobs) add_tombstones_of(job->insertion.learner, hashes);
  connection.send("begin");
  connection.send(lock_for(statements) == Lock::alone ? "lock_alone" : "lock_together");
  connection.send("take_moments", {integer(static_cast<std::int64_t>(statements.size()))});
  connection.send("known", {array_of(Type::uuid, ids)});
  connection.send("awaited", {array_of(Type::uuid, ids)});
  connection.send("definitions", {array_of(Type::bytes, defined_by(statements))});
  if (!hashes.empty()) connection.send("tombstones", {array_of(Type::bytes, hashes)});
  const auto answers = connection.receive();
  Before before{{}, {}, set_of(answers[4]), definitions_in(answers[5]), answers[2].integer(0, 0)};
  for (int row = 0; row < answers[3].size(); ++row) before.known.emplace(answers[3].text(row, 0), answers[3].text(row, 1));
  if (!hashes.empty()) before.erased = set_of(answers[6]);
  return before;
}

bool is_erased(const Before& before, const std::string& learner) {
  std::vector<std::string> hashes;
  add_tombstones_of(learner, hashes);
  return std::any_of(hashes.begin(), hashes.end(), [&](const auto& hash) { return before.erased.contains(hash); });
}

// Adds the job's new statements to the plan, or says why it is left out.
void plan_job(Job& job, Before& before, Plan& plan) {
  job.result = std::nullopt;
  if (is_erased(before, job.insertion.learner)) {
    job.result = tl::unexpected<Failure>(erased_failure());
    return;
  }
  std::map<std::string, std::string> known;  // by this job
  Statements added;
  std::vector<Time> stored;
  for (std::size_t i = 0; i < job.insertion.statements.size(); ++i) {
    const auto& statement = job.insertion.statements[i];
    const std::string id = uuid_bytes(statement.id), fingerprint = uuid_bytes(statement.fingerprint);
    const auto older = before.known.find(id);
    const auto& [present, is_new] = older != before.known.end() ? std::pair(older, false) : known.emplace(id, fingerprint);
    if (present->second != fingerprint) {
      job.result = Conflict{statement.id};
      return;
    }
    if (!is_new) continue;
    added.push_back(&statement);
    stored.push_back(job.insertion.stored.empty() ? before.first++ : job.insertion.stored[i]);
  }
  before.known.merge(known);
  plan.statements.insert(plan.statements.end(), added.begin(), added.end());
  plan.stored.insert(plan.stored.end(), stored.begin(), stored.end());
  if (!job.insertion.stored.empty() && !stored.empty()) plan.newest = std::max(plan.newest, stored.back());
  for (const auto& blob : job.insertion.blobs) plan.blobs.push_back(&blob);
}

std::string literal(const std::vector<std::int64_t>& numbers) {
  std::string text = "{";
  for (const auto number : numbers) text += (text.size() > 1 ? "," : "") + std::to_string(number);
  return text + "}";
}

void send_statements(Connection& connection, const Plan& plan) {
  Array ids(Type::uuid), stored(Type::integer), learners(Type::integer4), fingerprints(Type::uuid), targets(Type::uuid), voids(Type::boolean);
  Array terms(Type::text), texts(Type::text);
  for (std::size_t i = 0; i < plan.statements.size(); ++i) {
    const auto* statement = plan.statements[i];
    ids.add(uuid_bytes(statement->id));
    stored.add(plan.stored[i]);
    learners.add4(learner_of(*statement));
    fingerprints.add(uuid_bytes(statement->fingerprint));
    statement->target.empty() ? targets.add_null() : targets.add(uuid_bytes(statement->target));
    voids.add_flag(statement->voids);
    terms.add(literal(terms_of(*statement)));
    texts.add(statement->text);
  }
  connection.send("insert_ids", {ids.value(), stored.value(), learners.value(), fingerprints.value(), targets.value(), voids.value()});
  connection.send("insert_statements", {ids.value(), stored.value(), learners.value(), terms.value(), texts.value()});
}

void send_blobs(Connection& connection, const std::vector<const Blob*>& blobs) {
  Array names(Type::bytes), bytes(Type::bytes);
  std::set<std::string_view> sent;  // one statement may not meet the same key twice
  for (const auto* blob : blobs) {
    if (!sent.insert(blob->sha2).second) continue;
    names.add(blob->sha2);
    bytes.add(blob->bytes);
  }
  if (names.size() > 0) connection.send("insert_blobs", {names.value(), bytes.value()});
}

// Attachments' uses and agents' names.
void send_rest(Connection& connection, const Plan& plan) {
  Array used(Type::bytes), used_at(Type::integer), agents(Type::bytes), names(Type::bytes), seen(Type::integer);
  for (std::size_t i = 0; i < plan.statements.size(); ++i) {
    for (const auto& attachment : plan.statements[i]->attachments) {
      used.add(attachment.sha2);
      used_at.add(plan.stored[i]);
    }
    for (const auto& [agent, name] : plan.statements[i]->names) {
      agents.add(agent);
      names.add(name);
      seen.add(plan.stored[i]);
    }
  }
  if (used.size() > 0) connection.send("insert_blob_uses", {used.value(), used_at.value()});
  if (agents.size() > 0) connection.send("insert_names", {agents.value(), names.value(), seen.value()});
}

// Voids what is to be voided and carries over what is inherited, whichever came first.
void relate(Connection& connection, const Statements& statements, const std::set<std::string>& awaited) {
  std::vector<std::string> ids, perhaps_void;
  for (const auto* statement : statements) {
    const std::string id = uuid_bytes(statement->id);
    if (!statement->target.empty() || awaited.contains(id)) ids.push_back(id);
    if (statement->voids) perhaps_void.push_back(uuid_bytes(statement->target));
    perhaps_void.push_back(id);
  }
  if (ids.empty()) return;
  connection.send("set_voided", {array_of(Type::uuid, perhaps_void)});
  connection.send("heirs", {array_of(Type::uuid, ids)});
  const auto heirs = connection.receive();
  connection.send("inherit", {array_of(heirs.back().integers(0))});
}

std::int64_t insert_once(Connection& connection, const std::vector<Job*>& jobs) {
  Before before = look(connection, jobs);
  Plan plan;
  for (auto* job : jobs) plan_job(*job, before, plan);
  remember_definitions(connection, plan.statements, before.definitions);
  send_blobs(connection, plan.blobs);
  if (!plan.statements.empty()) {
    send_statements(connection, plan);
    send_rest(connection, plan);
    if (plan.newest > 0) connection.send("raise_moment", {integer(plan.newest)});
    relate(connection, plan.statements, before.awaited);
  }
  connection.send("commit");
  connection.receive();
  return static_cast<std::int64_t>(plan.statements.size());
}

}  // namespace

// Another transaction that keeps the same id at the same time shows itself when this one's row is refused: the second try knows it.
std::int64_t insert_together(Connection& connection, const std::vector<Job*>& jobs) {
  for (int tries = 1;; ++tries) {
    try {
      return insert_once(connection, jobs);
    } catch (const PostgresqlFailure& failed) {
      Pool::roll_back(connection);
      const bool may_pass = failed.state.starts_with("40") || failed.state == kUniqueViolation;
      if (!may_pass || tries == Pool::kMostTries) throw;
    }
  }
}

}  // namespace store::postgresql
