// Documents' rows.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "endpoint/store/postgresql/connection.h"
#include "endpoint/store/store.h"

namespace store::postgresql {

std::optional<Document> read_document(Connection& connection, const DocumentKey& key);
std::vector<std::string> read_document_ids(Connection& connection, const DocumentQuery& query);
std::vector<std::pair<DocumentKey, Document>> read_documents_of(Connection& connection, const std::string& agent);
std::optional<std::pair<DocumentKey, Document>> read_registration(Connection& connection, const std::string& id);

// Until the transaction ends nobody else who asks for it gets it, whether there is such a document or not.
void lock_document(Connection& connection, const DocumentKey& key);
void apply(Connection& connection, const DocumentKey& key, const Change& change);
void delete_documents(Connection& connection, const DocumentQuery& query);

}  // namespace store::postgresql
