// Statements as they are answered: one, or a page of them, with their attachments if those are asked for.
#pragma once

#include <string>

#include "endpoint/http/call.h"

namespace http {

// The agent that statements of this caller get as their authority.
boost::json::object authority_of(const Call& call);

// Whether a statement has this authority, by its xapi::key_of.
bool is_said_by(const store::Found& found, const std::string& authority);

// A learner's token reads what that learner did and nothing else, a key of "statements/read/mine" what it said itself.
bool may_read(const Call& call, const store::Found& found);

Response answer_statement(const Call& call, const xapi::StatementQuery& query, const store::Found& found);

// `more` is the address of the next page, or "".
Response answer_statements(const Call& call, const xapi::StatementQuery& query, const store::Page& page, const std::string& more);

}  // namespace http
