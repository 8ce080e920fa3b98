// A request's statements from its bytes: parsed, checked, matched with their attachments, prepared.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "endpoint/xapi/multipart.h"
#include "endpoint/xapi/problem.h"
#include "endpoint/xapi/statement.h"

namespace xapi {

struct Batch {
  std::vector<Statement> statements;  // in the order sent
  std::vector<Part> attachments;      // each content once; the JSON part is left out
  bool is_array = false;
};

// `content_type` is the request's: application/json or multipart/mixed; the bodies of attachments move into the batch. An id that
// occurs twice in one array is refused.
Checked<Batch> read_batch(std::string_view body, std::string_view content_type, const Prepare& prepare);

}  // namespace xapi
