// `cgi`: the service for one request, in a process of its own; others may be at the same database at the same moment.
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <random>
#include <thread>

#include "base/clock.h"
#include "endpoint/app/cgi.h"
#include "endpoint/app/commands.h"
#include "endpoint/app/service_options.h"
#include "endpoint/http/request_log.h"
#include "endpoint/http/service.h"

namespace endpoint_app {
namespace {

using Clock = std::chrono::steady_clock;
using http_server::Response;
using namespace std::chrono_literals;

// A web server waits longer than that for a program, a page does not.
constexpr auto kPatience = 25s;
constexpr double kBusySeconds = 1;

std::string variable(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value == nullptr ? "" : value;
}

// Nothing: longer than allowed, or other than announced.
std::optional<std::string> read_body(std::size_t limit) {
  const std::string announced = variable("CONTENT_LENGTH");
  const std::size_t size = announced.empty() ? 0 : std::strtoull(announced.c_str(), nullptr, 10);
  // Apache hands on chunks without saying how many.
  const bool is_open = announced.empty() && !variable("HTTP_TRANSFER_ENCODING").empty();
  if (size > limit) return std::nullopt;
  std::string body(is_open ? limit + 1 : size, '\0');
  std::cin.read(body.data(), static_cast<std::streamsize>(body.size()));
  body.resize(static_cast<std::size_t>(std::cin.gcount()));
  if (body.size() > limit || (!is_open && body.size() != size)) return std::nullopt;
  return body;
}

Response answer_once(const StoreOptions& where, const http::Options& service, const http_server::Request& request) {
  auto store = open_any_store(where);
  return store ? http::make_service(**store, service)(request) : http::answer_failure(store.error());
}

// A request that found the database busy left nothing in it, and is tried again: SQLite's locks know no queue, so that one of many
// may find it locked each time it looks.
Response answer_with_patience(StoreOptions where, const http::Options& service, const http_server::Request& request) {
  where.busy_time = kBusySeconds;
  std::minstd_rand random(static_cast<unsigned>(::getpid()));
  const auto deadline = Clock::now() + kPatience;
  for (;;) {
    auto response = answer_once(where, service, request);
    if (!http::says_busy(response) || Clock::now() > deadline) return response;
    std::this_thread::sleep_for(1ms * std::uniform_int_distribution(1, 40)(random));
  }
}

Response answer(const StoreOptions& where, const ServeOptions& options, const CgiRequest& read) {
  auto service = service_options(options);
  if (!service) {
    auto response = http::answer_problem(500, {"the endpoint", "failed; the administrator finds the cause in the log"});
    response.note = service.error().message;
    return response;
  }
  service->public_prefix = read.prefix;
  return answer_with_patience(where, *service, read.request);
}

}  // namespace

base::Result<void> serve_cgi(const StoreOptions& where, const ServeOptions& options) {
  const auto begin = Clock::now();
  const auto arrived = base::microseconds_now();
  auto body = read_body(body_limit(options));
  const auto read = cgi_request(variable, environ, body ? std::move(*body) : "");
  if (!read) return base::fail(read.error().message);
  const Response response = body ? answer(where, options, *read) : http::answer_problem(413, {"body", "is longer than allowed, or than announced"});
  const std::string text = cgi_text(read->request, response);
  std::fwrite(text.data(), 1, text.size(), stdout);
  // The web server logs requests; the cause of a failure only we know.
  const http::Served served{arrived, std::chrono::duration<double>(Clock::now() - begin).count()};
  if (!response.note.empty()) fmt::print(stderr, "{}\n", http::log_line(read->request, response, served));
  return {};
}

}  // namespace endpoint_app
