// The classes of a store: groups of learners whose progress a facilitator sees. A part of the seam Store, and kept like the rest of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "endpoint/store/records.h"

namespace store {

struct Class {
  std::string id;           // a UUID, lower case
  std::string name;
  std::string course;       // the one whose progress is seen; empty: all
  std::string code;         // words; whoever says them joins
  std::string facilitator;  // SHA-256 of the facilitator's secret, 64 hexadecimal digits
  Time created = 0;
};

// By what a class is found.
enum class ClassKey { id, code, facilitator };

struct Member {
  std::string class_id;
  std::string learner;       // a UUID
  int number = 0;            // from 1 on, within the class; never given again. Given by the store
  std::string display_name;  // or ""; kept here alone
  std::string group;         // or ""
  bool may_renew = false;    // whether the facilitator may issue a new recovery code
  Time joined = 0;
};

// The log of a class: acts that change who gets in. It names learners by their number alone.
struct ClassEvent {
  std::string what;  // "code-renewed", "link-renewed", "learner-code-renewed", "member-added", "member-removed"
  int member = 0;    // or 0
  Time time = 0;
};

// A learner whom the facilitator brings in, with a recovery code and no device yet.
struct NewMember {
  Learner learner;
  Member member;
};

// All functions as those of Store. What changes a code, a link or brings in and removes others writes the log in the same transaction.
class Classes {
 public:
  virtual ~Classes() = default;

  // False: the code is another's.
  virtual Result<bool> add(const Class& added) = 0;
  virtual Result<std::optional<Class>> find(ClassKey key, const std::string& value) = 0;
  // By name, then id.
  virtual Result<std::vector<Class>> all() = 0;
  // False: the code is taken, or there is no such class.
  virtual Result<bool> change_code(const std::string& class_id, const std::string& code) = 0;
  virtual Result<bool> change_facilitator(const std::string& class_id, const std::string& hash) = 0;
  // With its members and its log; learners stay. False: there is none.
  virtual Result<bool> remove(const std::string& class_id) = 0;

  // The member's number; whoever is in already keeps it and gets the new name, group and permission. 0: there is no such class.
  // Trouble::erased for a learner who was.
  virtual Result<int> put_member(const Member& member) = 0;
  // All or none. False: a locator or an id is taken, or there is no such class.
  virtual Result<bool> add_members(const std::vector<NewMember>& added) = 0;
  enum class By { learner, facilitator };
  virtual Result<bool> remove_member(const std::string& class_id, const std::string& learner, By by) = 0;
  // By number.
  virtual Result<std::vector<Member>> members(const std::string& class_id) = 0;
  virtual Result<std::vector<Member>> memberships(const std::string& learner) = 0;
  // A new recovery code for a member; the former one opens nothing. False: the locator is taken, or they are no member who may get one.
  virtual Result<bool> renew_learner_code(const Member& member, const std::string& locator, const std::string& secret_hash) = 0;
  // The oldest first.
  virtual Result<std::vector<ClassEvent>> events(const std::string& class_id) = 0;
};

}  // namespace store
