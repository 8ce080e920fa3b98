// Takes a request target ("/kursus/caf%C3%A9/?page=2") apart and decodes it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace http_server {

struct Target {
  std::string path;   // decoded; see Request::path
  std::string query;  // what follows '?', as sent
};

// Reads the origin form ("/a?b"), the absolute form ("http://host/a?b") and "*" (RFC 9112, 3.2). Nothing when a '%' is not
// followed by two hexadecimal digits, or the decoded path is not valid UTF-8, has a control character or a segment "." or "..".
std::optional<Target> parse_target(std::string_view target);

// "caf%C3%A9" → "café". Nothing when a '%' is not followed by two hexadecimal digits. Any byte may come out.
std::optional<std::string> percent_decoded(std::string_view text);

// Encodes for the path of a URL: all but letters, digits and -._~/ become %XX.
std::string percent_encoded_path(std::string_view path);

// The same for a name or a value in a query.
std::string percent_encoded_query(std::string_view text);

// The decoded value of a parameter in "a=1&b=2" ('+' is a space); nothing when it is absent or wrongly encoded.
std::optional<std::string> query_value(std::string_view query, std::string_view name);

}  // namespace http_server
