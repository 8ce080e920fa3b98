#include "endpoint/store/sqlite/sqlite_store.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <atomic>
#include <chrono>

#include "base/clock.h"
#include "base/text.h"
#include "endpoint/store/sqlite/classes.h"
#include "endpoint/store/sqlite/erasure.h"
#include "endpoint/store/sqlite/learners.h"
#include "endpoint/store/sqlite/mentions.h"
#include "endpoint/store/sqlite/readers.h"
#include "endpoint/store/sqlite/search.h"
#include "endpoint/store/sqlite/transfer.h"
#include "endpoint/store/sqlite/upkeep.h"
#include "endpoint/store/sqlite/writer.h"
#include "endpoint/store/uuid_bytes.h"

namespace store::sqlite {
namespace {

using Binary = Query::Binary;

Document document_of(const Query& row) { return {row.text(0), row.text(1), row.integer(2)}; }

Credential credential_of(const Query& row) {
  return {row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.integer(5)};
}

std::vector<std::string> texts_of(Query& query) {
  std::vector<std::string> all;
  while (query.step()) all.push_back(query.text(0));
  return all;
}

std::int64_t bytes_of(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 ? static_cast<std::int64_t>(status.st_size) : 0;
}

void insert_credential(Database& database, const Credential& credential) {
  const auto& [key, secret_hash, scopes, authority, learner, created] = credential;
  refuse_erased(database, learner);
  database.query("insert_credential").bind(key, secret_hash, scopes, authority, learner, created).run();
}

class SqliteStore final : public Store {
 public:
  SqliteStore(const std::string& path, const Settings& settings) : place_{path, settings.busy_time}, writer_(place_), readers_(place_) {}

  Result<std::optional<Conflict>> insert(const Insertion& insertion) override {
    std::optional<Conflict> conflict;
    std::int64_t fresh = 0;
    const auto written = writer_.write([&](Writer::Transaction& transaction) {
      conflict.reset();
      fresh = 0;
      refuse_erased(transaction.database, insertion.learner);
      for (const auto& blob : insertion.blobs) transaction.database.query("insert_blob").bind(blob.sha2, Binary{blob.bytes}).run();
      for (std::size_t i = 0; i < insertion.statements.size(); ++i) {
        const auto& statement = insertion.statements[i];
        const Time stored = insertion.stored.empty() ? transaction.next_stored() : transaction.stored_elsewhere(insertion.stored[i]);
        if (!insert_one(transaction, statement, stored, fresh)) {
          conflict = Conflict{statement.id};
          return false;
        }
      }
      return true;
    });
    if (!written) return tl::unexpected<Failure>(written.error());
    if (!conflict) statements_ += fresh;
    return conflict;
  }

  Result<std::optional<Found>> statement(const std::string& id, Voided voided) override {
    const std::string bytes = uuid_bytes(id);
    return readers_.read<std::optional<Found>>([&](Database& database) -> std::optional<Found> {
      auto row = database.query("statement_by_id");
      if (!row.bind(Binary{bytes}).step()) return std::nullopt;
      if (((row.integer(2) & 2) != 0) != (voided == Voided::yes)) return std::nullopt;
      return Found{row.text(3), row.integer(0)};
    });
  }

  Result<Page> find(const xapi::StatementQuery& query, int most, std::optional<Time> from) override {
    return readers_.read<Page>([&](Database& database) { return search(database, query, most, from); });
  }

  Result<std::optional<std::string>> blob(const std::string& sha2) override { return one_text("blob", sha2); }

  Time consistent_through() override { return writer_.consistent_through(); }

  Result<std::string> definition(const std::string& activity) override {
    return one_text("definition", activity).map([](const auto& found) { return found.value_or(""); });
  }

  Result<std::vector<std::string>> names(const std::string& agent) override {
    return readers_.read<std::vector<std::string>>([&](Database& database) {
      auto query = database.query("names");
      return texts_of(query.bind(agent));
    });
  }

  Result<std::optional<Document>> document(const DocumentKey& key) override {
    return readers_.read<std::optional<Document>>([&](Database& database) { return read_document(database, key); });
  }

  Result<std::vector<std::string>> documents(const DocumentQuery& query) override {
    return readers_.read<std::vector<std::string>>([&](Database& database) {
      const auto& [kind, activity, agent, registration, id] = query.scope;
      auto found = database.query("document_ids");
      return texts_of(found.bind(static_cast<int>(kind), activity, agent, registration, query.since.value_or(-1)));
    });
  }

  Result<Change> change_document(const DocumentKey& key, const std::function<Change(const Document* old)>& change) override {
    Change decided = Keep{};
    const auto written = writer_.write([&](Writer::Transaction& transaction) {
      refuse_erased(transaction.database, key.agent);
      const auto old = read_document(transaction.database, key);
      decided = change(old ? &*old : nullptr);
      apply(transaction.database, key, decided);
      return true;
    });
    if (!written) return tl::unexpected<Failure>(written.error());
    return decided;
  }

