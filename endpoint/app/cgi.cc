#include "endpoint/app/cgi.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "base/http_server/target.h"

namespace endpoint_app {
namespace {

using http_server::Header;
using http_server::Response;

constexpr std::array<std::pair<int, std::string_view>, 14> kReasons{{{200, "OK"}, {201, "Created"}, {204, "No Content"}, {304, "Not Modified"}, {400, "Bad Request"},
                                                                     {401, "Unauthorized"}, {403, "Forbidden"}, {404, "Not Found"}, {405, "Method Not Allowed"},
                                                                     {409, "Conflict"}, {410, "Gone"}, {412, "Precondition Failed"}, {413, "Payload Too Large"},
                                                                     {503, "Service Unavailable"}}};

std::string_view reason_of(int status) {
  const auto found = std::find_if(kReasons.begin(), kReasons.end(), [&](const auto& one) { return one.first == status; });
  return found == kReasons.end() ? "See Body" : found->second;
}

// "HTTP_IF_MATCH=…" → "IF-MATCH"; names of headers ignore letter case.
std::vector<Header> headers_of(const Variable& variable, const char* const* environment) {
  constexpr std::string_view kStart = "HTTP_";
  std::vector<Header> headers;
  for (; *environment != nullptr; ++environment) {
    const std::string_view entry = *environment;
    const auto equals = entry.find('=');
    if (!entry.starts_with(kStart) || equals == std::string_view::npos) continue;
    std::string name(entry.substr(kStart.size(), equals - kStart.size()));
    std::replace(name.begin(), name.end(), '_', '-');
    headers.push_back({std::move(name), std::string(entry.substr(equals + 1))});
  }
  if (const auto type = variable("CONTENT_TYPE"); !type.empty()) headers.push_back({"Content-Type", type});
  // Apache renames what a rewriting rule sets, and gives programs no Authorization of its own accord.
  const auto renamed = variable("REDIRECT_HTTP_AUTHORIZATION");
  if (variable("HTTP_AUTHORIZATION").empty() && !renamed.empty()) headers.push_back({"Authorization", renamed});
  return headers;
}

// What stands before PATH_INFO in the address that the client wrote; behind a rule that cannot be told, the program's own name.
std::string prefix_of(const Variable& variable, const std::string& path) {
  const auto written = http_server::parse_target(variable("REQUEST_URI"));
  if (written && written->path.ends_with(path)) return written->path.substr(0, written->path.size() - path.size());
  return variable("SCRIPT_NAME");
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; });
}

}  // namespace

base::Result<CgiRequest> cgi_request(const Variable& variable, const char* const* environment, std::string body) {
  const std::string method = variable("REQUEST_METHOD");
  if (method.empty()) return base::fail("`cgi` is called by a web server, for each request (see docs/hosts.md)");
  const std::string path = variable("PATH_INFO");
  CgiRequest read;
  auto& request = read.request;
  request.method = method;
  request.query = variable("QUERY_STRING");
  request.target = http_server::percent_encoded_path(path) + (request.query.empty() ? "" : "?" + request.query);
  const auto target = http_server::parse_target(request.target);
  request.path = target ? target->path : "/";  // names nothing
  request.headers = headers_of(variable, environment);
  request.body = std::move(body);
  request.peer = variable("REMOTE_ADDR");
  read.prefix = prefix_of(variable, path);
  return read;
}

std::string cgi_text(const http_server::Request& request, const Response& response) {
  std::string text = fmt::format("Status: {} {}\r\n", response.status, reason_of(response.status));
  for (const auto& [name, value] : response.headers) {
    if (!has_control(name) && !has_control(value)) text += fmt::format("{}: {}\r\n", name, value);
  }
  if (response.status != 204 && response.status != 304) text += fmt::format("Content-Length: {}\r\n", response.body.size());
  text += "\r\n";
  return request.method == "HEAD" ? text : text + response.body;
}

}  // namespace endpoint_app
