#include "endpoint/store/postgresql/postgresql_store.h"

#include "endpoint/store/postgresql/classes.h"
#include "endpoint/store/postgresql/documents.h"
#include "endpoint/store/postgresql/erasure.h"
#include "endpoint/store/postgresql/insertion_queue.h"
#include "endpoint/store/postgresql/learners.h"
#include "endpoint/store/postgresql/moments.h"
#include "endpoint/store/postgresql/pool.h"
#include "endpoint/store/postgresql/schema.h"
#include "endpoint/store/postgresql/search.h"
#include "endpoint/store/postgresql/transfer.h"
#include "endpoint/store/uuid_bytes.h"

namespace store::postgresql {
namespace {

constexpr std::size_t kUuidBytes = 16;

std::optional<Found> read_statement(Connection& connection, const std::string& id, Store::Voided voided) {
  const std::string id_bytes = uuid_bytes(id);
  if (id_bytes.size() != kUuidBytes) return std::nullopt;
  const auto rows = connection.ask("statement", {uuid(id_bytes)});
  if (rows.empty() || (rows.integer(0, 2) != 0) != (voided == Store::Voided::yes)) return std::nullopt;
  return Found{rows.text(0, 0), rows.integer(0, 1)};
}

std::optional<std::string> one_text(Connection& connection, std::string_view query, const std::string& key) {
  const auto rows = connection.ask(query, {bytes(key)});
  if (rows.empty()) return std::nullopt;
  return rows.text(0, 0);
}

class PostgresqlStore final : public Store {
 public:
  PostgresqlStore(const std::string& address, const Settings& settings) : pool_(address, settings.busy_time), insertions_(pool_), moments_(pool_) {}

  Result<std::optional<Conflict>> insert(const Insertion& insertion) override { return insertions_.insert(insertion); }

  Result<std::optional<Found>> statement(const std::string& id, Voided voided) override {
    return pool_.with_connection([&](Connection& connection) { return read_statement(connection, id, voided); });
  }

  Result<Page> find(const xapi::StatementQuery& query, int most, std::optional<Time> from) override {
    return pool_.with_connection([&](Connection& connection) { return search(connection, query, most, from); });
  }

  Result<std::optional<std::string>> blob(const std::string& sha2) override {
    return pool_.with_connection([&](Connection& connection) { return one_text(connection, "blob", sha2); });
  }

  Time consistent_through() override { return moments_.consistent_through(); }

  Result<std::string> definition(const std::string& activity) override {
    return pool_.with_connection([&](Connection& connection) { return one_text(connection, "definition", activity).value_or(""); });
  }

  Result<std::vector<std::string>> names(const std::string& agent) override {
    return pool_.with_connection([&](Connection& connection) { return connection.ask("names", {bytes(agent)}).texts(0); });
  }

  Result<std::optional<Document>> document(const DocumentKey& key) override {
    return pool_.with_connection([&](Connection& connection) { return read_document(connection, key); });
  }

  Result<std::vector<std::string>> documents(const DocumentQuery& query) override {
    return pool_.with_connection([&](Connection& connection) { return read_document_ids(connection, query); });
  }

  Result<Change> change_document(const DocumentKey& key, const std::function<Change(const Document* old)>& change) override {
    return pool_.with_transaction(Lock::together, [&](Connection& connection) {
      refuse_erased(connection, key.agent);
      lock_document(connection, key);
      const auto old = read_document(connection, key);
      Change decided = change(old ? &*old : nullptr);
      apply(connection, key, decided);
      return decided;
    });
  }

  Result<void> drop_documents(const DocumentQuery& query) override {
    return nothing(pool_.with_transaction(Lock::together, [&](Connection& connection) {
      delete_documents(connection, query);
      return true;
    }));
  }

  Result<std::optional<std::pair<DocumentKey, Document>>> registration(const std::string& id) override {
    return pool_.with_connection([&](Connection& connection) { return read_registration(connection, id); });
  }

  Result<std::optional<Credential>> credential(const std::string& key) override {
    return pool_.with_connection([&](Connection& connection) -> std::optional<Credential> {
      const auto rows = connection.ask("credential", {bytes(key)});
      if (rows.empty()) return std::nullopt;
      return credential_of(rows, 0);
    });
  }

  Result<void> add_credential(const Credential& credential) override {
    return nothing(pool_.with_transaction(Lock::together, [&](Connection& connection) {
      insert_credential(connection, credential);
      return true;
    }));
  }

  Result<bool> revoke_credential(const std::string& key) override {
    return pool_.with_transaction(Lock::together, [&](Connection& connection) { return connection.ask("revoke_credential", {bytes(key)}).changed() > 0; });
  }

  Result<std::vector<Credential>> credentials() override {
    return pool_.with_connection([](Connection& connection) {
      const auto rows = connection.ask("credentials");
      std::vector<Credential> found(static_cast<std::size_t>(rows.size()));
      for (std::size_t row = 0; row < found.size(); ++row) found[row] = credential_of(rows, static_cast<int>(row));
      return found;
    });
  }

