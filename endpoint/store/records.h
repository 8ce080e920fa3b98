// What a store keeps besides statements, and how it says that it could not.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace store {

// Microseconds since 1970-01-01T00:00:00Z.
using Time = std::int64_t;

// busy: try again soon; full: no room on the disk; broken: the database is damaged or cannot be reached; erased: the learner for whom
// it was to be done has been erased.
enum class Trouble { busy, full, broken, erased };

// An operation failed; nothing of it was kept. `message` names what was being done, in lower case.
struct Failure {
  Trouble trouble = Trouble::broken;
  std::string message;
};

template <class T>
using Result = tl::expected<T, Failure>;

// What a monitor wants to know of a store at work.
struct Figures {
  std::int64_t statements = 0;      // stored since it was opened
  std::int64_t commits = 0;         // since then
  std::int64_t waiting = 0;         // writes not yet begun
  std::int64_t database_bytes = 0;  // on the disk
};

// How many of what a store holds: "statements", 12.
struct Count {
  std::string name;
  std::int64_t number = 0;
};

// The bytes of an attachment, named by their SHA-2.
struct Blob {
  std::string sha2;
  std::string bytes;
};

enum class DocumentKind {
  state = 1,
  activity_profile = 2,
  agent_profile = 3,
  // What no client of xAPI reads or writes:
  attempts = 4,           // a learner's at a quiz
  cmi5_course = 5,        // id alone
  cmi5_registration = 6,  // registration alone, whose it is: agent
};

// Where a document lies: fields that a kind does not use are empty.
struct DocumentKey {
  DocumentKind kind = DocumentKind::state;
  std::string activity;
  std::string agent;         // xapi::key_of
  std::string registration;
  std::string id;            // stateId or profileId
};

struct Document {
  std::string content_type;
  std::string bytes;
  Time updated = 0;
};

// Which of a kind's documents: all of an activity or an agent, in a registration if one is named.
struct DocumentQuery {
  DocumentKey scope;          // its id is not looked at
  std::optional<Time> since;  // updated later than
};

// Who may do what. A key's secret and a learner's token are kept as hashes.
struct Credential {
  std::string key;            // its name; for learners' tokens the hash itself
  std::string secret_hash;    // 64 hexadecimal digits
  std::string scopes;         // "statements/write statements/read …", separated by one space
  std::string authority;      // JSON of the agent that statements get as their authority
  std::string learner;        // the UUID to whose statements it is bound; empty for all
  Time created = 0;
};

// Who agreed that a learner's progress is kept: "self", or "guardian" for a child; "" where nobody was asked.
struct Consent {
  std::string by;
  std::string bundle;  // the version of the one whose courses were offered
  Time given = 0;
};

// Somebody who learns, known by nothing but what the device made up.
struct Learner {
  std::string id;           // a UUID, lower case
  std::string agent;        // xapi::key_of their account: how statements and documents name them
  std::string locator;      // the public words of the recovery code
  std::string secret_hash;  // of its secret words
  bool restricted = false;  // asked that what is kept be given to nobody else
  Time created = 0;
  Consent consent = {};
};

// How much of a learner was erased.
struct Erased {
  std::int64_t statements = 0;
  std::int64_t documents = 0;
};

}  // namespace store
