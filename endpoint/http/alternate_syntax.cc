#include "endpoint/http/alternate_syntax.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace http {
namespace {

constexpr std::array<std::string_view, 10> kHeaders{"Authorization", "X-Experience-API-Version", "Content-Type", "Content-Length", "If-Match",
                                                    "If-None-Match", "Accept", "Accept-Language", "Accept-Encoding", "User-Agent"};
constexpr std::array<std::string_view, 5> kMethods{"GET", "HEAD", "PUT", "POST", "DELETE"};

void set_header(Request& request, std::string_view name, const std::string& value) {
  std::erase_if(request.headers, [&](const auto& header) { return base::to_lower(header.name) == base::to_lower(name); });
  request.headers.push_back({std::string(name), value});
}

// Form fields become headers, the body and parameters.
void take_field(ReadRequest& read, std::string name, std::string value) {
  const auto header = std::find_if(kHeaders.begin(), kHeaders.end(), [&](std::string_view known) { return base::to_lower(known) == base::to_lower(name); });
  if (header != kHeaders.end()) {
    set_header(read.request, *header, value);
  } else if (name == "content") {
    read.request.body = std::move(value);
  } else {
    read.parameters.emplace_back(std::move(name), std::move(value));
  }
}

}  // namespace

xapi::Checked<ReadRequest> undo_alternate_syntax(const Request& request) {
  auto parameters = decoded_parameters(request.query);
  if (!parameters) return xapi::refuse("query", "is wrongly encoded");
  ReadRequest read{request, {}, false};
  const bool asks = std::any_of(parameters->begin(), parameters->end(), [](const auto& one) { return one.first == "method"; });
  if (!asks) {
    read.parameters = std::move(*parameters);
    return read;
  }
  read.was_alternate = true;
  if (request.method != "POST") return xapi::refuse("method", "is a parameter of POST alone");
  if (parameters->size() != 1) return xapi::refuse("query", "may hold nothing but method; all else belongs into the form");
  read.request.method = parameters->front().second;
  if (std::find(kMethods.begin(), kMethods.end(), read.request.method) == kMethods.end()) return xapi::refuse("method", "is not GET, HEAD, PUT, POST or DELETE");
  auto fields = decoded_parameters(request.body);
  if (!fields) return xapi::refuse("body", "is no form (application/x-www-form-urlencoded)");
  read.request.body.clear();
  set_header(read.request, "Content-Type", "application/json");  // the form's own type says nothing of its content
  for (auto& [name, value] : *fields) take_field(read, std::move(name), std::move(value));
  return read;
}

}  // namespace http
