// Answers in JSON are made smaller for those who can read them so: a page of statements to about a tenth.
#pragma once

#include <string_view>

#include "base/http_server/message.h"

namespace http {

// Of an Accept-Encoding header (RFC 9110, 12.5.3).
bool accepts_gzip(std::string_view accepted);

// Compresses a body of JSON of 1 kB or more if the client allows it. Not what has an ETag: a strong one names these very bytes.
void compress(const http_server::Request& request, http_server::Response& response);

}  // namespace http
