#include "endpoint/store/sqlite/classes.h"

#include "base/clock.h"
#include "endpoint/store/sqlite/learners.h"

namespace store::sqlite {
namespace {

Class class_of(const Query& row) { return {row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.integer(5)}; }

Member member_of(const Query& row) {
  return {row.text(0), row.text(1), static_cast<int>(row.integer(2)), row.text(3), row.text(4), row.integer(5) != 0, row.integer(6)};
}

std::string_view query_by(ClassKey key) {
  switch (key) {
    case ClassKey::code: return "class_by_code";
    case ClassKey::facilitator: return "class_by_facilitator";
    default: return "class_by_id";
  }
}

std::optional<Member> read_member(Database& database, const std::string& class_id, const std::string& learner) {
  auto row = database.query("member");
  if (!row.bind(class_id, learner).step()) return std::nullopt;
  return member_of(row);
}

void log_event(Database& database, const std::string& class_id, const std::string& what, int member = 0) {
  database.query("insert_class_event").bind(class_id, what, member, base::microseconds_now()).run();
}

// 0: there is no such class.
int take_number(Database& database, const std::string& class_id) {
  auto row = database.query("take_number");
  return row.bind(class_id).step() ? static_cast<int>(row.integer(0)) : 0;
}

int insert_member(Database& database, const Member& member) {
  const int number = take_number(database, member.class_id);
  if (number == 0) return 0;
  database.query("insert_member")
      .bind(member.class_id, member.learner, number, member.display_name, member.group, member.may_renew ? 1 : 0, member.joined)
      .run();
  return number;
}

}  // namespace

Result<bool> SqliteClasses::write_if(const std::function<bool(Database&)>& work) {
  bool done = false;
  const auto written = writer_.write([&](Writer::Transaction& transaction) { return done = work(transaction.database); });
  if (!written) return tl::unexpected<Failure>(written.error());
  return done;
}

Result<bool> SqliteClasses::add(const Class& added) {
  return write_if([&](Database& database) {
    const auto& [id, name, course, code, facilitator, created] = added;
    database.query("insert_class").bind(id, name, course, code, facilitator, created).run();
    return database.changes() > 0;
  });
}

Result<std::optional<Class>> SqliteClasses::find(ClassKey key, const std::string& value) {
  return readers_.read<std::optional<Class>>([&](Database& database) -> std::optional<Class> {
    auto row = database.query(query_by(key));
    if (!row.bind(value).step()) return std::nullopt;
    return class_of(row);
  });
}

Result<std::vector<Class>> SqliteClasses::all() {
  return readers_.read<std::vector<Class>>([](Database& database) {
    std::vector<Class> found;
    auto row = database.query("classes");
    while (row.step()) found.push_back(class_of(row));
    return found;
  });
}

Result<bool> SqliteClasses::change_code(const std::string& class_id, const std::string& code) {
  return write_if([&](Database& database) {
    database.query("change_class_code").bind(class_id, code).run();
    if (database.changes() == 0) return false;
    log_event(database, class_id, "code-renewed");
    return true;
  });
}

Result<bool> SqliteClasses::change_facilitator(const std::string& class_id, const std::string& hash) {
  return write_if([&](Database& database) {
    database.query("change_facilitator").bind(class_id, hash).run();
    if (database.changes() == 0) return false;
    log_event(database, class_id, "link-renewed");
    return true;
  });
}

Result<bool> SqliteClasses::remove(const std::string& class_id) {
  return write_if([&](Database& database) {
    for (const auto* query : {"delete_members", "delete_class_events"}) database.query(query).bind(class_id).run();
    database.query("delete_class").bind(class_id).run();
    return database.changes() > 0;
  });
}

Result<int> SqliteClasses::put_member(const Member& member) {
  int number = 0;
  const auto written = write_if([&](Database& database) {
    refuse_erased(database, member.learner);
    if (const auto known = read_member(database, member.class_id, member.learner)) {
      number = known->number;
      database.query("update_member").bind(member.class_id, member.learner, member.display_name, member.group, member.may_renew ? 1 : 0).run();
    } else {
      number = insert_member(database, member);
    }
    return number > 0;
  });
  if (!written) return tl::unexpected<Failure>(written.error());
  return number;
}

Result<bool> SqliteClasses::add_members(const std::vector<NewMember>& added) {
  return write_if([&](Database& database) {
    for (const auto& [learner, member] : added) {
      refuse_erased(database, learner.id);
      const int number = insert_learner(database, learner) ? insert_member(database, member) : 0;
      if (number == 0) return false;
      log_event(database, member.class_id, "member-added", number);
    }
    return true;
  });
}

Result<bool> SqliteClasses::remove_member(const std::string& class_id, const std::string& learner, By by) {
  return write_if([&](Database& database) {
    const auto member = read_member(database, class_id, learner);
    if (!member) return false;
    database.query("delete_member").bind(class_id, learner).run();
    if (by == By::facilitator) log_event(database, class_id, "member-removed", member->number);
    return true;
  });
}

Result<std::vector<Member>> SqliteClasses::members_by(std::string_view query, const std::string& key) {
  return readers_.read<std::vector<Member>>([&](Database& database) {
    std::vector<Member> found;
    auto row = database.query(query);
    row.bind(key);
    while (row.step()) found.push_back(member_of(row));
    return found;
  });
}

Result<std::vector<Member>> SqliteClasses::members(const std::string& class_id) { return members_by("members", class_id); }

Result<std::vector<Member>> SqliteClasses::memberships(const std::string& learner) { return members_by("memberships", learner); }

Result<bool> SqliteClasses::renew_learner_code(const Member& member, const std::string& locator, const std::string& secret_hash) {
  return write_if([&](Database& database) {
    refuse_erased(database, member.learner);
    const auto known = read_member(database, member.class_id, member.learner);
    if (!known || !known->may_renew) return false;
    database.query("change_code").bind(member.learner, locator, secret_hash).run();
    if (database.changes() == 0) return false;
    log_event(database, member.class_id, "learner-code-renewed", known->number);
    return true;
  });
}

Result<std::vector<ClassEvent>> SqliteClasses::events(const std::string& class_id) {
  return readers_.read<std::vector<ClassEvent>>([&](Database& database) {
    std::vector<ClassEvent> found;
    auto row = database.query("class_events");
    row.bind(class_id);
    while (row.step()) found.push_back({row.text(0), static_cast<int>(row.integer(1)), row.integer(2)});
    return found;
  });
}

}  // namespace store::sqlite
