// Statements as they are answered: one, or a page of them, with their attachments if those are asked for.
#pragma once

#include <string>

#include "endpoint/http/call.h"

namespace http {

// A learner's token reads what that learner did and nothing else.
bool may_read(const Call& call, const store::Found& found);

Response answer_statement(const Call& call, const xapi::StatementQuery& query, const store::Found& found);

// `more` is the address of the next page, or "".
Response answer_statements(const Call& call, const xapi::StatementQuery& query, const store::Page& page, const std::string& more);

}  // namespace http
