#include "endpoint/store/postgresql/definitions.h"

#include <set>

namespace store::postgresql {
namespace {

// Only those that are another afterwards.
Definitions changed_by(const std::vector<const xapi::Statement*>& statements, const Definitions& present) {
  Definitions now = present;
  std::map<std::string, std::string> last;  // the same said twice in a row changes nothing the second time
  for (const auto* statement : statements) {
    for (const auto& [activity, definition] : statement->definitions) {
      if (const auto said = last.find(activity); said != last.end() && said->second == definition) continue;
      last[activity] = definition;
      now[activity] = xapi::merged_definition(now[activity], definition);
    }
  }
  std::erase_if(now, [&](const auto& one) {
    const auto old = present.find(one.first);
    return old == present.end() ? one.second.empty() : old->second == one.second;
  });
  return now;
}

}  // namespace

std::vector<std::string> defined_by(const std::vector<const xapi::Statement*>& statements) {
  std::set<std::string> activities;
  for (const auto* statement : statements) {
    for (const auto& [activity, definition] : statement->definitions) activities.insert(activity);
  }
  return {activities.begin(), activities.end()};
}

Definitions definitions_in(const Rows& rows) {
  Definitions definitions;
  for (int row = 0; row < rows.size(); ++row) definitions.emplace(rows.text(row, 0), rows.text(row, 1));
  return definitions;
}

void remember_definitions(Connection& connection, const std::vector<const xapi::Statement*>& statements, const Definitions& present) {
  if (changed_by(statements, present).empty()) return;
  connection.send("lock_definitions");
  connection.send("definitions", {array_of(Type::bytes, defined_by(statements))});
  const auto changed = changed_by(statements, definitions_in(connection.receive().back()));
  Array activities(Type::bytes), definitions(Type::text);
  for (const auto& [activity, definition] : changed) {
    activities.add(std::string_view(activity));
    definitions.add(std::string_view(definition));
  }
  connection.send("put_definitions", {activities.value(), definitions.value()});
}

}  // namespace store::postgresql
