// A statement from its bytes to what a store keeps of it.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "endpoint/xapi/problem.h"
#include "endpoint/xapi/version.h"

namespace xapi {

// What is wrong with one statement under the rules of a version, or nothing. Everything of the specifications that can be told from
// the statement alone; `where` is put before the place. A statement's own "version" must fit: under 1.0.3 "1.0" or "1.0.*"; under
// 2.0.0 also "2.0" or "2.0.*". `contextAgents` and `contextGroups` are refused under 1.0.3.
std::optional<Problem> check_statement(const boost::json::value& statement, Version version, const std::string& where = "");

// An attachment as a statement (or its sub-statement) declares it.
struct Attachment {
  std::string sha2;          // lower case
  std::string content_type;
  std::uint64_t length = 0;  // bytes, as declared
  bool has_url = false;      // fileUrl: its bytes need not be sent
  bool is_signature = false; // usageType http://adlnet.gov/expapi/attachments/signature
};

enum class Mention { direct, related };  // as the filters agent= and activity= find it without and with related_…=true

struct AgentMention {
  std::string key;  // see key_of
  Mention mention = Mention::direct;
};

struct ActivityMention {
  std::string id;
  Mention mention = Mention::direct;
};

// What a store needs to keep a statement and to find it again.
struct Statement {
  std::string id;            // lower case
  std::string text;          // compact JSON with id, timestamp, authority and version, without "stored": the store adds it
  std::string fingerprint;   // 32 hexadecimal digits; equal for statements that are equal by xAPI 1.0.3, 2.3.1 (2.0: 4.2.7.3)
  std::int64_t timestamp = 0;  // microseconds since 1970
  std::string actor;           // its key; empty for an anonymous group
  std::string verb;
  std::string registration;  // lower case, or empty
  std::string target;        // id of the statement that its object refers to, or empty
  bool voids = false;        // its verb voids `target`
  std::vector<AgentMention> agents;        // each key once; direct wins
  std::vector<ActivityMention> activities;  // each id once; direct wins
  std::vector<Attachment> attachments;
  std::vector<std::pair<std::string, std::string>> definitions;  // activity id and its definition's JSON, wherever one stands
  std::vector<std::pair<std::string, std::string>> names;        // agent's key and a name given to it
};

struct Prepare {
  Version version = Version::k2_0_0;
  std::int64_t now = 0;          // microseconds since 1970: the timestamp of a statement without one
  boost::json::object authority;  // replaces what the client says
  std::string id = {};            // of a statement without one; empty: a random one
};

// Of a statement that check_statement accepted; it gets an id and a timestamp if it has none. Takes the JSON over.
Statement prepare_statement(boost::json::value statement, const Prepare& prepare);

// A statement from a store's text and fingerprint, as prepare_statement made them; nothing when the text is none.
std::optional<Statement> kept_statement(std::string text, std::string fingerprint);

// The whole text as it is answered: with `stored`, in microseconds, put in.
std::string with_stored(std::string_view text, std::int64_t stored);

// GET /statements?format=: ids keeps only what identifies agents, activities, verbs and groups; canonical keeps of each language map
// the one entry that fits `languages` (Accept-Language) best; `definition` gives an activity's merged definition as JSON, or "".
enum class Format { exact, ids, canonical };
using DefinitionOf = std::function<std::string(const std::string& activity)>;
std::string formatted(std::string_view text, Format format, std::string_view languages, const DefinitionOf& definition);

// One activity definition from two: what `newer` says wins, language maps and extensions are united. Both are JSON; either may be "".
std::string merged_definition(std::string_view older, std::string_view newer);

}  // namespace xapi
