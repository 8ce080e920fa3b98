// The seam between the endpoint and its database: statements, documents, credentials. Every store passes the same tests
// (tests/endpoint/store/contract.h).
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "endpoint/store/classes.h"
#include "endpoint/store/records.h"
#include "endpoint/store/transfer.h"
#include "endpoint/xapi/query.h"
#include "endpoint/xapi/statement.h"

namespace store {

struct Insertion {
  std::vector<xapi::Statement> statements;
  std::vector<Blob> blobs;
  std::string learner = {};  // on whose behalf, if a learner's token brought it: Trouble::erased when they have been erased meanwhile
  std::vector<Time> stored = {};  // of statements from another store: as many moments, rising; else now
};

// The id of a statement that is there already with another content. Then nothing of the batch was kept.
struct Conflict {
  std::string id;
};

struct Found {
  std::string text;  // without "stored"; see xapi::with_stored
  Time stored = 0;
};

struct Page {
  std::vector<Found> statements;
  std::optional<Time> next;  // where the next page begins, if there is one
};

// What becomes of a document: new content, nothing any more, or it stays as it is and the caller hears why.
struct Keep {
  int reason = 0;
};
struct Drop {};
using Change = std::variant<Document, Drop, Keep>;

// All functions may be called from many threads at once and block until the answer is known. What returned without Failure is on
// the disk and survives a crash of the machine.
class Store {
 public:
  virtual ~Store() = default;

  // All or none. A statement that is there already with the same fingerprint counts as kept. Voiding takes effect whichever comes first.
  virtual Result<std::optional<Conflict>> insert(const Insertion& insertion) = 0;
  // By its id, whether voided or not as asked.
  enum class Voided { no, yes };
  virtual Result<std::optional<Found>> statement(const std::string& id, Voided voided) = 0;
  // Newest first unless the query says ascending; statements that refer to a match are found, too; voided ones are not. `most` > 0;
  // `from` is a Page's next.
  virtual Result<Page> find(const xapi::StatementQuery& query, int most, std::optional<Time> from) = 0;
  virtual Result<std::optional<std::string>> blob(const std::string& sha2) = 0;
  // Every statement stored before this moment is found.
  virtual Time consistent_through() = 0;

  // The merged definition of an activity as JSON, or "".
  virtual Result<std::string> definition(const std::string& activity) = 0;
  // Names that agents with this key were given, in the order in which they were first seen.
  virtual Result<std::vector<std::string>> names(const std::string& agent) = 0;

  virtual Result<std::optional<Document>> document(const DocumentKey& key) = 0;
  // Ids, sorted.
  virtual Result<std::vector<std::string>> documents(const DocumentQuery& query) = 0;
  // `change` sees the document as it is (or nullptr) and decides; nobody else changes it meanwhile. Trouble::erased for
  // the agent of a learner who was.
  virtual Result<Change> change_document(const DocumentKey& key, const std::function<Change(const Document* old)>& change) = 0;
  virtual Result<void> drop_documents(const DocumentQuery& query) = 0;
  // The document of DocumentKind::cmi5_registration with this registration, and where it lies; there is one at most.
  virtual Result<std::optional<std::pair<DocumentKey, Document>>> registration(const std::string& id) = 0;

  virtual Result<std::optional<Credential>> credential(const std::string& key) = 0;
  // Trouble::erased for a learner who was.
  virtual Result<void> add_credential(const Credential& credential) = 0;
  virtual Result<bool> revoke_credential(const std::string& key) = 0;  // whether there was one
  virtual Result<std::vector<Credential>> credentials() = 0;

  // Learners' tokens are credentials with their id. False: the id or the locator is taken already, and nothing was added.
  virtual Result<bool> add_learner(const Learner& learner, const Credential& token) = 0;
  virtual Result<std::optional<Learner>> learner(const std::string& id) = 0;
  virtual Result<std::optional<Learner>> learner_by_locator(const std::string& locator) = 0;
  // From now on the former code opens nothing. False: the locator is taken.
  virtual Result<bool> change_code(const std::string& id, const std::string& locator, const std::string& secret_hash) = 0;
  // False: there is no such learner.
  virtual Result<bool> restrict_learner(const std::string& id, bool restricted) = 0;
  // Cheap: the ids of those who are restricted alone.
  virtual Result<std::vector<std::string>> restricted_learners() = 0;
  // Every document about or of an agent.
  virtual Result<std::vector<std::pair<DocumentKey, Document>>> documents_of_agent(const std::string& agent) = 0;
  // Everything that names the learner in any role goes, with their documents, names, tokens and code; SQLite overwrites their bytes on the disk,
  // PostgreSQL leaves them in its files until VACUUM FULL (docs/decisions/postgresql.md). Statements of
  // others that only refer to theirs stay. Nothing when there is no such learner. What comes later for them fails with
  // Trouble::erased. `receipt` is kept with the hashes that remain.
  virtual Result<std::optional<Erased>> erase_learner(const std::string& id, const std::string& receipt) = 0;
  // Whether a learner with this id, or this token's hash, was erased.
  virtual Result<bool> was_erased(const std::string& id_or_token_hash) = 0;

  // Lives as long as the store.
  virtual Classes& classes() = 0;

  // What the courses ask, by its version; added again it becomes the newest.
  virtual Result<void> add_bundle(const std::string& version, const std::string& text) = 0;
  virtual Result<std::optional<std::string>> bundle(const std::string& version) = 0;
  // The version of the one added last; "" before the first.
  virtual Result<std::string> newest_bundle() = 0;

  // Cheap.
  virtual Figures figures() = 0;

  // Writes all that is in the store at one moment into a file that is empty or missing; writers go on meanwhile.
  virtual Result<void> back_up(const std::string& file) {
    return tl::unexpected<Failure>(Failure{Trouble::broken, "cannot write '" + file + "': this store is backed up with its own tools (pg_dump)"});
  }
  // Reads much; names nobody.
  virtual Result<std::vector<Count>> inventory() = 0;

  // What another store takes over. Statements from a moment on, the oldest first, voided or not; at most so many.
  virtual Result<std::vector<Kept>> kept_statements(Time from, int most) = 0;
  // Every row as of one moment, until `take` fails: then what it returned.
  virtual Result<void> each_row(const Table& table, const TakeRow& take) = 0;
  // All or none; into a table where none of them is.
  virtual Result<void> add_rows(const Table& table, const std::vector<Row>& rows) = 0;

  // Ready for work: a cheap question to the database.
  virtual Result<void> ping() = 0;
};

}  // namespace store
