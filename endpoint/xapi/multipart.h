// multipart/mixed as xAPI uses it: a JSON part, then the bytes of attachments (RFC 2046, 5.1).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "endpoint/xapi/problem.h"

namespace xapi {

struct Part {
  std::string content_type;
  std::string hash;      // X-Experience-API-Hash, lower case
  std::string encoding;  // Content-Transfer-Encoding
  std::string body;
};

// The boundary named by a Content-Type header; nothing when it is no multipart/mixed, or names none.
std::optional<std::string> boundary_of(std::string_view content_type);

// The first part must be application/json, all others must have a hash and "binary". `where` is "part 2".
Checked<std::vector<Part>> parse_multipart(std::string_view body, std::string_view boundary);

// The body for parts; `boundary` does not occur in them.
std::string multipart_text(const std::vector<Part>& parts, std::string_view boundary);

}  // namespace xapi
