// By what a statement is found: the verbs, agents, activities and registrations that it mentions, and those of the statements to
// which it refers.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "endpoint/store/sqlite/writer.h"
#include "endpoint/xapi/statement.h"

namespace store::sqlite {

enum class TermKind { verb = 1, registration = 2, agent = 3, agent_related = 4, activity = 5, activity_related = 6 };

// Terms' numbers and what else the writer need not look up again; used by the writer's thread alone.
class Terms {
 public:
  // The number of a term, made if it is new.
  std::int64_t number_of(Writer::Transaction& transaction, TermKind kind, const std::string& key);
  // Whether `value` is what was written of `name` last, so that writing it again would change nothing; from now on it is.
  bool is_last(Writer::Transaction& transaction, const std::string& name, const std::string& value);
  // After something was deleted.
  void forget() { numbers_.clear(); }

 private:
  void forget_undone(const Writer::Transaction& transaction);
  std::unordered_map<std::string, std::int64_t> numbers_;
  std::int64_t rollbacks_ = 0;
};

// A statement as its row refers to others.
struct Link {
  std::string id;      // 16 bytes
  std::string target;  // 16 bytes, or empty
  Time stored = 0;
  bool voids = false;
  std::vector<std::int64_t> terms;
};

// The numbers of all that a statement mentions, lowest first, each once.
std::vector<std::int64_t> terms_of(Writer::Transaction& transaction, Terms& terms, const xapi::Statement& statement);

// As in the column `terms`: four bytes each.
std::string packed(const std::vector<std::int64_t>& terms);

// Enters a statement that has just been inserted into the index; carries over what it inherits and what others inherit from it, and
// voids what is to be voided, whichever came first.
void add_to_index(Database& database, const Link& statement);

// Takes a statement whose row is still there out of the index. Those that refer to it stay, without what they inherited over it.
void remove_from_index(Database& database, const Link& statement);
// Of the statement stored then.
Link link_at(Database& database, Time stored);

}  // namespace store::sqlite