  Result<void> drop_documents(const DocumentQuery& query) override {
    return writer_.write([&](Writer::Transaction& transaction) {
      const auto& [kind, activity, agent, registration, id] = query.scope;
      transaction.database.query("drop_documents").bind(static_cast<int>(kind), activity, agent, registration).run();
      return true;
    });
  }

  Result<std::optional<std::pair<DocumentKey, Document>>> registration(const std::string& id) override {
    return readers_.read<std::optional<std::pair<DocumentKey, Document>>>([&](Database& database) { return read_registration(database, id); });
  }

  Result<std::optional<Credential>> credential(const std::string& key) override {
    return readers_.read<std::optional<Credential>>([&](Database& database) -> std::optional<Credential> {
      auto row = database.query("credential");
      if (!row.bind(key).step()) return std::nullopt;
      return credential_of(row);
    });
  }

  Result<void> add_credential(const Credential& credential) override {
    return writer_.write([&](Writer::Transaction& transaction) {
      insert_credential(transaction.database, credential);
      return true;
    });
  }

  Result<bool> revoke_credential(const std::string& key) override {
    bool was_there = false;
    const auto written = writer_.write([&](Writer::Transaction& transaction) {
      transaction.database.query("revoke_credential").bind(key).run();
      was_there = transaction.database.changes() > 0;
      return true;
    });
    if (!written) return tl::unexpected<Failure>(written.error());
    return was_there;
  }

  Result<std::vector<Credential>> credentials() override {
    return readers_.read<std::vector<Credential>>([&](Database& database) {
      std::vector<Credential> found;
      auto query = database.query("credentials");
      while (query.step()) found.push_back(credential_of(query));
      return found;
    });
  }

  Result<bool> add_learner(const Learner& learner, const Credential& token) override {
    return write_if([&](Database& database) {
      refuse_erased(database, learner.id);
      if (!insert_learner(database, learner)) return false;
      insert_credential(database, token);
      return true;
    });
  }

  Result<std::optional<Learner>> learner(const std::string& id) override {
    return readers_.read<std::optional<Learner>>([&](Database& database) { return read_learner(database, "learner", id); });
  }

  Result<std::optional<Learner>> learner_by_locator(const std::string& locator) override {
    return readers_.read<std::optional<Learner>>([&](Database& database) { return read_learner(database, "learner_by_locator", locator); });
  }

  Result<bool> change_code(const std::string& id, const std::string& locator, const std::string& secret_hash) override {
    return write_if([&](Database& database) {
      refuse_erased(database, id);
      database.query("change_code").bind(id, locator, secret_hash).run();
      return database.changes() > 0;
    });
  }

  Result<bool> restrict_learner(const std::string& id, bool restricted) override {
    return write_if([&](Database& database) {
      database.query("restrict_learner").bind(id, restricted ? 1 : 0).run();
      return database.changes() > 0;
    });
  }

  Result<std::vector<std::string>> restricted_learners() override {
    return readers_.read<std::vector<std::string>>([](Database& database) {
      auto query = database.query("restricted_learners");
      return texts_of(query);
    });
  }

  Result<std::vector<std::pair<DocumentKey, Document>>> documents_of_agent(const std::string& agent) override {
    return readers_.read<std::vector<std::pair<DocumentKey, Document>>>([&](Database& database) { return read_documents_of(database, agent); });
  }

  Result<std::optional<Erased>> erase_learner(const std::string& id, const std::string& receipt) override {
    std::optional<Erased> erased;
    const auto written = write_if([&](Database& database) {
      erased = erase(database, id, receipt, base::microseconds_now());
      terms_.forget();
      return erased.has_value();
    });
    if (!written) return tl::unexpected<Failure>(written.error());
    if (!erased) return erased;
    try {
      empty_log(place_.path);
    } catch (const SqliteFailure& failed) {
      return tl::unexpected<Failure>(failed.failure);
    }
    return erased;
  }

  Result<bool> was_erased(const std::string& id_or_token_hash) override {
    return readers_.read<bool>([&](Database& database) { return is_erased(database, id_or_token_hash); });
  }

  Classes& classes() override { return classes_; }

  Result<void> add_bundle(const std::string& version, const std::string& text) override {
    return writer_.write([&](Writer::Transaction& transaction) {
      transaction.database.query("put_bundle").bind(version, text, base::microseconds_now()).run();
      return true;
    });
  }

  Result<std::optional<std::string>> bundle(const std::string& version) override { return one_text("bundle", version); }

  Result<std::string> newest_bundle() override {
    return readers_.read<std::string>([](Database& database) {
      auto row = database.query("newest_bundle");
      return row.step() ? row.text(0) : std::string();
    });
  }

  Figures figures() override {
    const auto [commits, waiting] = writer_.work_until_now();
    return {statements_, commits, waiting, bytes_of(place_.path) + bytes_of(place_.path + "-wal")};
  }

  Result<void> back_up(const std::string& file) override {
    try {
      copy_database(place_, file);
      return {};
    } catch (const SqliteFailure& failed) {
      return tl::unexpected<Failure>(failed.failure);
    }
  }

  Result<std::vector<Count>> inventory() override { return readers_.read<std::vector<Count>>(inventory_of); }

