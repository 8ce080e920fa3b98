// Attachments' bytes against what the statements declare of them.
#pragma once

#include <boost/json/value.hpp>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "endpoint/xapi/multipart.h"
#include "endpoint/xapi/problem.h"
#include "endpoint/xapi/statement.h"

namespace xapi {

// What does not fit, or nothing: each part's hash is the SHA-2 of its bytes and belongs to a declared attachment; each attachment
// without fileUrl has its part. `parts` without the first.
std::optional<Problem> check_attachments(const std::vector<Attachment>& declared, std::span<const Part> parts);

// What a stored statement, and one inside it, declares of attachments: content type and hash, without bytes. A hash that is in `seen`
// already is left out; the others are put into it.
std::vector<Part> declared_parts(const boost::json::value& statement, std::set<std::string>& seen);

// A signed statement (JSON Web Signature, RFC 7515, compact form): the algorithm is RS256, RS384 or RS512, the payload is this
// statement, and where the header has an x5c certificate the signature is its. `statement` is as it was sent.
std::optional<Problem> check_signature(const boost::json::value& statement, std::string_view signature);

}  // namespace xapi
