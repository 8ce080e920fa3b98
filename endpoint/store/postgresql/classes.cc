#include "endpoint/store/postgresql/classes.h"

#include "base/clock.h"
#include "endpoint/store/postgresql/learners.h"

namespace store::postgresql {
namespace {

Class class_of(const Rows& rows, int row) {
  return {rows.text(row, 0), rows.text(row, 1), rows.text(row, 2), rows.text(row, 3), rows.text(row, 4), rows.integer(row, 5)};
}

Member member_of(const Rows& rows, int row) {
  return {rows.text(row, 0), rows.text(row, 1), static_cast<int>(rows.integer(row, 2)), rows.text(row, 3), rows.text(row, 4),
          rows.integer(row, 5) != 0, rows.integer(row, 6)};
}

std::optional<Member> read_member(Connection& connection, const std::string& class_id, const std::string& learner) {
  const auto rows = connection.ask("member", {bytes(class_id), bytes(learner)});
  if (rows.empty()) return std::nullopt;
  return member_of(rows, 0);
}

void log_event(Connection& connection, const std::string& class_id, const std::string& what, int member = 0) {
  connection.ask("insert_class_event", {bytes(class_id), text(what), integer(member), integer(base::microseconds_now())});
}

// Its number; 0: there is no such class. The class's row is locked until the transaction ends.
int insert_member(Connection& connection, const Member& member) {
  const auto rows = connection.ask("take_number", {bytes(member.class_id)});
  if (rows.empty()) return 0;
  const auto kept = connection.ask("insert_member", {bytes(member.class_id), bytes(member.learner), integer(rows.integer(0, 0)), bytes(member.display_name),
                                                     bytes(member.group), boolean(member.may_renew), integer(member.joined)});
  return static_cast<int>(kept.integer(0, 0));
}

int update_member(Connection& connection, const Member& known, const Member& member) {
  connection.ask("update_member", {bytes(member.class_id), bytes(member.learner), bytes(member.display_name), bytes(member.group), boolean(member.may_renew)});
  return known.number;
}

// Whether all were added; what was before is undone by the caller.
bool insert_members(Connection& connection, const std::vector<NewMember>& added) {
  for (const auto& [learner, member] : added) {
    refuse_erased(connection, learner.id);
    const int number = insert_learner(connection, learner) ? insert_member(connection, member) : 0;
    if (number == 0) return false;
    log_event(connection, member.class_id, "member-added", number);
  }
  return true;
}

// Thrown to undo a transaction whose work came to nothing.
PostgresqlFailure nothing_done() { return {{Trouble::busy, "nothing was changed"}, "P0002"}; }

}  // namespace

Result<bool> PostgresqlClasses::add(const Class& added) {
  return pool_.with_transaction(Lock::together, [&](Connection& connection) {
    const auto& [id, name, course, code, facilitator, created] = added;
    return connection.ask("insert_class", {bytes(id), bytes(name), bytes(course), bytes(code), text(facilitator), integer(created)}).changed() > 0;
  });
}

Result<std::optional<Class>> PostgresqlClasses::find(ClassKey key, const std::string& value) {
  return pool_.with_connection([&](Connection& connection) -> std::optional<Class> {
    const auto rows = key == ClassKey::facilitator ? connection.ask("class_by_facilitator", {text(value)})
                                                   : connection.ask(key == ClassKey::code ? "class_by_code" : "class_by_id", {bytes(value)});
    if (rows.empty()) return std::nullopt;
    return class_of(rows, 0);
  });
}

Result<std::vector<Class>> PostgresqlClasses::all() {
  return pool_.with_connection([](Connection& connection) {
    const auto rows = connection.ask("classes");
    std::vector<Class> found;
    found.reserve(static_cast<std::size_t>(rows.size()));
    for (int row = 0; row < rows.size(); ++row) found.push_back(class_of(rows, row));
    return found;
  });
}

Result<bool> PostgresqlClasses::change_code(const std::string& class_id, const std::string& code) {
  return pool_.with_transaction(Lock::together, [&](Connection& connection) {
    if (connection.ask("change_class_code", {bytes(class_id), bytes(code)}).changed() == 0) return false;
    log_event(connection, class_id, "code-renewed");
    return true;
  });
}

Result<bool> PostgresqlClasses::change_facilitator(const std::string& class_id, const std::string& hash) {
  return pool_.with_transaction(Lock::together, [&](Connection& connection) {
    if (connection.ask("change_facilitator", {bytes(class_id), text(hash)}).changed() == 0) return false;
    log_event(connection, class_id, "link-renewed");
    return true;
  });
}

Result<bool> PostgresqlClasses::remove(const std::string& class_id) {
  return pool_.with_transaction(Lock::together, [&](Connection& connection) {
    const bool was_there = connection.ask("delete_class", {bytes(class_id)}).changed() > 0;
    for (const auto* query : {"delete_members", "delete_class_events"}) connection.ask(query, {bytes(class_id)});
    return was_there;
  });
}

Result<int> PostgresqlClasses::put_member(const Member& member) {
  return pool_.with_transaction(Lock::together, [&](Connection& connection) {
    refuse_erased(connection, member.learner);
    const auto known = read_member(connection, member.class_id, member.learner);
    return known ? update_member(connection, *known, member) : insert_member(connection, member);
  });
}

Result<bool> PostgresqlClasses::add_members(const std::vector<NewMember>& added) {
  bool refused = false;
  auto done = pool_.with_transaction(Lock::together, [&](Connection& connection) {
    refused = !insert_members(connection, added);
    if (refused) throw nothing_done();
    return true;
  });
  if (!done && refused) return false;
  return done;
}

Result<bool> PostgresqlClasses::remove_member(const std::string& class_id, const std::string& learner, By by) {
  return pool_.with_transaction(Lock::together, [&](Connection& connection) {
    const auto member = read_member(connection, class_id, learner);
    if (!member) return false;
    connection.ask("delete_member", {bytes(class_id), bytes(learner)});
    if (by == By::facilitator) log_event(connection, class_id, "member-removed", member->number);
    return true;
  });
}

Result<std::vector<Member>> PostgresqlClasses::members_by(std::string_view query, const std::string& key) {
  return pool_.with_connection([&](Connection& connection) {
    const auto rows = connection.ask(query, {bytes(key)});
    std::vector<Member> found;
    found.reserve(static_cast<std::size_t>(rows.size()));
    for (int row = 0; row < rows.size(); ++row) found.push_back(member_of(rows, row));
    return found;
  });
}

Result<std::vector<Member>> PostgresqlClasses::members(const std::string& class_id) { return members_by("members", class_id); }

Result<std::vector<Member>> PostgresqlClasses::memberships(const std::string& learner) { return members_by("memberships", learner); }

Result<bool> PostgresqlClasses::renew_learner_code(const Member& member, const std::string& locator, const std::string& secret_hash) {
  return pool_.with_transaction(Lock::together, [&](Connection& connection) {
    refuse_erased(connection, member.learner);
    const auto known = read_member(connection, member.class_id, member.learner);
    if (!known || !known->may_renew) return false;
    if (!postgresql::change_code(connection, member.learner, locator, secret_hash)) return false;
    log_event(connection, member.class_id, "learner-code-renewed", known->number);
    return true;
  });
}

Result<std::vector<ClassEvent>> PostgresqlClasses::events(const std::string& class_id) {
  return pool_.with_connection([&](Connection& connection) {
    const auto rows = connection.ask("class_events", {bytes(class_id)});
    std::vector<ClassEvent> found;
    found.reserve(static_cast<std::size_t>(rows.size()));
    for (int row = 0; row < rows.size(); ++row) found.push_back({rows.text(row, 0), static_cast<int>(rows.integer(row, 1)), rows.integer(row, 2)});
    return found;
  });
}

}  // namespace store::postgresql
