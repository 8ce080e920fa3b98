#include "endpoint/store/transfer.h"

#include <fmt/format.h>

#include <array>

namespace store {
namespace {

std::string names_of(const Table& table) {
  std::string names;
  for (const auto& column : table.columns) names += fmt::format("{}{}", names.empty() ? "" : ", ", column.name);
  return names;
}

}  // namespace

std::span<const Table> transferred_tables() {
  using enum ColumnType;
  static const std::array kTables{
      Table{"blob", "attachments", {{"sha2", key}, {"bytes", bytes}}},
      Table{"activity", "definitions of activities", {{"id", key}, {"definition", text}}},
      Table{"agent_name", "names of agents", {{"agent", key}, {"name", key}, {"seen", integer}}},
      Table{"document", "documents",
            {{"kind", small}, {"activity", key}, {"agent", key}, {"registration", key}, {"id", key}, {"content_type", key}, {"bytes", bytes}, {"updated", integer}}},
      Table{"credential", "keys and tokens",
            {{"key", key}, {"secret_hash", text}, {"scopes", text}, {"authority", text}, {"learner", key}, {"created", integer}}},
      Table{"learner", "learners",
            {{"id", key}, {"agent", key}, {"locator", key}, {"secret_hash", text}, {"restricted", flag}, {"created", integer},
             {"consent", text}, {"consent_bundle", key}, {"consented", integer}}},
      Table{"tombstone", "hashes of who was erased", {{"hash", key}, {"receipt", text}, {"erased", integer}}},
      Table{"class", "classes",
            {{"id", key}, {"name", key}, {"course", key}, {"code", key}, {"facilitator", text}, {"numbers", integer}, {"created", integer}}},
      Table{"member", "members of classes",
            {{"class", key}, {"learner", key}, {"number", integer}, {"display_name", key}, {"circle", key}, {"may_renew", flag}, {"joined", integer}}},
      Table{"class_event", "events of classes", {{"class", key}, {"what", text}, {"member", integer}, {"time", integer}}},
      Table{"bundle", "bundles", {{"version", key}, {"text", text}, {"added", integer}}},
  };
  return kTables;
}

std::string select_sql(const Table& table) { return fmt::format("SELECT {} FROM {}", names_of(table), table.name); }

std::string insert_sql(const Table& table, char parameter_mark) {
  std::string values;
  for (std::size_t i = 1; i <= table.columns.size(); ++i) values += fmt::format("{}{}{}", i == 1 ? "" : ", ", parameter_mark, i);
  return fmt::format("INSERT INTO {} ({}) VALUES ({})", table.name, names_of(table), values);
}

}  // namespace store
