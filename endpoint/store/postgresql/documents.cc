#include "endpoint/store/postgresql/documents.h"

#include "endpoint/xapi/digest.h"

namespace store::postgresql {
namespace {

std::vector<Value> values_of(const DocumentKey& key) {
  return {integer(static_cast<int>(key.kind)), bytes(key.activity), bytes(key.agent), bytes(key.registration), bytes(key.id)};
}

std::vector<Value> scope_of(const DocumentKey& key) {
  return {integer(static_cast<int>(key.kind)), bytes(key.activity), bytes(key.agent), bytes(key.registration)};
}

}  // namespace

std::optional<Document> read_document(Connection& connection, const DocumentKey& key) {
  const auto rows = connection.ask("document", values_of(key));
  if (rows.empty()) return std::nullopt;
  return Document{rows.text(0, 0), rows.text(0, 1), rows.integer(0, 2)};
}

std::vector<std::string> read_document_ids(Connection& connection, const DocumentQuery& query) {
  auto values = scope_of(query.scope);
  values.push_back(integer(query.since.value_or(-1)));
  return connection.ask("document_ids", values).texts(0);
}

std::vector<std::pair<DocumentKey, Document>> read_documents_of(Connection& connection, const std::string& agent) {
  const auto rows = connection.ask("documents_of_agent", {bytes(agent)});
  std::vector<std::pair<DocumentKey, Document>> found;
  found.reserve(static_cast<std::size_t>(rows.size()));
  for (int row = 0; row < rows.size(); ++row) {
    found.emplace_back(DocumentKey{static_cast<DocumentKind>(rows.integer(row, 0)), rows.text(row, 1), agent, rows.text(row, 2), rows.text(row, 3)},
                       Document{rows.text(row, 4), rows.text(row, 5), rows.integer(row, 6)});
  }
  return found;
}

std::optional<std::pair<DocumentKey, Document>> read_registration(Connection& connection, const std::string& id) {
  const auto rows = connection.ask("registration", {bytes(id)});
  if (rows.empty()) return std::nullopt;
  return std::pair{DocumentKey{DocumentKind::cmi5_registration, rows.text(0, 0), rows.text(0, 1), id, rows.text(0, 2)},
                   Document{rows.text(0, 3), rows.text(0, 4), rows.integer(0, 5)}};
}

// Two documents whose keys hash to the same number wait for each other now and then, which harms nobody.
void lock_document(Connection& connection, const DocumentKey& key) {
  const std::string hash = xapi::sha2_of(std::to_string(static_cast<int>(key.kind)) + '\n' + key.activity + '\n' + key.agent + '\n' + key.registration + '\n' + key.id, xapi::kSha256Digits);
  connection.ask("lock_document", {integer4(static_cast<std::int32_t>(std::stoul(hash.substr(0, 8), nullptr, 16)))});
}

void apply(Connection& connection, const DocumentKey& key, const Change& change) {
  auto values = values_of(key);
  if (const auto* document = std::get_if<Document>(&change)) {
    values.push_back(bytes(document->content_type));
    values.push_back(bytes(document->bytes));
    connection.ask("put_document", values);
  } else if (std::holds_alternative<Drop>(change)) {
    connection.ask("drop_document", values);
  }
}

void delete_documents(Connection& connection, const DocumentQuery& query) { connection.ask("drop_documents", scope_of(query.scope)); }

}  // namespace store::postgresql
