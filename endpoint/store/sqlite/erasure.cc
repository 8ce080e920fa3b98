#include "endpoint/store/sqlite/erasure.h"

#include <chrono>
#include <set>
#include <thread>
#include <vector>

#include "endpoint/store/sqlite/learners.h"
#include "endpoint/store/sqlite/mentions.h"
#include "endpoint/xapi/digest.h"

namespace store::sqlite {
namespace {

std::vector<std::string> texts(Query& query) {
  std::vector<std::string> all;
  while (query.step()) all.push_back(query.text(0));
  return all;
}

std::vector<Time> mentioning(Database& database, const std::string& agent) {
  std::vector<Time> all;
  auto query = database.query("mentioning_agent");
  query.bind(agent);
  while (query.step()) all.push_back(query.integer(0));
  return all;
}

void erase_attachments(Database& database, Time stored) {
  std::vector<std::string> used;
  {
    auto query = database.query("blobs_used");
    used = texts(query.bind(stored));
  }
  database.query("delete_blob_uses").bind(stored).run();
  for (const auto& sha2 : used) database.query("delete_unused_blob").bind(sha2).run();
}

// All that names the agent. Rows go last: the index is taken apart along them.
std::int64_t erase_statements(Database& database, const std::string& agent) {
  const auto all = mentioning(database, agent);
  std::set<std::int64_t> terms;
  for (const auto stored : all) {
    const auto link = link_at(database, stored);
    terms.insert(link.terms.begin(), link.terms.end());
    remove_from_index(database, link);
    erase_attachments(database, stored);
  }
  for (const auto stored : all) database.query("delete_statement").bind(stored).run();
  for (const auto term : terms) database.query("delete_unused_term").bind(term).run();
  return static_cast<std::int64_t>(all.size());
}

void leave_tombstones(Database& database, const Learner& learner, const std::string& receipt, Time now) {
  std::vector<std::string> hashes;
  {
    auto query = database.query("sessions_of");
    hashes = texts(query.bind(learner.id));
  }
  hashes.push_back(xapi::sha2_of(learner.id, xapi::kSha256Digits));
  hashes.push_back(xapi::sha2_of(learner.agent, xapi::kSha256Digits));
  for (const auto& hash : hashes) database.query("insert_tombstone").bind(hash, receipt, now).run();
}

}  // namespace

std::optional<Erased> erase(Database& database, const std::string& id, const std::string& receipt, Time now) {
  const auto learner = read_learner(database, "learner", id);
  if (!learner) return std::nullopt;
  Erased erased;
  erased.statements = erase_statements(database, learner->agent);
  database.query("delete_documents_of_agent").bind(learner->agent).run();
  erased.documents = database.changes();
  database.query("delete_names").bind(learner->agent).run();
  leave_tombstones(database, *learner, receipt, now);
  database.query("delete_sessions").bind(id).run();
  database.query("delete_memberships").bind(id).run();
  database.query("delete_learner").bind(id).run();
  return erased;
}

void empty_log(const std::string& path) {
  constexpr int kTries = 20;
  Database database({path}, Database::Mode::write);
  for (int tries = 0; tries < kTries; ++tries) {
    auto result = database.query("empty_log");
    if (result.step() && result.integer(0) == 0) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  throw SqliteFailure{{Trouble::busy, "cannot empty the database's log: others are reading it"}};
}

}  // namespace store::sqlite
