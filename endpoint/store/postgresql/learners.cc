#include "endpoint/store/postgresql/learners.h"

#include "endpoint/xapi/digest.h"

namespace store::postgresql {

std::optional<Learner> read_learner(Connection& connection, std::string_view query, const std::string& key) {
  const auto rows = connection.ask(query, {bytes(key)});
  if (rows.empty()) return std::nullopt;
  return Learner{rows.text(0, 0), rows.text(0, 1), rows.text(0, 2), rows.text(0, 3), rows.integer(0, 4) != 0, rows.integer(0, 5),
                 {rows.text(0, 6), rows.text(0, 7), rows.integer(0, 8)}};
}

bool insert_learner(Connection& connection, const Learner& learner) {
  const auto& [id, agent, locator, secret_hash, restricted, created, consent] = learner;
  return connection.ask("insert_learner", {bytes(id), bytes(agent), bytes(locator), text(secret_hash), boolean(restricted), integer(created),
                                           text(consent.by), bytes(consent.bundle), integer(consent.given)})
             .changed() > 0;
}

bool change_code(Connection& connection, const std::string& id, const std::string& locator, const std::string& secret_hash) {
  return connection.ask("change_code", {bytes(id), bytes(locator), text(secret_hash)}).changed() > 0;
}

Credential credential_of(const Rows& rows, int row) {
  return {rows.text(row, 0), rows.text(row, 1), rows.text(row, 2), rows.text(row, 3), rows.text(row, 4), rows.integer(row, 5)};
}

void insert_credential(Connection& connection, const Credential& credential) {
  const auto& [key, secret_hash, scopes, authority, learner, created] = credential;
  refuse_erased(connection, learner);
  connection.ask("insert_credential", {bytes(key), text(secret_hash), text(scopes), text(authority), bytes(learner), integer(created)});
}

// A token comes as its hash already, all else as itself.
void add_tombstones_of(const std::string& name, std::vector<std::string>& hashes) {
  if (name.empty()) return;
  hashes.push_back(name);
  hashes.push_back(xapi::sha2_of(name, xapi::kSha256Digits));
}

bool is_erased(Connection& connection, const std::string& name) {
  std::vector<std::string> hashes;
  add_tombstones_of(name, hashes);
  return !hashes.empty() && !connection.ask("tombstones", {array_of(Type::bytes, hashes)}).empty();
}

Failure erased_failure() { return {Trouble::erased, "the learner has been erased"}; }

void refuse_erased(Connection& connection, const std::string& name) {
  if (is_erased(connection, name)) throw PostgresqlFailure{erased_failure(), "P0001"};
}

}  // namespace store::postgresql