  Result<std::vector<Kept>> kept_statements(Time from, int most) override {
    return readers_.read<std::vector<Kept>>([&](Database& database) { return read_kept(database, from, most); });
  }

  Result<void> each_row(const Table& table, const TakeRow& take) override {
    const auto read = readers_.read<Result<void>>([&](Database& database) { return read_rows(database, table, take); });
    return read ? *read : tl::unexpected<Failure>(read.error());
  }

  Result<void> add_rows(const Table& table, const std::vector<Row>& rows) override {
    return writer_.write([&](Writer::Transaction& transaction) {
      write_rows(transaction.database, table, rows);
      return true;
    });
  }

  Result<void> ping() override {
    const auto asked = readers_.read<bool>([](Database& database) { return database.query("ping").step(); });
    if (!asked) return tl::unexpected<Failure>(asked.error());
    return {};
  }

 private:
  // What the work returned; false undoes it.
  Result<bool> write_if(const std::function<bool(Database&)>& work) {
    bool done = false;
    const auto written = writer_.write([&](Writer::Transaction& transaction) { return done = work(transaction.database); });
    if (!written) return tl::unexpected<Failure>(written.error());
    return done;
  }

  // False: another statement has this id. `fresh` counts those that were not there.
  bool insert_one(Writer::Transaction& transaction, const xapi::Statement& statement, Time stored, std::int64_t& fresh) {
    auto& database = transaction.database;
    Link link{uuid_bytes(statement.id), uuid_bytes(statement.target), stored, statement.voids, {}};
    const std::string fingerprint = uuid_bytes(statement.fingerprint);
    if (auto row = database.query("statement_by_id"); row.bind(Binary{link.id}).step()) return row.text(1) == fingerprint;
    ++fresh;
    link.terms = terms_of(transaction, terms_, statement);
    const std::string terms = packed(link.terms);
    database.query("insert_statement")
        .bind(link.stored, Binary{link.id}, Binary{fingerprint}, Query::BinaryOrNull{link.target}, statement.voids ? 1 : 0, Binary{terms}, statement.text)
        .run();
    add_to_index(database, link);
    for (const auto& attachment : statement.attachments) database.query("insert_blob_use").bind(attachment.sha2, link.stored).run();
    remember_definitions(transaction, statement);
    for (const auto& [agent, name] : statement.names) {
      if (!terms_.is_last(transaction, fmt::format("{}\n{}", agent, name), name)) database.query("insert_name").bind(agent, name, link.stored).run();
    }
    return true;
  }

  void remember_definitions(Writer::Transaction& transaction, const xapi::Statement& statement) {
    for (const auto& [activity, definition] : statement.definitions) {
      if (terms_.is_last(transaction, activity, definition)) continue;
      std::string older;
      if (auto row = transaction.database.query("definition"); row.bind(activity).step()) older = row.text(0);
      const std::string merged = xapi::merged_definition(older, definition);
      if (merged != older) transaction.database.query("put_definition").bind(activity, merged).run();
    }
  }

  static std::optional<Document> read_document(Database& database, const DocumentKey& key) {
    auto row = database.query("document");
    if (!row.bind(static_cast<int>(key.kind), key.activity, key.agent, key.registration, key.id).step()) return std::nullopt;
    return document_of(row);
  }

  static void apply(Database& database, const DocumentKey& key, const Change& change) {
    const int kind = static_cast<int>(key.kind);
    if (const auto* document = std::get_if<Document>(&change)) {
      database.query("put_document")
          .bind(kind, key.activity, key.agent, key.registration, key.id, document->content_type, Binary{document->bytes}, base::microseconds_now())
          .run();
    } else if (std::holds_alternative<Drop>(change)) {
      database.query("drop_document").bind(kind, key.activity, key.agent, key.registration, key.id).run();
    }
  }

  Result<std::optional<std::string>> one_text(std::string_view query, const std::string& key) {
    return readers_.read<std::optional<std::string>>([&](Database& database) -> std::optional<std::string> {
      auto row = database.query(query);
      if (!row.bind(key).step()) return std::nullopt;
      return row.text(0);
    });
  }

  const Place place_;
  Writer writer_;
  Readers readers_;
  SqliteClasses classes_{writer_, readers_};
  Terms terms_;  // the writer's thread alone
  std::atomic<std::int64_t> statements_ = 0;  // stored since the start
};

}  // namespace

Result<std::unique_ptr<Store>> open_store(const std::string& path, const Settings& settings) {
  const std::string folder(base::directory_of(path));
  if (const auto name = network_file_system(folder.empty() ? "." : folder); !name.empty()) {
    return tl::unexpected<Failure>(Failure{
        Trouble::broken, fmt::format("'{}' lies on a network file system ({}), where SQLite's locks cannot be trusted; put it on a disk of this machine, "
                                     "or use PostgreSQL", path, name)});
  }
  try {
    return std::make_unique<SqliteStore>(path, settings);
  } catch (const SqliteFailure& failed) {
    return tl::unexpected<Failure>(failed.failure);
  }
}

}  // namespace store::sqlite
