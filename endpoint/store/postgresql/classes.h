// The classes of a PostgreSQL database.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "endpoint/store/classes.h"
#include "endpoint/store/postgresql/pool.h"

namespace store::postgresql {

// Borrows the store's pool.
class PostgresqlClasses final : public Classes {
 public:
  explicit PostgresqlClasses(Pool& pool) : pool_(pool) {}

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
  Result<std::vector<Member>> members_by(std::string_view query, const std::string& key);

  Pool& pool_;
};

}  // namespace store::postgresql
