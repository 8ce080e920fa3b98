#include "endpoint/store/sqlite/learners.h"

#include "endpoint/xapi/digest.h"

namespace store::sqlite {

std::optional<Learner> read_learner(Database& database, std::string_view query, const std::string& key) {
  auto row = database.query(query);
  if (!row.bind(key).step()) return std::nullopt;
  return Learner{row.text(0), row.text(1), row.text(2), row.text(3), row.integer(4) != 0, row.integer(5),
                 {row.text(6), row.text(7), row.integer(8)}};
}

bool insert_learner(Database& database, const Learner& learner) {
  const auto& [id, agent, locator, secret_hash, restricted, created, consent] = learner;
  if (database.query("has_learner").bind(id, locator).step()) return false;
  database.query("insert_learner")
      .bind(id, agent, locator, secret_hash, restricted ? 1 : 0, created, consent.by, consent.bundle, consent.given)
      .run();
  return true;
}

std::vector<std::pair<DocumentKey, Document>> read_documents_of(Database& database, const std::string& agent) {
  std::vector<std::pair<DocumentKey, Document>> found;
  auto row = database.query("documents_of_agent");
  row.bind(agent);
  while (row.step()) {
    found.emplace_back(DocumentKey{static_cast<DocumentKind>(row.integer(0)), row.text(1), agent, row.text(2), row.text(3)},
                       Document{row.text(4), row.text(5), row.integer(6)});
  }
  return found;
}

std::optional<std::pair<DocumentKey, Document>> read_registration(Database& database, const std::string& id) {
  auto row = database.query("registration");
  if (!row.bind(id).step()) return std::nullopt;
  return std::pair{DocumentKey{DocumentKind::cmi5_registration, row.text(0), row.text(1), id, row.text(2)}, Document{row.text(3), row.text(4), row.integer(5)}};
}

void refuse_erased(Database& database, const std::string& name) {
  if (!name.empty() && is_erased(database, name)) throw SqliteFailure{{Trouble::erased, "the learner has been erased"}};
}

bool is_erased(Database& database, const std::string& name) {
  // A token comes as its hash already, all else as itself.
  for (const auto& hash : {name, xapi::sha2_of(name, xapi::kSha256Digits)}) {
    if (database.query("tombstone").bind(hash).step()) return true;
  }
  return false;
}

}  // namespace store::sqlite