  Result<bool> add_learner(const Learner& learner, const Credential& token) override {
    return pool_.with_transaction(Lock::together, [&](Connection& connection) {
      refuse_erased(connection, learner.id);
      if (!insert_learner(connection, learner)) return false;
      insert_credential(connection, token);
      return true;
    });
  }

  Result<std::optional<Learner>> learner(const std::string& id) override {
    return pool_.with_connection([&](Connection& connection) { return read_learner(connection, "learner", id); });
  }

  Result<std::optional<Learner>> learner_by_locator(const std::string& locator) override {
    return pool_.with_connection([&](Connection& connection) { return read_learner(connection, "learner_by_locator", locator); });
  }

  Result<bool> change_code(const std::string& id, const std::string& locator, const std::string& secret_hash) override {
    return pool_.with_transaction(Lock::together, [&](Connection& connection) {
      refuse_erased(connection, id);
      return postgresql::change_code(connection, id, locator, secret_hash);
    });
  }

  Result<bool> restrict_learner(const std::string& id, bool restricted) override {
    return pool_.with_transaction(Lock::together, [&](Connection& connection) {
      return connection.ask("restrict_learner", {bytes(id), boolean(restricted)}).changed() > 0;
    });
  }

  Result<std::vector<std::string>> restricted_learners() override {
    return pool_.with_connection([](Connection& connection) { return connection.ask("restricted_learners").texts(0); });
  }

  Result<std::vector<std::pair<DocumentKey, Document>>> documents_of_agent(const std::string& agent) override {
    return pool_.with_connection([&](Connection& connection) { return read_documents_of(connection, agent); });
  }

  Result<std::optional<Erased>> erase_learner(const std::string& id, const std::string& receipt) override {
    return pool_.with_transaction(Lock::alone, [&](Connection& connection) { return erase(connection, id, receipt); });
  }

  Result<bool> was_erased(const std::string& id_or_token_hash) override {
    return pool_.with_connection([&](Connection& connection) { return is_erased(connection, id_or_token_hash); });
  }

  Classes& classes() override { return classes_; }

  Result<void> add_bundle(const std::string& version, const std::string& bundle) override {
    return nothing(pool_.with_transaction(Lock::together, [&](Connection& connection) { return connection.ask("put_bundle", {bytes(version), text(bundle)}).changed(); }));
  }

  Result<std::optional<std::string>> bundle(const std::string& version) override {
    return pool_.with_connection([&](Connection& connection) { return one_text(connection, "bundle", version); });
  }

  Result<std::string> newest_bundle() override {
    return pool_.with_connection([](Connection& connection) {
      const auto rows = connection.ask("newest_bundle");
      return rows.empty() ? std::string() : rows.text(0, 0);
    });
  }

  Figures figures() override {
    const auto bytes = pool_.with_connection([](Connection& connection) { return connection.ask("database_bytes").integer(0, 0); });
    return {insertions_.statements(), insertions_.commits() + pool_.commits(), insertions_.waiting(), bytes.value_or(0)};
  }

  Result<std::vector<Count>> inventory() override {
    return pool_.with_connection([](Connection& connection) {
      const auto rows = connection.ask("inventory");
      std::vector<Count> counts;
      counts.reserve(static_cast<std::size_t>(rows.size()));
      for (int row = 0; row < rows.size(); ++row) counts.push_back({rows.text(row, 0), rows.integer(row, 1)});
      return counts;
    });
  }

  Result<std::vector<Kept>> kept_statements(Time from, int most) override {
    return pool_.with_connection([&](Connection& connection) { return read_kept(connection, from, most); });
  }

  Result<void> each_row(const Table& table, const TakeRow& take) override {
    const auto read = pool_.with_transaction(Lock::together, [&](Connection& connection) { return read_rows(connection, table, take); });
    return read ? *read : tl::unexpected<Failure>(read.error());
  }

  Result<void> add_rows(const Table& table, const std::vector<Row>& rows) override {
    return nothing(pool_.with_transaction(Lock::together, [&](Connection& connection) {
      write_rows(connection, table, rows);
      return true;
    }));
  }

  Result<void> ping() override {
    return nothing(pool_.with_connection([](Connection& connection) { return connection.ask("ping").size(); }));
  }

  Result<void> migrate() {
    return nothing(pool_.with_connection([](Connection& connection) {
      postgresql::migrate(connection);
      return true;
    }));
  }

 private:
  template <class T>
  static Result<void> nothing(const Result<T>& result) {
    if (!result) return tl::unexpected<Failure>(result.error());
    return {};
  }

  Pool pool_;
  InsertionQueue insertions_;
  Moments moments_;
  PostgresqlClasses classes_{pool_};
};

}  // namespace

Result<std::unique_ptr<Store>> open_store(const std::string& address, const Settings& settings) {
  auto store = std::make_unique<PostgresqlStore>(address, settings);
  if (const auto migrated = store->migrate(); !migrated) return tl::unexpected<Failure>(migrated.error());
  return store;
}

}  // namespace store::postgresql
