// The classes of an SQLite database.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "endpoint/store/classes.h"
#include "endpoint/store/sqlite/readers.h"
#include "endpoint/store/sqlite/writer.h"

namespace store::sqlite {

// Borrows the store's writer and readers.
class SqliteClasses final : public Classes {
 public:
  SqliteClasses(Writer& writer, Readers& readers) : writer_(writer), readers_(readers) {}

  Result<bool> add(const Class& added) override;
  Result<std::optional<Class>> find(ClassKey key, const std::string& value) override;
  Result<std::vector<Class>> all() override;
  Result<bool> change_code(const std::string& class_id, const std::string& code) override;
  Result<bool> change_facilitator(const std::string& class_id, const std::string& hash) override;
  Result<bool> remove(const std::string& class_id) override;
  Result<int> put_member(const Member& member) override;
  Result<bool> add_members(const std::vector<NewMember>& added) override;
  Result<bool> remove_member(const std::string& class_id, const std::string& learner, By by) override;
  Result<std::vector<Member>> members(const std::string& class_id) override;
  Result<std::vector<Member>> memberships(const std::string& learner) override;
  Result<bool> renew_learner_code(const Member& member, const std::string& locator, const std::string& secret_hash) override;
  Result<std::vector<ClassEvent>> events(const std::string& class_id) override;

 private:
  // What the work returned; false undoes it.
  Result<bool> write_if(const std::function<bool(Database&)>& work);
  Result<std::vector<Member>> members_by(std::string_view query, const std::string& key);

  Writer& writer_;
  Readers& readers_;
};

}  // namespace store::sqlite
